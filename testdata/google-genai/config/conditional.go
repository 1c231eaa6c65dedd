package config

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"google.golang.org/genai"
)

// GoodBackend chooses the backend under a condition; the tags come before it.
func GoodBackend(ctx context.Context, vertex bool) (*genai.Client, error) {
	cfg := &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}}
	if vertex {
		cfg.Backend = genai.BackendVertexAI
		cfg.Project = os.Getenv("GOOGLE_CLOUD_PROJECT")
	} else {
		cfg.Backend = genai.BackendGeminiAPI
		cfg.APIKey = os.Getenv("GEMINI_API_KEY")
	}
	return genai.NewClient(ctx, cfg)
}

// BadBackend tags one backend only.
func BadBackend(ctx context.Context, vertex bool) (*genai.Client, error) {
	cfg := &genai.ClientConfig{}
	if vertex {
		cfg.Backend = genai.BackendVertexAI
		cfg.HTTPOptions.Headers = tags()
	} else {
		cfg.Backend = genai.BackendGeminiAPI
	}
	return genai.NewClient(ctx, cfg) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// GoodBoth tags each branch in its own way.
func GoodBoth(ctx context.Context, vertex bool) (*genai.Client, error) {
	var cfg *genai.ClientConfig
	if vertex {
		cfg = &genai.ClientConfig{Backend: genai.BackendVertexAI, HTTPOptions: genai.HTTPOptions{Headers: tags()}}
	} else {
		cfg = taggedConfig(genai.BackendGeminiAPI)
	}
	return genai.NewClient(ctx, cfg)
}

// BadOneTag sets one of the three under a condition.
func BadOneTag(ctx context.Context, team string) (*genai.Client, error) {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	if team != "" {
		h.Set("X-LLM-Team-ID", team)
	}
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

// GoodDefault falls back on a constant.
func GoodDefault(ctx context.Context, team string) (*genai.Client, error) {
	if team == "" {
		team = "payments"
	}
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", team)
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// GoodEarlyReturn gives up before anything is constructed.
func GoodEarlyReturn(ctx context.Context) (*genai.Client, error) {
	key := os.Getenv("GEMINI_API_KEY")
	if key == "" {
		return nil, fmt.Errorf("GEMINI_API_KEY is not set")
	}
	cfg := &genai.ClientConfig{APIKey: key}
	cfg.HTTPOptions.Headers = tags()
	return genai.NewClient(ctx, cfg)
}

// BadEarlyConstruction constructs on a path that has not been tagged yet.
func BadEarlyConstruction(ctx context.Context, baseURL string) (*genai.Client, error) {
	cfg := &genai.ClientConfig{APIKey: os.Getenv("GEMINI_API_KEY")}
	if baseURL != "" {
		cfg.HTTPOptions.BaseURL = baseURL
		return genai.NewClient(ctx, cfg) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	}
	cfg.HTTPOptions.Headers = tags()
	return genai.NewClient(ctx, cfg)
}

// GoodSwitch tags in each case, and refuses the rest.
func GoodSwitch(ctx context.Context, env string) (*genai.Client, error) {
	cfg := &genai.ClientConfig{}
	switch env {
	case "prod":
		cfg.HTTPOptions.Headers = tags()
	case "staging":
		cfg.HTTPOptions.Headers = tags()
		cfg.HTTPOptions.Headers.Set("X-LLM-Project-ID", "checkout-staging")
	default:
		return nil, fmt.Errorf("unknown environment %q", env)
	}
	return genai.NewClient(ctx, cfg)
}

// BadSwitch lets the default case through.
func BadSwitch(ctx context.Context, env string) (*genai.Client, error) {
	cfg := &genai.ClientConfig{}
	switch env {
	case "prod", "staging":
		cfg.HTTPOptions.Headers = tags()
	default:
	}
	return genai.NewClient(ctx, cfg) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}
