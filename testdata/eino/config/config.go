// Package config fills the configuration of a chat model in the ways that
// services do.
package config

import (
	"context"
	"net/http"
	"os"
	"time"

	embed "github.com/cloudwego/eino-ext/components/embedding/openai"
	"github.com/cloudwego/eino-ext/components/model/openai"

	"example.com/eino/tagging"
)

func goodInline(ctx context.Context) (*openai.ChatModel, error) {
	return openai.NewChatModel(ctx, &openai.ChatModelConfig{
		APIKey:     os.Getenv("OPENAI_API_KEY"),
		Model:      "gpt-4o-mini",
		HTTPClient: &http.Client{Transport: &tagging.Transport{Project: "shop", Service: "search", Team: "discovery"}},
	})
}

func badInline(ctx context.Context) (*openai.ChatModel, error) {
	return openai.NewChatModel(ctx, &openai.ChatModelConfig{ // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
		APIKey:  os.Getenv("OPENAI_API_KEY"),
		Model:   "gpt-4o-mini",
		Timeout: time.Minute,
	})
}

func badTimeoutClient(ctx context.Context) (*openai.ChatModel, error) {
	return openai.NewChatModel(ctx, &openai.ChatModelConfig{ // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
		Model:      "gpt-4o-mini",
		HTTPClient: &http.Client{Timeout: time.Minute},
	})
}

// Body fields and the end user are no owner.
func badExtraFields(ctx context.Context, user string) (*openai.ChatModel, error) {
	return openai.NewChatModel(ctx, &openai.ChatModelConfig{ // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
		Model:       "gpt-4o-mini",
		User:        &user,
		ExtraFields: map[string]any{"metadata": map[string]string{"kind": "batch"}},
	})
}

func badTeamless(ctx context.Context) (*openai.ChatModel, error) {
	return openai.NewChatModel(ctx, &openai.ChatModelConfig{ // want "untagged-client: openai.NewChatModel lacks team_id$"
		Model:      "gpt-4o-mini",
		HTTPClient: &http.Client{Transport: tagging.Teamless{Project: "shop", Service: "search"}},
	})
}

func badEmpty(ctx context.Context) (*openai.ChatModel, error) {
	return openai.NewChatModel(ctx, &openai.ChatModelConfig{ // want "empty-tag: openai.NewChatModel attaches an empty value to team_id$"
		Model:      "gpt-4o-mini",
		HTTPClient: tagging.NewClient("shop", "search", ""),
	})
}

func badPlaceholder(ctx context.Context) (*openai.ChatModel, error) {
	return openai.NewChatModel(ctx, &openai.ChatModelConfig{ // want `empty-tag: openai.NewChatModel attaches the placeholder "todo" to project_id$`
		Model:      "gpt-4o-mini",
		HTTPClient: tagging.NewClient("todo", "search", "discovery"),
	})
}

func goodFieldByField(ctx context.Context, azure bool) (*openai.ChatModel, error) {
	var cfg openai.ChatModelConfig
	cfg.Model = "gpt-4o-mini"
	if azure {
		cfg.ByAzure = true
		cfg.BaseURL = os.Getenv("AZURE_ENDPOINT")
		cfg.APIVersion = "2024-10-21"
	}
	cfg.HTTPClient = tagging.NewClient("shop", "search", "discovery")
	return openai.NewChatModel(ctx, &cfg)
}

func badFieldInOneBranch(ctx context.Context, azure bool) (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o-mini"}
	if azure {
		cfg.ByAzure = true
		cfg.HTTPClient = tagging.NewClient("shop", "search", "discovery")
	}
	return openai.NewChatModel(ctx, cfg) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
}

func goodFieldInBothBranches(ctx context.Context, azure bool) (*openai.ChatModel, error) {
	cfg := new(openai.ChatModelConfig)
	if azure {
		cfg.HTTPClient = tagging.NewClient("shop", "search-azure", "discovery")
	} else {
		cfg.HTTPClient = tagging.NewClient("shop", "search", "discovery")
	}
	return openai.NewChatModel(ctx, cfg)
}

func badOverwritten(ctx context.Context, proxy *http.Transport) (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")}
	if proxy != nil {
		cfg.HTTPClient = &http.Client{Transport: proxy}
	}
	return openai.NewChatModel(ctx, cfg) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
}

// The configuration has been read when the model exists.
func badTooLate(ctx context.Context) (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o-mini"}
	cm, err := openai.NewChatModel(ctx, cfg) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	cfg.HTTPClient = tagging.NewClient("shop", "search", "discovery")
	return cm, err
}

func base() openai.ChatModelConfig {
	return openai.ChatModelConfig{
		APIKey:     os.Getenv("OPENAI_API_KEY"),
		HTTPClient: tagging.NewClient("shop", "search", "discovery"),
	}
}

func goodHelper(ctx context.Context) (*openai.ChatModel, error) {
	cfg := base()
	cfg.Model = "gpt-4o"
	return openai.NewChatModel(ctx, &cfg)
}

func badHelperReset(ctx context.Context) (*openai.ChatModel, error) {
	cfg := base()
	cfg.HTTPClient = nil
	return openai.NewChatModel(ctx, &cfg) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
}

// A copy does not see what is changed in the original afterwards.
func badCopy(ctx context.Context) (*openai.ChatModel, error) {
	plain := openai.ChatModelConfig{Model: "gpt-4o"}
	cfg := plain
	plain.HTTPClient = tagging.NewClient("shop", "search", "discovery")
	return openai.NewChatModel(ctx, &cfg) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
}

func goodCopy(ctx context.Context) (*openai.ChatModel, error) {
	tagged := base()
	cfg := tagged
	cfg.Model = "o3"
	return openai.NewChatModel(ctx, &cfg)
}

func own(cfg *openai.ChatModelConfig) {
	cfg.HTTPClient = tagging.NewClient("shop", "search", "discovery")
}

func goodFilledByHelper(ctx context.Context) (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o"}
	own(cfg)
	return openai.NewChatModel(ctx, cfg)
}

func limit(cfg *openai.ChatModelConfig) {
	n := 1000
	cfg.MaxCompletionTokens = &n
}

func badFilledByHelper(ctx context.Context) (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o"}
	limit(cfg)
	return openai.NewChatModel(ctx, cfg) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
}

func goodEmbedder(ctx context.Context) (*embed.Embedder, error) {
	return embed.NewEmbedder(ctx, &embed.EmbeddingConfig{
		Model:      "text-embedding-3-small",
		HTTPClient: tagging.NewClient("shop", "search", "discovery"),
	})
}

func badEmbedder(ctx context.Context, texts []string) ([][]float64, error) {
	e, err := embed.NewEmbedder(ctx, &embed.EmbeddingConfig{Model: "text-embedding-3-small"}) // want "untagged-client: openai.NewEmbedder lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return e.EmbedStrings(ctx, texts)
}
