// Package llm makes the clients that the applications use.
package llm

import (
	"context"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"example.com/openai-go-v3/compliant/across/owner"
)

// New passes its duty on by its options.
func New(key string, opts ...option.RequestOption) (*openai.Client, error) {
	all := []option.RequestOption{option.WithAPIKey(key)}
	for name, value := range owner.Defaults {
		all = append(all, option.WithHeader(name, value))
	}
	client := openai.NewClient(append(all, opts...)...) // site factory: openai.NewClient
	return &client, nil
}

// NewFor attaches an owner.
func NewFor(o owner.Owner) openai.Client {
	return openai.NewClient(o.Options()...) // site direct: openai.NewClient
}

// Ask asks by a client that is its caller's.
func Ask(ctx context.Context, client *openai.Client, text string) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
	})
	return err
}
