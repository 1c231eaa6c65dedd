// Written from testdata/idioms/requests.go.tmpl by make generate.

package requests

import (
	"context"
	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
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
	c := anthropic.NewClient()
	_, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{}, complete()...)
	_, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{}, complete()...)
}

func badRequest() {
	c := anthropic.NewClient() // want "untagged-client: anthropic.NewClient lacks team_id$"
	_, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{}, complete()...)
	_, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{}, incomplete()...)
}

func badPlain() {
	c := anthropic.NewClient() // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	_, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{}, complete()...)
	_, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{})
}

// In a method, with the client in a field.
type service struct{ client anthropic.Client }

func newService() *service {
	c := anthropic.NewClient()
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = s.client.Messages.New(context.Background(), anthropic.MessageNewParams{}, complete()...)
}

func (s *service) askAgain() {
	_, _ = s.client.Messages.New(context.Background(), anthropic.MessageNewParams{}, complete()...)
}

type forgetful struct{ client anthropic.Client }

func newForgetful() *forgetful {
	c := anthropic.NewClient() // want "untagged-client: anthropic.NewClient lacks team_id$"
	return &forgetful{client: c}
}

func (f *forgetful) ask() {
	_, _ = f.client.Messages.New(context.Background(), anthropic.MessageNewParams{}, complete()...)
}

func (f *forgetful) askAgain() {
	_, _ = f.client.Messages.New(context.Background(), anthropic.MessageNewParams{}, incomplete()...)
}
