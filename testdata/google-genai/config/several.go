package config

import (
	"context"

	"google.golang.org/genai"
)

// Pair holds a client for each of two backends.
type Pair struct {
	Gemini, Vertex *genai.Client
}

// GoodPair tags two configurations.
func GoodPair(ctx context.Context) (p Pair, err error) {
	gemini := &genai.ClientConfig{Backend: genai.BackendGeminiAPI}
	vertex := &genai.ClientConfig{Backend: genai.BackendVertexAI}
	gemini.HTTPOptions.Headers = tags()
	vertex.HTTPOptions.Headers = tags()
	if p.Gemini, err = genai.NewClient(ctx, gemini); err != nil {
		return p, err
	}
	p.Vertex, err = genai.NewClient(ctx, vertex)
	return p, err
}

// BadPair tags the same configuration twice.
func BadPair(ctx context.Context) (p Pair, err error) {
	gemini := &genai.ClientConfig{Backend: genai.BackendGeminiAPI}
	vertex := &genai.ClientConfig{Backend: genai.BackendVertexAI}
	gemini.HTTPOptions.Headers = tags()
	gemini.HTTPOptions.Headers = tags()
	if p.Gemini, err = genai.NewClient(ctx, gemini); err != nil {
		return p, err
	}
	p.Vertex, err = genai.NewClient(ctx, vertex) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	return p, err
}

// GoodCopy copies a tagged configuration.
func GoodCopy(ctx context.Context) (*genai.Client, error) {
	base := genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}}
	vertex := base
	vertex.Backend = genai.BackendVertexAI
	return genai.NewClient(ctx, &vertex)
}

// BadCopy copies the configuration before it is tagged.
func BadCopy(ctx context.Context) (*genai.Client, error) {
	base := genai.ClientConfig{}
	vertex := base
	base.HTTPOptions.Headers = tags()
	vertex.Backend = genai.BackendVertexAI
	return genai.NewClient(ctx, &vertex) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// BadSharedHeader deletes a tag from the header that both copies refer to.
func BadSharedHeader(ctx context.Context) (*genai.Client, error) {
	base := genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}}
	anonymous := base
	anonymous.HTTPOptions.Headers.Del("X-LLM-Team-ID")
	return genai.NewClient(ctx, &base) // want "untagged-client: genai.NewClient lacks team_id$"
}

// GoodOwnHeader clones the header before it deletes a tag from the copy.
func GoodOwnHeader(ctx context.Context) (*genai.Client, error) {
	base := genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}}
	anonymous := base
	anonymous.HTTPOptions.Headers = base.HTTPOptions.Headers.Clone()
	anonymous.HTTPOptions.Headers.Del("X-LLM-Team-ID")
	return genai.NewClient(ctx, &base)
}
