// Package use calls the factories of another package.
package use

import (
	"context"
	"net/http"
	"os"
	"time"

	"github.com/cloudwego/eino-ext/components/model/ark"
	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/components/model"

	"example.com/eino/factory"
	"example.com/eino/tagging"
)

func goodFromConfig(ctx context.Context) (model.ToolCallingChatModel, error) {
	return factory.FromConfig(ctx, &openai.ChatModelConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")})
}

func badFromConfig(ctx context.Context) (model.ToolCallingChatModel, error) {
	return factory.FromConfig(ctx, &openai.ChatModelConfig{Timeout: time.Minute}) // want "untagged-client: factory.FromConfig lacks project_id, service_name, team_id$"
}

func goodFromCopy(ctx context.Context) (model.ToolCallingChatModel, error) {
	cfg := openai.ChatModelConfig{APIKey: os.Getenv("OPENAI_API_KEY")}
	cfg.HTTPClient = tagging.NewClient("shop", "search", "discovery")
	return factory.FromCopy(ctx, cfg)
}

func badFromCopy(ctx context.Context) (model.ToolCallingChatModel, error) {
	cfg := openai.ChatModelConfig{APIKey: os.Getenv("OPENAI_API_KEY")}
	return factory.FromCopy(ctx, cfg) // want "untagged-client: factory.FromCopy lacks project_id, service_name, team_id$"
}

func goodWithClient(ctx context.Context) (model.ToolCallingChatModel, error) {
	return factory.WithClient(ctx, tagging.NewClient("shop", "search", "discovery"))
}

func badWithClient(ctx context.Context) (model.ToolCallingChatModel, error) {
	return factory.WithClient(ctx, http.DefaultClient) // want "untagged-client: factory.WithClient lacks project_id, service_name, team_id$"
}

func badWithClientTeamless(ctx context.Context) (model.ToolCallingChatModel, error) {
	return factory.WithClient(ctx, tagging.ForShop("search")) // want "untagged-client: factory.WithClient lacks team_id$"
}

func goodWithHeaders(ctx context.Context) (*ark.ChatModel, error) {
	return factory.WithHeaders(ctx, tagging.Owner("shop", "search", "discovery"))
}

func badWithHeaders(ctx context.Context) (*ark.ChatModel, error) {
	return factory.WithHeaders(ctx, map[string]string{tagging.HeaderTeam: "discovery"}) // want "untagged-client: factory.WithHeaders lacks project_id, service_name$"
}

func badWithNoHeaders(ctx context.Context) (*ark.ChatModel, error) {
	return factory.WithHeaders(ctx, nil) // want "untagged-client: factory.WithHeaders lacks project_id, service_name, team_id$"
}

func goodForTeam(ctx context.Context) (*ark.ChatModel, error) {
	return factory.ForTeam(ctx, "search", "discovery")
}

func badForTeam(ctx context.Context) (*ark.ChatModel, error) {
	return factory.ForTeam(ctx, "search", "") // want "empty-tag: factory.ForTeam attaches an empty value to team_id$"
}

func badForTeamTwice(ctx context.Context) (*ark.ChatModel, error) {
	return factory.ForTeam(ctx, "", "todo") // want "empty-tag: factory.ForTeam attaches an empty value to service_name$" `empty-tag: factory.ForTeam attaches the placeholder "todo" to team_id$`
}
