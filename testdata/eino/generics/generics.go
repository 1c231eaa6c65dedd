// Package generics passes models and configurations through generic helpers.
package generics

import (
	"context"
	"net/http"

	"github.com/cloudwego/eino-ext/components/model/ark"
	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/components/model"
	"github.com/cloudwego/eino/schema"

	"example.com/eino/tagging"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func ptr[T any](v T) *T { return &v }

func goodMust(ctx context.Context) model.BaseChatModel {
	return must(openai.NewChatModel(ctx, &openai.ChatModelConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")}))
}

func badMust(ctx context.Context) model.BaseChatModel {
	return must(openai.NewChatModel(ctx, &openai.ChatModelConfig{Temperature: ptr[float32](0)})) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
}

func goodPointerTo(ctx context.Context) (*openai.ChatModel, error) {
	return openai.NewChatModel(ctx, ptr(openai.ChatModelConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")}))
}

func badPointerTo(ctx context.Context) (*openai.ChatModel, error) {
	return openai.NewChatModel(ctx, ptr(openai.ChatModelConfig{HTTPClient: &http.Client{}})) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
}

func goodMustThenCall(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm := must(openai.NewChatModel(ctx, &openai.ChatModelConfig{}))
	return cm.Generate(ctx, in, openai.WithExtraHeader(tagging.Owner("shop", "search", "discovery")))
}

// lazy opens its model at the first use.
type lazy[C any, M model.BaseChatModel] struct {
	cfg  C
	open func(context.Context, C) (M, error)
}

func (l *lazy[C, M]) ask(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	m, err := l.open(ctx, l.cfg)
	if err != nil {
		return nil, err
	}
	return m.Generate(ctx, in)
}

func goodLazy() *lazy[string, *ark.ChatModel] {
	return &lazy[string, *ark.ChatModel]{cfg: "doubao", open: func(ctx context.Context, name string) (*ark.ChatModel, error) {
		return ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: name, CustomHeader: tagging.Owner("shop", "search", "discovery")})
	}}
}

func badLazy() *lazy[string, *ark.ChatModel] {
	return &lazy[string, *ark.ChatModel]{cfg: "doubao", open: func(ctx context.Context, name string) (*ark.ChatModel, error) {
		return ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: name}) // want "untagged-client: ark.NewChatModel lacks project_id, service_name, team_id$"
	}}
}
