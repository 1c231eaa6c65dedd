// Package interfaces keeps chat models behind eino's interfaces and its own.
package interfaces

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/cloudwego/eino-ext/components/model/ark"
	"github.com/cloudwego/eino-ext/components/model/deepseek"
	"github.com/cloudwego/eino-ext/components/model/ollama"
	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/components/embedding"
	"github.com/cloudwego/eino/components/model"
	"github.com/cloudwego/eino/schema"

	"example.com/eino/tagging"
)

// Service answers with whichever model it was given.
type Service struct {
	chat     model.BaseChatModel
	embedder embedding.Embedder
}

// New leaves the models to the caller.
func New(chat model.BaseChatModel, embedder embedding.Embedder) *Service {
	return &Service{chat: chat, embedder: embedder}
}

// Answer sends one request.
func (s *Service) Answer(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	return s.chat.Generate(ctx, in)
}

// Vectors sends another.
func (s *Service) Vectors(ctx context.Context, texts []string) ([][]float64, error) {
	return s.embedder.EmbedStrings(ctx, texts)
}

func good(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	return New(cm, nil).Answer(ctx, in)
}

func bad(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return New(cm, nil).Answer(ctx, in)
}

func open(ctx context.Context, provider string) (model.BaseChatModel, error) {
	hc := tagging.NewClient("shop", "search", "discovery")
	switch provider {
	case "openai":
		return openai.NewChatModel(ctx, &openai.ChatModelConfig{HTTPClient: hc})
	case "ark":
		return ark.NewChatModel(ctx, &ark.ChatModelConfig{HTTPClient: hc})
	case "deepseek":
		return deepseek.NewChatModel(ctx, &deepseek.ChatModelConfig{Model: "deepseek-chat"}) // want "untagged-client: deepseek.NewChatModel lacks project_id, service_name, team_id$"
	default:
		return nil, fmt.Errorf("unknown provider %q", provider)
	}
}

func answers(ctx context.Context, provider string, in []*schema.Message) (*schema.Message, error) {
	cm, err := open(ctx, provider)
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in)
}

// goodSwitch opens a model of one of two providers and tags the request.
func goodSwitch(ctx context.Context, local bool, in []*schema.Message) (*schema.Message, error) {
	var (
		cm  model.BaseChatModel
		err error
	)
	if local {
		cm, err = ollama.NewChatModel(ctx, &ollama.ChatModelConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	} else {
		cm, err = openai.NewChatModel(ctx, &openai.ChatModelConfig{})
	}
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, openai.WithExtraHeader(tagging.Owner("shop", "search", "discovery")))
}

// models is a table by provider.
type models map[string]model.BaseChatModel

func (m models) ask(ctx context.Context, provider string, in []*schema.Message) (*schema.Message, error) {
	return m[provider].Generate(ctx, in)
}

func badTable(ctx context.Context) (models, error) {
	gpt, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	doubao, err := ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao"}) // want "untagged-client: ark.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return models{"openai": gpt, "ark": doubao}, nil
}

// logged is a decorator that keeps the interface.
type logged struct {
	model.BaseChatModel
	log *slog.Logger
}

func (l logged) Generate(ctx context.Context, in []*schema.Message, opts ...model.Option) (*schema.Message, error) {
	l.log.InfoContext(ctx, "llm request", "messages", len(in))
	return l.BaseChatModel.Generate(ctx, in, opts...)
}

func goodDecorated(ctx context.Context) (model.BaseChatModel, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	return logged{cm, slog.Default()}, nil
}

func badDecorated(ctx context.Context) (model.BaseChatModel, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return logged{cm, slog.Default()}, nil
}
