// Package coherego drives cohere-go through package tag.
package coherego

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"

	cohere "github.com/cohere-ai/cohere-go/v2"
	"github.com/cohere-ai/cohere-go/v2/client"
	"github.com/cohere-ai/cohere-go/v2/core"

	"github.com/llmtag/llmtag/internal/sdktest"
)

func TestVersion1(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "command-r-", Retries: true,
		Open: func(_ *testing.T, url string, hc *http.Client) sdktest.Client { return chat{open(url, hc)} },
	})
}

func TestVersion2(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "command-r-", Retries: true,
		Open: func(_ *testing.T, url string, hc *http.Client) sdktest.Client { return chat2{open(url, hc)} },
	})
}

func open(url string, hc *http.Client) *client.Client {
	return client.NewClient(client.WithBaseURL(url), client.WithHTTPClient(hc), client.WithToken("test"))
}

type chat struct{ client *client.Client }

func (c chat) Ask(ctx context.Context, model string) error {
	_, err := c.client.Chat(ctx, &cohere.ChatRequest{Model: &model, Message: "Tell me a story."})
	return err
}

func (c chat) Tools(ctx context.Context, model string) error {
	_, err := c.client.Chat(ctx, &cohere.ChatRequest{Model: &model, Message: "How is the weather?", Tools: []*cohere.Tool{{Name: "weather", Description: "tells the weather"}}})
	return err
}

func (c chat) Stream(ctx context.Context, model string, read func() bool) error {
	stream, err := c.client.ChatStream(ctx, &cohere.ChatStreamRequest{Model: &model, Message: "Tell me a story."})
	return receive(stream, err, read)
}

type chat2 struct{ client *client.Client }

var messages = cohere.ChatMessages{{Role: "user", User: &cohere.UserMessageV2{Content: &cohere.UserMessageV2Content{String: "Tell me a story."}}}}

func (c chat2) Ask(ctx context.Context, model string) error {
	_, err := c.client.V2.Chat(ctx, &cohere.V2ChatRequest{Model: model, Messages: messages})
	return err
}

func (c chat2) Tools(ctx context.Context, model string) error {
	_, err := c.client.V2.Chat(ctx, &cohere.V2ChatRequest{Model: model, Messages: messages, Tools: []*cohere.ToolV2{{
		Function: &cohere.ToolV2Function{Name: "weather", Parameters: map[string]any{"type": "object"}},
	}}})
	return err
}

func (c chat2) Stream(ctx context.Context, model string, read func() bool) error {
	stream, err := c.client.V2.ChatStream(ctx, &cohere.V2ChatStreamRequest{Model: model, Messages: messages})
	return receive(stream, err, read)
}

func receive[T any](stream *core.Stream[T], err error, read func() bool) error {
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		_, err := stream.Recv()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case !read():
			return nil
		}
	}
}
