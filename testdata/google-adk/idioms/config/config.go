// Written from testdata/idioms/config.go.tmpl by make generate.

package config

import (
	"net/http"

	"context"
	"google.golang.org/adk/model"
	"google.golang.org/adk/model/gemini"
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

func good() (model.LLM, error) {
	cfg := &genai.ClientConfig{}
	cfg.HTTPClient = complete()
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", cfg)
}

func bad() (model.LLM, error) {
	cfg := &genai.ClientConfig{}
	cfg.HTTPClient = incomplete()
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", cfg) // want "untagged-client: gemini.NewModel lacks team_id$"
}

func badUnset() (model.LLM, error) {
	cfg := &genai.ClientConfig{}
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", cfg) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
}

func badSometimes(debug bool) (model.LLM, error) {
	cfg := &genai.ClientConfig{}
	if !debug {
		cfg.HTTPClient = complete()
	}
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", cfg) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
}

func goodEither(debug bool) (model.LLM, error) {
	cfg := &genai.ClientConfig{}
	if debug {
		cfg.HTTPClient = &http.Client{Transport: owner{http.DefaultTransport, "platform"}}
	} else {
		cfg.HTTPClient = complete()
	}
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", cfg)
}

// A field that is set twice holds what was set last.
func badReplaced() (model.LLM, error) {
	cfg := &genai.ClientConfig{}
	cfg.HTTPClient = complete()
	cfg.HTTPClient = incomplete()
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", cfg) // want "untagged-client: gemini.NewModel lacks team_id$"
}

// The duty of a factory that takes what the field is set to.
func with(hc *http.Client) (model.LLM, error) {
	cfg := &genai.ClientConfig{}
	cfg.HTTPClient = hc
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", cfg)
}

func goodWith() (model.LLM, error) { return with(complete()) }

func badWith() (model.LLM, error) {
	return with(http.DefaultClient) // want "untagged-client: with lacks project_id, service_name, team_id$"
}

// A client that is given only if there is one.
func withOptional(hc *http.Client) (model.LLM, error) {
	cfg := &genai.ClientConfig{}
	if hc != nil {
		cfg.HTTPClient = hc
	}
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", cfg)
}

func goodOptional() (model.LLM, error) { return withOptional(complete()) }

func badOptional() (model.LLM, error) {
	return withOptional(nil) // want "untagged-client: withOptional lacks project_id, service_name, team_id$"
}
