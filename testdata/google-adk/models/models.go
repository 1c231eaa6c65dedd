// Package models makes Gemini models. Their configuration is that of a genai
// client: its headers or its http.Client carry the tags.
package models

import (
	"context"
	"net/http"
	"os"
	"time"

	"google.golang.org/adk/model"
	"google.golang.org/adk/model/gemini"
	"google.golang.org/genai"

	"example.com/google-adk/tagging"
)

const name = "gemini-2.5-flash"

func goodHeaders(ctx context.Context) (model.LLM, error) {
	return gemini.NewModel(ctx, name, &genai.ClientConfig{
		APIKey: os.Getenv("GOOGLE_API_KEY"),
		HTTPOptions: genai.HTTPOptions{Headers: http.Header{
			"X-LLM-Project-ID":   {"shop"},
			"X-LLM-Service-Name": {"search"},
			"X-LLM-Team-ID":      {"discovery"},
		}},
	})
}

func goodHTTPClient(ctx context.Context) (model.LLM, error) {
	return gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")})
}

func bad(ctx context.Context) (model.LLM, error) {
	return gemini.NewModel(ctx, name, &genai.ClientConfig{APIKey: os.Getenv("GOOGLE_API_KEY")}) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
}

func badNil(ctx context.Context) (model.LLM, error) {
	return gemini.NewModel(ctx, name, nil) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
}

func badVertex(ctx context.Context) (model.LLM, error) {
	return gemini.NewModel(ctx, name, &genai.ClientConfig{ // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
		Backend:  genai.BackendVertexAI,
		Project:  "shop-prod",
		Location: "europe-west4",
	})
}

func badTimeout(ctx context.Context) (model.LLM, error) {
	return gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPClient: &http.Client{Timeout: time.Minute}}) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
}

func badTeamless(ctx context.Context) (model.LLM, error) {
	headers := make(http.Header)
	headers.Set(tagging.HeaderProject, "shop")
	headers.Set(tagging.HeaderService, "search")
	return gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: headers}}) // want "untagged-client: gemini.NewModel lacks team_id$"
}

func badEmpty(ctx context.Context) (model.LLM, error) {
	return gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: http.Header{ // want "empty-tag: gemini.NewModel attaches an empty value to team_id$"
		tagging.HeaderProject: {"shop"},
		tagging.HeaderService: {"search"},
		tagging.HeaderTeam:    {""},
	}}})
}

func badPlaceholder(ctx context.Context) (model.LLM, error) {
	return gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPClient: tagging.NewClient("todo", "search", "discovery")}) // want `empty-tag: gemini.NewModel attaches the placeholder "todo" to project_id$`
}

// Headers and client together make up the tags.
func goodBoth(ctx context.Context) (model.LLM, error) {
	return gemini.NewModel(ctx, name, &genai.ClientConfig{
		HTTPClient:  tagging.ForShop("search"),
		HTTPOptions: genai.HTTPOptions{Headers: http.Header{tagging.HeaderTeam: {"discovery"}}},
	})
}

func goodFieldByField(ctx context.Context, vertex bool) (model.LLM, error) {
	cfg := &genai.ClientConfig{}
	if vertex {
		cfg.Backend = genai.BackendVertexAI
		cfg.Project = os.Getenv("GOOGLE_CLOUD_PROJECT")
	}
	cfg.HTTPOptions.Headers = http.Header{}
	cfg.HTTPOptions.Headers.Set(tagging.HeaderProject, "shop")
	cfg.HTTPOptions.Headers.Set(tagging.HeaderService, "search")
	cfg.HTTPOptions.Headers.Set(tagging.HeaderTeam, "discovery")
	return gemini.NewModel(ctx, name, cfg)
}

func badFieldInOneBranch(ctx context.Context, billed bool) (model.LLM, error) {
	cfg := &genai.ClientConfig{}
	if billed {
		cfg.HTTPOptions.Headers = http.Header{
			tagging.HeaderProject: {"shop"},
			tagging.HeaderService: {"search"},
			tagging.HeaderTeam:    {"discovery"},
		}
	}
	return gemini.NewModel(ctx, name, cfg) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
}

func badDeleted(ctx context.Context) (model.LLM, error) {
	headers := http.Header{}
	headers.Add(tagging.HeaderProject, "shop")
	headers.Add(tagging.HeaderService, "search")
	headers.Add(tagging.HeaderTeam, "discovery")
	headers.Del(tagging.HeaderService)
	return gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: headers}}) // want "untagged-client: gemini.NewModel lacks service_name$"
}

var base = http.Header{tagging.HeaderProject: {"shop"}, tagging.HeaderTeam: {"discovery"}}

func goodClone(ctx context.Context, region string) (model.LLM, error) {
	headers := base.Clone()
	headers.Set(tagging.HeaderService, "search-"+region)
	return gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: headers}})
}

func badClone(ctx context.Context, region string) (model.LLM, error) {
	headers := base.Clone()
	headers.Set("X-Region", region)
	return gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: headers}}) // want "untagged-client: gemini.NewModel lacks service_name$"
}
