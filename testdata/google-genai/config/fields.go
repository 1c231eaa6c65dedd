package config

import (
	"context"
	"net/http"
	"os"
	"time"

	"google.golang.org/genai"
)

// GoodFields fills the configuration field by field.
func GoodFields(ctx context.Context) (*genai.Client, error) {
	cfg := &genai.ClientConfig{APIKey: os.Getenv("GEMINI_API_KEY")}
	cfg.Backend = genai.BackendGeminiAPI
	cfg.HTTPOptions.APIVersion = "v1beta"
	cfg.HTTPOptions.Headers = http.Header{
		"X-Llm-Project-Id":   {"checkout"},
		"X-Llm-Service-Name": {"checkout-assistant"},
		"X-Llm-Team-Id":      {"payments"},
	}
	return genai.NewClient(ctx, cfg)
}

// BadFields sets the headers on a copy of the options and drops the copy.
func BadFields(ctx context.Context) (*genai.Client, error) {
	cfg := &genai.ClientConfig{APIKey: os.Getenv("GEMINI_API_KEY")}
	opts := cfg.HTTPOptions
	opts.Headers = http.Header{
		"X-Llm-Project-Id":   {"checkout"},
		"X-Llm-Service-Name": {"checkout-assistant"},
		"X-Llm-Team-Id":      {"payments"},
	}
	return genai.NewClient(ctx, cfg) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// GoodValue keeps the configuration as a value and hands out its address.
func GoodValue(ctx context.Context) (*genai.Client, error) {
	var cfg genai.ClientConfig
	cfg.HTTPOptions = genai.HTTPOptions{Headers: make(http.Header)}
	cfg.HTTPOptions.Headers.Set("X-LLM-Project-ID", "checkout")
	cfg.HTTPOptions.Headers.Set("X-LLM-Service-Name", "checkout-assistant")
	cfg.HTTPOptions.Headers.Set("X-LLM-Team-ID", "payments")
	return genai.NewClient(ctx, &cfg)
}

// BadOverwritten replaces the options, and with them the headers, afterwards.
func BadOverwritten(ctx context.Context, timeout time.Duration) (*genai.Client, error) {
	var cfg genai.ClientConfig
	cfg.HTTPOptions = genai.HTTPOptions{Headers: tags()}
	cfg.HTTPOptions = genai.HTTPOptions{Timeout: &timeout}
	return genai.NewClient(ctx, &cfg) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// GoodTimeout changes another field of the options and keeps the headers.
func GoodTimeout(ctx context.Context, timeout time.Duration) (*genai.Client, error) {
	var cfg genai.ClientConfig
	cfg.HTTPOptions = genai.HTTPOptions{Headers: tags()}
	cfg.HTTPOptions.Timeout = &timeout
	return genai.NewClient(ctx, &cfg)
}

// BadHeadersReplaced replaces the header by one with a single tag.
func BadHeadersReplaced(ctx context.Context) (*genai.Client, error) {
	cfg := &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}}
	cfg.HTTPOptions.Headers = http.Header{"X-Llm-Team-Id": {"payments"}}
	return genai.NewClient(ctx, cfg) // want "untagged-client: genai.NewClient lacks project_id, service_name$"
}

// GoodPointer fills the options through a pointer to them.
func GoodPointer(ctx context.Context) (*genai.Client, error) {
	cfg := new(genai.ClientConfig)
	opts := &cfg.HTTPOptions
	opts.Headers = tags()
	return genai.NewClient(ctx, cfg)
}

// GoodHelper has a helper fill the configuration.
func GoodHelper(ctx context.Context) (*genai.Client, error) {
	cfg := &genai.ClientConfig{}
	tag(cfg)
	return genai.NewClient(ctx, cfg)
}

// BadHelper has a helper fill a copy of the configuration.
func BadHelper(ctx context.Context) (*genai.Client, error) {
	cfg := genai.ClientConfig{}
	tagCopy(cfg)
	return genai.NewClient(ctx, &cfg) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

func tag(cfg *genai.ClientConfig) {
	cfg.HTTPOptions.Headers = tags()
}

func tagCopy(cfg genai.ClientConfig) {
	cfg.HTTPOptions.Headers = tags()
}

// GoodReturned takes the configuration from a function.
func GoodReturned(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, taggedConfig(genai.BackendGeminiAPI))
}

// BadReturned takes the configuration from a function that knows no tags.
func BadReturned(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, plainConfig(genai.BackendGeminiAPI)) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

func taggedConfig(backend genai.Backend) *genai.ClientConfig {
	cfg := plainConfig(backend)
	cfg.HTTPOptions.Headers = tags()
	return cfg
}

func plainConfig(backend genai.Backend) *genai.ClientConfig {
	return &genai.ClientConfig{Backend: backend, APIKey: os.Getenv("GEMINI_API_KEY")}
}

func tags() http.Header {
	return http.Header{
		"X-Llm-Project-Id":   {"checkout"},
		"X-Llm-Service-Name": {"checkout-assistant"},
		"X-Llm-Team-Id":      {"payments"},
	}
}
