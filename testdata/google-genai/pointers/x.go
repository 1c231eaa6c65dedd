// Package pointers changes what a variable points to, whichever branch made it.
package pointers

import (
	"context"
	"net/http"
	"os"

	"google.golang.org/genai"
)

func headers() http.Header {
	return http.Header{"X-Llm-Project-Id": {"checkout"}, "X-Llm-Service-Name": {"checkout-assistant"}, "X-Llm-Team-Id": {"payments"}}
}

func orNew(ctx context.Context, cfg *genai.ClientConfig) (*genai.Client, error) {
	if cfg == nil {
		cfg = &genai.ClientConfig{}
	}
	cfg.HTTPOptions.Headers = headers()
	return genai.NewClient(ctx, cfg)
}

func eitherOf(ctx context.Context) (*genai.Client, error) {
	var cfg *genai.ClientConfig
	if os.Getenv("VERTEX") != "" {
		cfg = &genai.ClientConfig{Backend: genai.BackendVertexAI, Project: os.Getenv("PROJECT")}
	} else {
		cfg = &genai.ClientConfig{APIKey: os.Getenv("KEY")}
	}
	cfg.HTTPOptions.Headers = headers()
	return genai.NewClient(ctx, cfg)
}

func replaced(ctx context.Context) (*genai.Client, error) {
	cfg := &genai.ClientConfig{APIKey: os.Getenv("KEY")}
	if os.Getenv("VERTEX") != "" {
		cfg = &genai.ClientConfig{Backend: genai.BackendVertexAI, Project: os.Getenv("PROJECT")}
	}
	cfg.HTTPOptions = genai.HTTPOptions{Headers: headers()}
	return genai.NewClient(ctx, cfg)
}

// The first one is used behind the branch, and only one of both is changed.
func both(ctx context.Context) (*genai.Client, error) {
	first := &genai.ClientConfig{APIKey: os.Getenv("KEY")}
	cfg := first
	if os.Getenv("VERTEX") != "" {
		cfg = &genai.ClientConfig{Backend: genai.BackendVertexAI}
	}
	cfg.HTTPOptions = genai.HTTPOptions{Headers: headers()}
	return genai.NewClient(ctx, first) // want "^untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// Both are made in one branch, and the other one is used.
func crossed(ctx context.Context) (*genai.Client, error) {
	var cfg, other *genai.ClientConfig
	if os.Getenv("VERTEX") != "" {
		cfg = &genai.ClientConfig{Backend: genai.BackendVertexAI}
		other = cfg
	} else {
		cfg = &genai.ClientConfig{}
		other = &genai.ClientConfig{}
	}
	cfg.HTTPOptions = genai.HTTPOptions{Headers: headers()}
	return genai.NewClient(ctx, other) // want "^untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

func tagged(ctx context.Context, hc *http.Client) (*genai.Client, error) {
	if hc == nil {
		hc = &http.Client{}
	}
	hc.Transport = owner{}
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: hc})
}

type owner struct{}

func (owner) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	for k, v := range headers() {
		r.Header[k] = v
	}
	return http.DefaultTransport.RoundTrip(r)
}

func use(ctx context.Context) error {
	_, err := orNew(ctx, nil)
	if err == nil {
		_, err = tagged(ctx, nil)
	}
	return err
}
