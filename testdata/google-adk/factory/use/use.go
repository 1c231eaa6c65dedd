// Package use calls the factories of another package.
package use

import (
	"context"
	"net/http"

	"google.golang.org/adk/model"
	"google.golang.org/genai"

	"example.com/google-adk/factory"
	"example.com/google-adk/tagging"
)

func goodFromConfig(ctx context.Context) (model.LLM, error) {
	return factory.FromConfig(ctx, &genai.ClientConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")})
}

func badFromConfig(ctx context.Context) (model.LLM, error) {
	return factory.FromConfig(ctx, &genai.ClientConfig{Project: "shop-prod"}) // want "untagged-client: factory.FromConfig lacks project_id, service_name, team_id$"
}

func badFromNil(ctx context.Context) (model.LLM, error) {
	return factory.FromConfig(ctx, nil) // want "untagged-client: factory.FromConfig lacks project_id, service_name, team_id$"
}

func goodWithHeaders(ctx context.Context) (model.LLM, error) {
	return factory.WithHeaders(ctx, http.Header{
		tagging.HeaderProject: {"shop"},
		tagging.HeaderService: {"search"},
		tagging.HeaderTeam:    {"discovery"},
	})
}

func badWithHeaders(ctx context.Context) (model.LLM, error) {
	return factory.WithHeaders(ctx, http.Header{tagging.HeaderTeam: {"discovery"}}) // want "untagged-client: factory.WithHeaders lacks project_id, service_name$"
}

func goodForTeam(ctx context.Context) (model.LLM, error) { return factory.ForTeam(ctx, "discovery") }

func badForTeam(ctx context.Context) (model.LLM, error) {
	return factory.ForTeam(ctx, "") // want "empty-tag: factory.ForTeam attaches an empty value to team_id$"
}
