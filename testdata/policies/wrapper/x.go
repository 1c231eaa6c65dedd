// Package wrapper uses what the policy declares to tag by itself.
package wrapper

import (
	"context"

	"example.com/policies/wrapper/platform"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/responses"
)

func ask(ctx context.Context, client openai.Client, opts ...option.RequestOption) error {
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{}, opts...)
	return err
}

func right(ctx context.Context) error { return ask(ctx, platform.New("key", "payments")) }

func emptyTeam(ctx context.Context) error {
	return ask(ctx, platform.New("key", "")) // want "^empty-tag: platform.New attaches an empty value to team_id$"
}

func kit(ctx context.Context) error { return ask(ctx, *new(platform.Kit).Client()) }

func undone(ctx context.Context) error {
	client := platform.New("key", "payments")
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{}, option.WithHeaderDel("X-LLM-Team-ID")) // want "^untagged-call: responses.ResponseService.New lacks team_id$"
	return err
}

func open(ctx context.Context) error {
	client, err := platform.Open("payments")
	if err != nil {
		return err
	}
	return client.Ask(ctx)
}

func openPlaceholder(ctx context.Context) error {
	client, err := platform.Open("todo") // want "^empty-tag: platform.Open attaches the placeholder \"todo\" to team_id$"
	if err != nil {
		return err
	}
	return client.Ask(ctx)
}
