// Written from testdata/idioms/requests.go.tmpl by make generate.

package requests

import (
	"context"
	"github.com/openai/openai-go/v2"
	"github.com/openai/openai-go/v2/option"
)

func complete() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
		option.WithHeader("X-LLM-Team-ID", "payments"),
	}
}

func incomplete() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
	}
}

// Requests that tag by themselves excuse their client.
func goodRequests() {
	c := openai.NewClient()
	_, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{}, complete()...)
	_, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{}, complete()...)
}

func badRequest() {
	c := openai.NewClient() // want "untagged-client: openai.NewClient lacks team_id$"
	_, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{}, complete()...)
	_, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{}, incomplete()...)
}

func badPlain() {
	c := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	_, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{}, complete()...)
	_, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
}

// In a method, with the client in a field.
type service struct{ client openai.Client }

func newService() *service {
	c := openai.NewClient()
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = s.client.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{}, complete()...)
}

func (s *service) askAgain() {
	_, _ = s.client.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{}, complete()...)
}

type forgetful struct{ client openai.Client }

func newForgetful() *forgetful {
	c := openai.NewClient() // want "untagged-client: openai.NewClient lacks team_id$"
	return &forgetful{client: c}
}

func (f *forgetful) ask() {
	_, _ = f.client.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{}, complete()...)
}

func (f *forgetful) askAgain() {
	_, _ = f.client.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{}, incomplete()...)
}
