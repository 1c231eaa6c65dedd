package factory

import (
	"context"
	"net/http"
	"time"

	"google.golang.org/genai"
)

// Option changes the configuration of a client.
type Option func(*genai.ClientConfig)

// WithOwner tags the requests of a client.
func WithOwner(project, service, team string) Option {
	return func(cfg *genai.ClientConfig) {
		if cfg.HTTPOptions.Headers == nil {
			cfg.HTTPOptions.Headers = http.Header{}
		}
		cfg.HTTPOptions.Headers.Set("X-LLM-Project-ID", project)
		cfg.HTTPOptions.Headers.Set("X-LLM-Service-Name", service)
		cfg.HTTPOptions.Headers.Set("X-LLM-Team-ID", team)
	}
}

// WithTimeout bounds each request.
func WithTimeout(d time.Duration) Option {
	return func(cfg *genai.ClientConfig) { cfg.HTTPOptions.Timeout = &d }
}

func fromOptions(ctx context.Context, opts ...Option) (*genai.Client, error) {
	cfg := &genai.ClientConfig{}
	for _, o := range opts {
		o(cfg)
	}
	return genai.NewClient(ctx, cfg)
}

// GoodOptions names its owner.
func GoodOptions(ctx context.Context) (*genai.Client, error) {
	return fromOptions(ctx, WithTimeout(time.Minute), WithOwner("checkout", "checkout-assistant", "payments"))
}

// BadOptions names none.
func BadOptions(ctx context.Context) (*genai.Client, error) {
	return fromOptions(ctx, WithTimeout(time.Minute)) // want "untagged-client: fromOptions lacks project_id, service_name, team_id$"
}

// BadNoOptions has no options.
func BadNoOptions(ctx context.Context) (*genai.Client, error) {
	return fromOptions(ctx) // want "untagged-client: fromOptions lacks project_id, service_name, team_id$"
}

// GoodSlice spreads a slice of options that grows under a condition.
func GoodSlice(ctx context.Context, timeout time.Duration) (*genai.Client, error) {
	opts := []Option{WithOwner("checkout", "checkout-assistant", "payments")}
	if timeout > 0 {
		opts = append(opts, WithTimeout(timeout))
	}
	return fromOptions(ctx, opts...)
}

// BadSlice appends the owner under a condition.
func BadSlice(ctx context.Context, team string) (*genai.Client, error) {
	opts := []Option{WithTimeout(time.Minute)}
	if team != "" {
		opts = append(opts, WithOwner("checkout", "checkout-assistant", team))
	}
	return fromOptions(ctx, opts...) // want "untagged-client: fromOptions lacks project_id, service_name, team_id$"
}
