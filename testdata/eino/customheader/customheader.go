// Package customheader tags Ark models by their header map. The map of a
// request takes the place of the configured one, it is not added to it.
package customheader

import (
	"context"
	"encoding/json"
	"maps"
	"os"

	"github.com/cloudwego/eino-ext/components/model/ark"
	"github.com/cloudwego/eino/schema"

	"example.com/eino/tagging"
)

func goodLiteral(ctx context.Context) (*ark.ChatModel, error) {
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{
		Model: "doubao",
		CustomHeader: map[string]string{
			"X-LLM-Project-ID":   "shop",
			"X-LLM-Service-Name": "search",
			"X-LLM-Team-ID":      "discovery",
		},
	})
}

func badLiteral(ctx context.Context) (*ark.ChatModel, error) {
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{ // want "untagged-client: ark.NewChatModel lacks service_name$"
		Model: "doubao",
		CustomHeader: map[string]string{
			"X-LLM-Project-ID": "shop",
			"X-LLM-Team-ID":    "discovery",
		},
	})
}

func badEmpty(ctx context.Context) (*ark.ChatModel, error) {
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{ // want "empty-tag: ark.NewChatModel attaches an empty value to service_name$"
		Model:        "doubao",
		CustomHeader: tagging.Owner("shop", "", "discovery"),
	})
}

// Headers are found by their name in any case.
func goodLowerCase(ctx context.Context) (*ark.ChatModel, error) {
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{
		CustomHeader: map[string]string{"x-llm-project-id": "shop", "x-llm-service-name": "search", "x-llm-team-id": "discovery"},
	})
}

func badUnderscores(ctx context.Context) (*ark.ChatModel, error) {
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{ // want "untagged-client: ark.NewChatModel lacks project_id, service_name, team_id$"
		CustomHeader: map[string]string{"project_id": "shop", "service_name": "search", "team_id": "discovery"},
	})
}

func goodIndexed(ctx context.Context, region string) (*ark.ChatModel, error) {
	cfg := &ark.ChatModelConfig{Model: "doubao", CustomHeader: map[string]string{}}
	cfg.CustomHeader[tagging.HeaderProject] = "shop"
	cfg.CustomHeader[tagging.HeaderService] = "search-" + region
	cfg.CustomHeader[tagging.HeaderTeam] = "discovery"
	return ark.NewChatModel(ctx, cfg)
}

func badIndexedInOneBranch(ctx context.Context, region string) (*ark.ChatModel, error) {
	cfg := &ark.ChatModelConfig{Model: "doubao", CustomHeader: map[string]string{tagging.HeaderProject: "shop", tagging.HeaderTeam: "discovery"}}
	if region != "" {
		cfg.CustomHeader[tagging.HeaderService] = "search-" + region
	}
	return ark.NewChatModel(ctx, cfg) // want "untagged-client: ark.NewChatModel lacks service_name$"
}

var shared = map[string]string{tagging.HeaderProject: "shop", tagging.HeaderTeam: "discovery"}

func goodClone(ctx context.Context) (*ark.ChatModel, error) {
	headers := maps.Clone(shared)
	headers[tagging.HeaderService] = "search"
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", CustomHeader: headers})
}

func badClone(ctx context.Context) (*ark.ChatModel, error) {
	headers := maps.Clone(shared)
	headers["X-Request-Source"] = "batch"
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", CustomHeader: headers}) // want "untagged-client: ark.NewChatModel lacks service_name$"
}

func badDeleted(ctx context.Context) (*ark.ChatModel, error) {
	headers := tagging.Owner("shop", "search", "discovery")
	delete(headers, tagging.HeaderTeam)
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", CustomHeader: headers}) // want "untagged-client: ark.NewChatModel lacks team_id$"
}

func badBlanked(ctx context.Context) (*ark.ChatModel, error) {
	headers := tagging.Owner("shop", "search", "discovery")
	headers[tagging.HeaderTeam] = ""
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", CustomHeader: headers}) // want "untagged-client: ark.NewChatModel lacks team_id$"
}

func unprovenFile(ctx context.Context, name string) (*ark.ChatModel, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var cfg ark.ChatModelConfig
	if err := json.Unmarshal(text, &cfg); err != nil {
		return nil, err
	}
	return ark.NewChatModel(ctx, &cfg) // want "unproven-tags: ark.NewChatModel may lack project_id, service_name, team_id: "
}

func unprovenHeaders(ctx context.Context, text []byte) (*ark.ChatModel, error) {
	var headers map[string]string
	if err := json.Unmarshal(text, &headers); err != nil {
		return nil, err
	}
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", CustomHeader: headers}) // want "unproven-tags: ark.NewChatModel may lack project_id, service_name, team_id: "
}

func goodFileAndTags(ctx context.Context, text []byte) (*ark.ChatModel, error) {
	var cfg ark.ChatModelConfig
	if err := json.Unmarshal(text, &cfg); err != nil {
		return nil, err
	}
	cfg.CustomHeader = tagging.Owner("shop", "search", "discovery")
	return ark.NewChatModel(ctx, &cfg)
}

func model(ctx context.Context) (*ark.ChatModel, error) {
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", CustomHeader: tagging.Owner("shop", "search", "discovery")})
}

func goodCall(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := model(ctx)
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in)
}

// The request's map drops the owner that the model had.
func badCallReplaces(ctx context.Context, in []*schema.Message, id string) (*schema.Message, error) {
	cm, err := model(ctx)
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, ark.WithCustomHeader(map[string]string{"X-Request-ID": id})) // want "untagged-call: ark.ChatModel.Generate lacks project_id, service_name, team_id$"
}

func badStreamReplaces(ctx context.Context, in []*schema.Message) (*schema.StreamReader[*schema.Message], error) {
	cm, err := model(ctx)
	if err != nil {
		return nil, err
	}
	return cm.Stream(ctx, in, ark.WithCustomHeader(map[string]string{ // want "untagged-call: ark.ChatModel.Stream lacks team_id$"
		tagging.HeaderProject: "shop",
		tagging.HeaderService: "search-stream",
	}))
}

func goodCallReplaces(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := model(ctx)
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, ark.WithCustomHeader(tagging.Owner("shop", "titles", "catalog")))
}

// The request's map empties one tag of the model.
func badCallEmpties(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := model(ctx)
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, ark.WithCustomHeader(tagging.Owner("shop", "search", ""))) // want "untagged-call: ark.ChatModel.Generate lacks team_id$"
}

// Below a transport that tags, the map of a request does no harm.
func goodTransportStays(ctx context.Context, in []*schema.Message, id string) (*schema.Message, error) {
	cm, err := ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, ark.WithCustomHeader(map[string]string{"X-Request-ID": id}))
}
