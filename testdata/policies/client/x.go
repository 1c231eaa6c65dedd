// Package client is linted under enforce: client, whatever requests add.
package client

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

func tagged(ctx context.Context) error {
	client := openai.NewClient(owner()...)
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{})
	return err
}

func taggedByItsCallOnly(ctx context.Context) error {
	client := openai.NewClient() // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{}, owner()...)
	return err
}

// What calls undo is not what this policy is about.
func undone(ctx context.Context) error {
	client := openai.NewClient(owner()...)
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{}, option.WithHeaderDel("X-LLM-Team-ID"))
	return err
}
