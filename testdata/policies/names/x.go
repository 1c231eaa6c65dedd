// Package names is linted under a policy with names of its own: two headers
// for one tag, a tag that only metadata carries, and one that is optional.
package names

import (
	"context"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/responses"
	"github.com/openai/openai-go/v3/shared"
)

func oneName(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("x-acme-project", "checkout"))
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{Metadata: shared.Metadata{"team": "payments"}})
	return err
}

func otherName(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("Helicone-Property-Project", "checkout"))
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{Metadata: shared.Metadata{"team": "payments"}})
	return err
}

func noMetadata(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("Helicone-Property-Project", "checkout")) // want "^untagged-client: openai.NewClient lacks team$"
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{})
	return err
}

func otherHeader(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout")) // want "^untagged-client: openai.NewClient lacks project$"
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{Metadata: shared.Metadata{"team": "payments"}})
	return err
}

// An optional tag may be absent, but not empty.
func emptyUser(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("X-Acme-Project", "checkout"), option.WithHeader("X-Acme-User", "")) // want "^empty-tag: openai.NewClient attaches an empty value to user$"
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{Metadata: shared.Metadata{"team": "payments"}})
	return err
}

// Each accepted name stands for itself: without one the other is still sent.
func otherNameDeleted(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("X-Acme-Project", "checkout"), option.WithHeaderDel("Helicone-Property-Project"))
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{Metadata: shared.Metadata{"team": "payments"}})
	return err
}

func preferredNameEmptied(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("Helicone-Property-Project", "checkout"), option.WithHeader("X-Acme-Project", ""))
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{Metadata: shared.Metadata{"team": "payments"}})
	return err
}

func oneNameOrTheOther(ctx context.Context, proxied bool) error {
	opts := []option.RequestOption{option.WithHeader("Helicone-Property-Project", "checkout")}
	if !proxied {
		opts = []option.RequestOption{option.WithHeader("X-Acme-Project", "checkout")}
	}
	client := openai.NewClient(opts...)
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{Metadata: shared.Metadata{"team": "payments"}})
	return err
}

func bothDeleted(ctx context.Context) error {
	client := openai.NewClient( // want "^untagged-client: openai.NewClient lacks project$"
		option.WithHeader("X-Acme-Project", "checkout"), option.WithHeader("Helicone-Property-Project", "checkout"),
		option.WithHeaderDel("Helicone-Property-Project"), option.WithHeaderDel("X-Acme-Project"))
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{Metadata: shared.Metadata{"team": "payments"}})
	return err
}
