// Package skipped has files that are not judged: generated ones and tests.
package skipped

import (
	"context"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func answer(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("ping")},
	})
	return err
}

func bad(ctx context.Context) error {
	client := openai.NewClient(option.WithMaxRetries(1)) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}
