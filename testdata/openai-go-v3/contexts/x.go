// Package contexts carries options in contexts under keys of its own.
package contexts

import (
	"context"
	"slices"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func owner() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
		option.WithHeader("X-LLM-Team-ID", "payments"),
	}
}

type key struct{}

type name string

func with(ctx context.Context, opts ...option.RequestOption) context.Context {
	return context.WithValue(ctx, key{}, opts)
}

func from(ctx context.Context) []option.RequestOption {
	opts, _ := ctx.Value(key{}).([]option.RequestOption)
	return opts
}

func ask(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{}, from(ctx)...)
	return err
}

func good(ctx context.Context) error {
	client := openai.NewClient()
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{}, from(with(ctx, owner()...))...)
	return err
}

func goodThrough(ctx context.Context) error {
	ctx, cancel := context.WithCancel(with(ctx, owner()...))
	defer cancel()
	return ask(context.WithValue(ctx, name("request"), "r1"), openai.NewClient())
}

func bad(ctx context.Context) error {
	client := openai.NewClient() // want "^untagged-client: openai.NewClient lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{}, from(with(ctx, owner()[:2]...))...)
	return err
}

// What the callers put into the context is not seen.
func unknown(ctx context.Context) error {
	client := openai.NewClient() // want "^unproven-tags: openai.NewClient may lack project_id, service_name, team_id: a value in a context$"
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{}, from(ctx)...)
	return err
}

func deleted() openai.Client {
	return openai.NewClient(slices.Delete(owner(), 0, 1)...) // want "^untagged-client: openai.NewClient lacks project_id$"
}

func teamFrom(ctx context.Context) string {
	team, ok := ctx.Value(name("team")).(string)
	if !ok {
		return "platform"
	}
	return team
}

func goodValue(ctx context.Context) openai.Client {
	return openai.NewClient(append(owner()[:2:2], option.WithHeader("X-LLM-Team-ID", teamFrom(ctx)))...)
}
