// Package callvalues attaches bad values with a request: the call is where
// they stand, and the model is not blamed again.
package callvalues

import (
	"context"

	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/schema"

	"example.com/eino/tagging"
)

func badEmpty(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, openai.WithExtraHeader(tagging.Owner("shop", "search", ""))) // want "empty-tag: openai.ChatModel.Generate attaches an empty value to team_id$"
}

func badPlaceholder(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, openai.WithExtraHeader(tagging.Owner("changeme", "search", "discovery"))) // want `empty-tag: openai.ChatModel.Generate attaches the placeholder "changeme" to project_id$`
}

func goodFromParameter(ctx context.Context, in []*schema.Message, team string) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, openai.WithExtraHeader(tagging.Owner("shop", "search", team)))
}
