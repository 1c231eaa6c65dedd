// Package goopenai drives go-openai through package tag.
package goopenai

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/sashabaranov/go-openai"

	"github.com/llmtag/llmtag/internal/sdktest"
)

func TestChat(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "gpt-4o-", CacheRead: sdktest.Always, CacheWrite: sdktest.Always, Reasoning: sdktest.Always,
		Open: func(_ *testing.T, url string, hc *http.Client) sdktest.Client {
			cfg := openai.DefaultConfig("sk-test")
			cfg.BaseURL = url + "/v1"
			cfg.HTTPClient = hc
			return chat{openai.NewClientWithConfig(cfg)}
		},
	})
}

type chat struct{ client *openai.Client }

func (c chat) request(model string) openai.ChatCompletionRequest {
	return openai.ChatCompletionRequest{Model: model, Messages: []openai.ChatCompletionMessage{{Role: "user", Content: "Tell me a story."}}}
}

func (c chat) Ask(ctx context.Context, model string) error {
	_, err := c.client.CreateChatCompletion(ctx, c.request(model))
	return err
}

func (c chat) Tools(ctx context.Context, model string) error {
	req := c.request(model)
	req.Tools = []openai.Tool{{Type: "function", Function: &openai.FunctionDefinition{Name: "weather", Parameters: map[string]any{"type": "object"}}}}
	_, err := c.client.CreateChatCompletion(ctx, req)
	return err
}

func (c chat) Stream(ctx context.Context, model string, read func() bool) error {
	stream, err := c.client.CreateChatCompletionStream(ctx, c.request(model))
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		m, err := stream.Recv()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case len(m.Choices) == 0:
			return errors.New("a message without choices reached a caller who did not ask for usage")
		case !read():
			return nil
		}
	}
}
