// Package request is linted under enforce: request, whatever clients add.
package request

import (
	"context"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/responses"
)

func owner() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
		option.WithHeader("X-LLM-Team-ID", "payments"),
	}
}

func taggedByItsClientOnly(ctx context.Context) error {
	client := openai.NewClient(owner()...)
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{}) // want "^untagged-call: responses.ResponseService.New lacks project_id, service_name, team_id$"
	return err
}

func tagged(ctx context.Context) error {
	client := openai.NewClient()
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{}, owner()...)
	return err
}

// The options are the callers' duty.
func ask(ctx context.Context, client openai.Client, opts ...option.RequestOption) error {
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{}, opts...)
	return err
}

func asks(ctx context.Context) error { return ask(ctx, openai.NewClient(), owner()...) }

func asksWithout(ctx context.Context) error {
	return ask(ctx, openai.NewClient(), owner()[:2]...) // want "^untagged-call: ask lacks team_id$"
}
