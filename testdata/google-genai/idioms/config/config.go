// Written from testdata/idioms/config.go.tmpl by make generate.

package config

import (
	"net/http"

	"context"
	"google.golang.org/genai"
)

type owner struct {
	next http.RoundTripper
	team string
}

func (o owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	if o.team != "" {
		req.Header.Set("X-LLM-Team-ID", o.team)
	}
	return o.next.RoundTrip(req)
}

func complete() *http.Client {
	return &http.Client{Transport: owner{http.DefaultTransport, "payments"}}
}

func incomplete() *http.Client {
	return &http.Client{Transport: owner{next: http.DefaultTransport}}
}

func good() (*genai.Client, error) {
	cfg := &genai.ClientConfig{Backend: genai.BackendGeminiAPI}
	cfg.HTTPClient = complete()
	return genai.NewClient(context.Background(), cfg)
}

func bad() (*genai.Client, error) {
	cfg := &genai.ClientConfig{Backend: genai.BackendGeminiAPI}
	cfg.HTTPClient = incomplete()
	return genai.NewClient(context.Background(), cfg) // want "untagged-client: genai.NewClient lacks team_id$"
}

func badUnset() (*genai.Client, error) {
	cfg := &genai.ClientConfig{Backend: genai.BackendGeminiAPI}
	return genai.NewClient(context.Background(), cfg) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

func badSometimes(debug bool) (*genai.Client, error) {
	cfg := &genai.ClientConfig{Backend: genai.BackendGeminiAPI}
	if !debug {
		cfg.HTTPClient = complete()
	}
	return genai.NewClient(context.Background(), cfg) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

func goodEither(debug bool) (*genai.Client, error) {
	cfg := &genai.ClientConfig{Backend: genai.BackendGeminiAPI}
	if debug {
		cfg.HTTPClient = &http.Client{Transport: owner{http.DefaultTransport, "platform"}}
	} else {
		cfg.HTTPClient = complete()
	}
	return genai.NewClient(context.Background(), cfg)
}

// A field that is set twice holds what was set last.
func badReplaced() (*genai.Client, error) {
	cfg := &genai.ClientConfig{Backend: genai.BackendGeminiAPI}
	cfg.HTTPClient = complete()
	cfg.HTTPClient = incomplete()
	return genai.NewClient(context.Background(), cfg) // want "untagged-client: genai.NewClient lacks team_id$"
}

// The duty of a factory that takes what the field is set to.
func with(hc *http.Client) (*genai.Client, error) {
	cfg := &genai.ClientConfig{Backend: genai.BackendGeminiAPI}
	cfg.HTTPClient = hc
	return genai.NewClient(context.Background(), cfg)
}

func goodWith() (*genai.Client, error) { return with(complete()) }

func badWith() (*genai.Client, error) {
	return with(http.DefaultClient) // want "untagged-client: with lacks project_id, service_name, team_id$"
}

// A client that is given only if there is one.
func withOptional(hc *http.Client) (*genai.Client, error) {
	cfg := &genai.ClientConfig{Backend: genai.BackendGeminiAPI}
	if hc != nil {
		cfg.HTTPClient = hc
	}
	return genai.NewClient(context.Background(), cfg)
}

func goodOptional() (*genai.Client, error) { return withOptional(complete()) }

func badOptional() (*genai.Client, error) {
	return withOptional(nil) // want "untagged-client: withOptional lacks project_id, service_name, team_id$"
}
