// Package factory makes models from what its callers hand in.
package factory

import (
	"context"
	"net/http"

	"google.golang.org/adk/model"
	"google.golang.org/adk/model/gemini"
	"google.golang.org/genai"

	"example.com/google-adk/tagging"
)

const name = "gemini-2.5-flash"

// FromConfig makes a model as cfg says.
func FromConfig(ctx context.Context, cfg *genai.ClientConfig) (model.LLM, error) {
	return gemini.NewModel(ctx, name, cfg)
}

// WithHeaders makes a model that sends the given headers.
func WithHeaders(ctx context.Context, headers http.Header) (model.LLM, error) {
	return gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: headers}})
}

// ForTeam makes a model whose requests the given team pays for.
func ForTeam(ctx context.Context, team string) (model.LLM, error) {
	headers := http.Header{}
	headers.Set(tagging.HeaderProject, "shop")
	headers.Set(tagging.HeaderService, "search")
	headers.Set(tagging.HeaderTeam, team)
	return gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: headers}})
}

// Nobody in the program calls this one.
func Unused(ctx context.Context, cfg *genai.ClientConfig) (model.LLM, error) {
	return gemini.NewModel(ctx, name, cfg)
}
