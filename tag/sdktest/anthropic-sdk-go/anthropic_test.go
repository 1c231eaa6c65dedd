// Package anthropicsdk drives anthropic-sdk-go through package tag.
package anthropicsdk

import (
	"context"
	"net/http"
	"testing"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"

	"github.com/llmtag/llmtag/internal/sdktest"
)

func TestMessages(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "claude-sonnet-4-6-", Retries: true, CacheRead: sdktest.Always, CacheWrite: sdktest.Always, Reasoning: sdktest.IfAny,
		Open: func(_ *testing.T, url string, hc *http.Client) sdktest.Client {
			return messages{anthropic.NewClient(option.WithHTTPClient(hc), option.WithBaseURL(url), option.WithAPIKey("sk-ant-test"))}
		},
	})
}

type messages struct{ client anthropic.Client }

func (m messages) params(model string) anthropic.MessageNewParams {
	return anthropic.MessageNewParams{
		Model: anthropic.Model(model), MaxTokens: 1024,
		Messages: []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("Tell me a story."))},
	}
}

func (m messages) Ask(ctx context.Context, model string) error {
	_, err := m.client.Messages.New(ctx, m.params(model))
	return err
}

func (m messages) Tools(ctx context.Context, model string) error {
	params := m.params(model)
	params.Tools = []anthropic.ToolUnionParam{{OfTool: &anthropic.ToolParam{Name: "weather", InputSchema: anthropic.ToolInputSchemaParam{}}}}
	_, err := m.client.Messages.New(ctx, params)
	return err
}

func (m messages) Stream(ctx context.Context, model string, read func() bool) error {
	stream := m.client.Messages.NewStreaming(ctx, m.params(model))
	defer stream.Close()
	for stream.Next() {
		if !read() {
			return nil
		}
	}
	return stream.Err()
}
