// Package ollamaapi drives Ollama's client through package tag.
package ollamaapi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"

	"github.com/ollama/ollama/api"

	"github.com/llmtag/llmtag/internal/sdktest"
)

func TestChat(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "llama3.2-",
		Open: func(t *testing.T, base string, hc *http.Client) sdktest.Client {
			u, err := url.Parse(base)
			if err != nil {
				t.Fatal(err)
			}
			return chat{api.NewClient(u, hc)}
		},
	})
}

type chat struct{ client *api.Client }

func (c chat) ask(ctx context.Context, req *api.ChatRequest, read func() error) error {
	req.Messages = []api.Message{{Role: "user", Content: "Tell me a story."}}
	return c.client.Chat(ctx, req, func(api.ChatResponse) error { return read() })
}

func whole() error { return nil }

func (c chat) Ask(ctx context.Context, model string) error {
	return c.ask(ctx, &api.ChatRequest{Model: model, Stream: new(bool)}, whole)
}

func (c chat) Tools(ctx context.Context, model string) error {
	return c.ask(ctx, &api.ChatRequest{Model: model, Stream: new(bool), Tools: api.Tools{{Type: "function", Function: api.ToolFunction{Name: "weather"}}}}, whole)
}

var errEnough = errors.New("enough")

func (c chat) Stream(ctx context.Context, model string, read func() bool) error {
	err := c.ask(ctx, &api.ChatRequest{Model: model}, func() error {
		if !read() {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}
