// Package holders keeps providers behind interfaces, in maps and by embedding.
package holders

import (
	"context"
	"fmt"

	"github.com/mozilla-ai/any-llm-go/config"
	"github.com/mozilla-ai/any-llm-go/providers"
	"github.com/mozilla-ai/any-llm-go/providers/anthropic"
	"github.com/mozilla-ai/any-llm-go/providers/groq"
	"github.com/mozilla-ai/any-llm-go/providers/ollama"
	"github.com/mozilla-ai/any-llm-go/providers/openai"

	"example.com/any-llm-go/tagging"
)

// Router sends a request to the provider that its model's name begins with.
type Router struct {
	providers map[string]providers.Provider
}

// NewRouter opens all providers.
func NewRouter() (*Router, error) {
	hc := config.WithHTTPClient(tagging.NewClient("shop", "router", "platform"))
	gpt, err := openai.New(hc)
	if err != nil {
		return nil, err
	}
	claude, err := anthropic.New(hc) // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	local, err := ollama.New() // want "untagged-client: ollama.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &Router{providers: map[string]providers.Provider{"openai": gpt, "anthropic": claude, "ollama": local}}, nil
}

// Complete sends one request.
func (r *Router) Complete(ctx context.Context, name string, params providers.CompletionParams) (*providers.ChatCompletion, error) {
	p, ok := r.providers[name]
	if !ok {
		return nil, fmt.Errorf("unknown provider %q", name)
	}
	return p.Completion(ctx, params)
}

func open(name string) (providers.Provider, error) {
	hc := config.WithHTTPClient(tagging.NewClient("shop", "search", "discovery"))
	switch name {
	case "openai":
		return openai.New(hc)
	case "groq":
		return groq.New(hc)
	default:
		return ollama.New(config.WithBaseURL("http://ollama.internal:11434")) // want "untagged-client: ollama.New lacks project_id, service_name, team_id$"
	}
}

func stream(ctx context.Context, params providers.CompletionParams) error {
	p, err := open("groq")
	if err != nil {
		return err
	}
	chunks, errs := p.CompletionStream(ctx, params)
	for range chunks {
	}
	return <-errs
}

// named embeds a provider: the calls are promoted.
type named struct {
	*openai.Provider
	name string
}

func goodNamed(ctx context.Context, params providers.CompletionParams) (*providers.ChatCompletion, error) {
	p, err := openai.New(config.WithHTTPClient(tagging.NewClient("shop", "search", "discovery")))
	if err != nil {
		return nil, err
	}
	return named{p, "search"}.Completion(ctx, params)
}

func badNamed(ctx context.Context, params providers.EmbeddingParams) (*providers.EmbeddingResponse, error) {
	p, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return named{p, "search"}.Embedding(ctx, params)
}

// embedding asks for another interface of the same provider.
func embedding(ctx context.Context, p providers.Provider, params providers.EmbeddingParams) (*providers.EmbeddingResponse, error) {
	e, ok := p.(providers.EmbeddingProvider)
	if !ok {
		return nil, fmt.Errorf("%s has no embeddings", p.Name())
	}
	return e.Embedding(ctx, params)
}

func badAsserted(ctx context.Context, params providers.EmbeddingParams) (*providers.EmbeddingResponse, error) {
	p, err := ollama.New() // want "untagged-client: ollama.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return embedding(ctx, p, params)
}
