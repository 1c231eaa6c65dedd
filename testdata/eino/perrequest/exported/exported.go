// Package exported lets its models out by exported names: who imports it may
// call them as he likes, so they are judged where they are made.
package exported

import (
	"context"

	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/components/model"
	"github.com/cloudwego/eino/schema"

	"example.com/eino/tagging"
)

var owner = openai.WithExtraHeader(tagging.Owner("shop", "search", "discovery"))

// Open returns a model without tags.
func Open(ctx context.Context) (model.ToolCallingChatModel, error) {
	return openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
}

// OpenOwned returns a model with tags.
func OpenOwned(ctx context.Context) (model.ToolCallingChatModel, error) {
	return openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: tagging.NewClient("shop", "search", "discovery")})
}

// Service has its model in an exported field.
type Service struct {
	Model *openai.ChatModel
}

// NewService returns a service with a model without tags.
func NewService(ctx context.Context) (*Service, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &Service{Model: cm}, nil
}

// Ask tags, but others may use the field without.
func (s *Service) Ask(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	return s.Model.Generate(ctx, in, owner)
}

// Default is anybody's.
var Default, defaultErr = openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"

var private, privateErr = openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o"})

// Ask asks the model that nobody else sees.
func Ask(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	if privateErr != nil {
		return nil, privateErr
	}
	return private.Generate(ctx, in, owner)
}

func open(ctx context.Context) (*openai.ChatModel, error) {
	return openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
}

// AskOnce opens a model for one question.
func AskOnce(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := open(ctx)
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, owner)
}
