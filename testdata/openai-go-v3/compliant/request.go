// Package compliant attaches every tag, each time in another way. The mutation
// suite of the analyzer takes away one carrier at a time.
package compliant

import (
	"context"

	"github.com/openai/openai-go/v3"
)

// neutral option.WithMaxRetries(2)

func params(text string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
	}
}

func answer(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, params("ping"))
	return err
}
