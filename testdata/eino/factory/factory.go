// Package factory makes chat models from what its callers hand in: the tags
// are their duty, and theirs is the finding.
package factory

import (
	"context"
	"net/http"

	"github.com/cloudwego/eino-ext/components/model/ark"
	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/components/model"

	"example.com/eino/tagging"
)

// FromConfig makes a model as cfg says, with a default name.
func FromConfig(ctx context.Context, cfg *openai.ChatModelConfig) (model.ToolCallingChatModel, error) {
	if cfg.Model == "" {
		cfg.Model = "gpt-4o-mini"
	}
	return openai.NewChatModel(ctx, cfg)
}

// FromCopy does the same with a configuration by value.
func FromCopy(ctx context.Context, cfg openai.ChatModelConfig) (model.ToolCallingChatModel, error) {
	cfg.Model = "gpt-4o-mini"
	return openai.NewChatModel(ctx, &cfg)
}

// WithClient makes a model that sends through hc.
func WithClient(ctx context.Context, hc *http.Client) (model.ToolCallingChatModel, error) {
	return openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o-mini", HTTPClient: hc})
}

// WithHeaders makes a model that sends the given headers.
func WithHeaders(ctx context.Context, headers map[string]string) (*ark.ChatModel, error) {
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", CustomHeader: headers})
}

// ForTeam makes a model whose requests the given team pays for.
func ForTeam(ctx context.Context, service, team string) (*ark.ChatModel, error) {
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", CustomHeader: tagging.Owner("shop", service, team)})
}

// Nobody in the program calls this one.
func Unused(ctx context.Context, cfg *openai.ChatModelConfig) (*openai.ChatModel, error) {
	return openai.NewChatModel(ctx, cfg)
}
