// Package compliant attaches every tag, each time in another way. The mutation
// suite of the analyzer takes away one carrier at a time.
package compliant

import (
	"context"

	"github.com/anthropics/anthropic-sdk-go"
)

// neutral option.WithMaxRetries(2)

func params(text string) anthropic.MessageNewParams {
	return anthropic.MessageNewParams{
		Model:     anthropic.ModelClaudeHaiku4_5,
		MaxTokens: 256,
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(text))},
	}
}

func answer(ctx context.Context, client anthropic.Client) error {
	_, err := client.Messages.New(ctx, params("ping"))
	return err
}
