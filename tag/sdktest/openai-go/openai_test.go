// Package openaigo drives openai-go through package tag.
package openaigo

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/packages/param"
	"github.com/openai/openai-go/v3/responses"
	"github.com/openai/openai-go/v3/shared"

	"github.com/llmtag/llmtag/internal/sdktest"
)

func TestChat(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "gpt-4o-", Retries: true, CacheRead: sdktest.Always, CacheWrite: sdktest.Always, Reasoning: sdktest.Always,
		Open: func(_ *testing.T, url string, hc *http.Client) sdktest.Client { return chat{open(url, hc)} },
	})
}

func TestResponses(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "gpt-4o-", Retries: true, CacheRead: sdktest.Always, CacheWrite: sdktest.Always, Reasoning: sdktest.Always,
		Open:  func(_ *testing.T, url string, hc *http.Client) sdktest.Client { return response{open(url, hc)} },
		Lacks: []sdktest.Way{sdktest.Tools},
	})
}

func open(url string, hc *http.Client) openai.Client {
	return openai.NewClient(option.WithHTTPClient(hc), option.WithBaseURL(url+"/v1"), option.WithAPIKey("sk-test"))
}

var errUsage = errors.New("a message without choices reached a caller who did not ask for usage")

type chat struct{ client openai.Client }

func (c chat) params(model string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{Model: model, Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("Tell me a story.")}}
}

func (c chat) Ask(ctx context.Context, model string) error {
	_, err := c.client.Chat.Completions.New(ctx, c.params(model))
	return err
}

func (c chat) Tools(ctx context.Context, model string) error {
	params := c.params(model)
	params.Tools = []openai.ChatCompletionToolUnionParam{openai.ChatCompletionFunctionTool(shared.FunctionDefinitionParam{
		Name: "weather", Parameters: shared.FunctionParameters{"type": "object"},
	})}
	_, err := c.client.Chat.Completions.New(ctx, params)
	return err
}

func (c chat) Stream(ctx context.Context, model string, read func() bool) error {
	stream := c.client.Chat.Completions.NewStreaming(ctx, c.params(model))
	defer stream.Close()
	for stream.Next() {
		if len(stream.Current().Choices) == 0 {
			return errUsage // nobody asked for it
		}
		if !read() {
			return nil
		}
	}
	return stream.Err()
}

type response struct{ client openai.Client }

func (c response) params(model string) responses.ResponseNewParams {
	return responses.ResponseNewParams{Model: model, Input: responses.ResponseNewParamsInputUnion{OfString: param.NewOpt("Tell me a story.")}}
}

func (c response) Ask(ctx context.Context, model string) error {
	_, err := c.client.Responses.New(ctx, c.params(model))
	return err
}

func (c response) Tools(ctx context.Context, model string) error { return c.Ask(ctx, model) }

func (c response) Stream(ctx context.Context, model string, read func() bool) error {
	stream := c.client.Responses.NewStreaming(ctx, c.params(model))
	defer stream.Close()
	for stream.Next() {
		if !read() {
			return nil
		}
	}
	return stream.Err()
}
