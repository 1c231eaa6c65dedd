// Package langchaingo drives langchaingo through package tag.
package langchaingo

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/openai"

	"github.com/llmtag/llmtag/internal/sdktest"
)

func TestOpenAI(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "gpt-4o-", Cuts: true, CacheRead: sdktest.Always, CacheWrite: sdktest.Always, Reasoning: sdktest.Always,
		Open: func(t *testing.T, url string, hc *http.Client) sdktest.Client {
			return model{func(name string) (llms.Model, error) {
				return openai.New(openai.WithHTTPClient(hc), openai.WithBaseURL(url+"/v1"), openai.WithToken("sk-test"), openai.WithModel(name))
			}}
		},
	})
}

func TestAnthropic(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "claude-sonnet-4-6-", Cuts: true, CacheRead: sdktest.Always, CacheWrite: sdktest.Always, Reasoning: sdktest.IfAny,
		Open: func(t *testing.T, url string, hc *http.Client) sdktest.Client {
			return model{func(name string) (llms.Model, error) {
				return anthropic.New(anthropic.WithHTTPClient(hc), anthropic.WithBaseURL(url+"/v1"), anthropic.WithToken("sk-ant-test"), anthropic.WithModel(name))
			}}
		},
	})
}

type model struct {
	open func(name string) (llms.Model, error)
}

func (m model) ask(ctx context.Context, name string, opts ...llms.CallOption) error {
	llm, err := m.open(name)
	if err != nil {
		return err
	}
	_, err = llm.GenerateContent(ctx, []llms.MessageContent{llms.TextParts(llms.ChatMessageTypeHuman, "Tell me a story.")}, opts...)
	return err
}

func (m model) Ask(ctx context.Context, name string) error { return m.ask(ctx, name) }

func (m model) Tools(ctx context.Context, name string) error {
	return m.ask(ctx, name, llms.WithTools([]llms.Tool{{
		Type: "function", Function: &llms.FunctionDefinition{Name: "weather", Parameters: map[string]any{"type": "object", "properties": map[string]any{}}},
	}}))
}

var errEnough = errors.New("enough")

func (m model) Stream(ctx context.Context, name string, read func() bool) error {
	err := m.ask(ctx, name, llms.WithStreamingFunc(func(context.Context, []byte) error {
		if !read() {
			return errEnough
		}
		return nil
	}))
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}
