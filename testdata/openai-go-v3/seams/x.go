// Package seams calls the SDK through interfaces of its own only.
package seams

import (
	"context"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func own() []option.RequestOption {
	return []option.RequestOption{option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", "payments")}
}

type embedAPI interface {
	New(ctx context.Context, body openai.EmbeddingNewParams, opts ...option.RequestOption) (*openai.CreateEmbeddingResponse, error)
}

func do(ctx context.Context, api embedAPI) error {
	_, err := api.New(ctx, openai.EmbeddingNewParams{}, own()...)
	return err
}

func run3(ctx context.Context) error {
	c := openai.NewClient()
	return do(ctx, &c.Embeddings)
}

type app struct{ api embedAPI }

func (a app) do(ctx context.Context) error {
	_, err := a.api.New(ctx, openai.EmbeddingNewParams{}, own()...)
	return err
}

func newApp(api embedAPI) *app { return &app{api} }

func run4(ctx context.Context) error {
	c := openai.NewClient()
	return newApp(&c.Embeddings).do(ctx)
}
