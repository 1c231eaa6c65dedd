// Package transport attaches tags in the doer of the configuration: an http client or a type of the house.
package transport

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

func ask(ctx context.Context, client *openai.Client) error {
	_, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: "ping"}},
	})
	return err
}

// doer wraps an http client.
type doer struct {
	client  *http.Client
	headers map[string]string
}

func (d *doer) Do(req *http.Request) (*http.Response, error) {
	for name, value := range d.headers {
		req.Header.Set(name, value)
	}
	return d.client.Do(req)
}

func goodDoer(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &doer{client: &http.Client{Timeout: time.Minute}, headers: map[string]string{
		"X-LLM-Project-ID":   "editor",
		"X-LLM-Service-Name": "autocomplete",
		"X-LLM-Team-ID":      "tools",
	}}
	return ask(ctx, openai.NewClientWithConfig(cfg))
}

func badDoer(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &doer{client: &http.Client{Timeout: time.Minute}, headers: map[string]string{
		"X-LLM-Project-ID": "editor",
		"X-LLM-Team-ID":    "tools",
	}}
	return ask(ctx, openai.NewClientWithConfig(cfg)) // want "untagged-client: openai.NewClientWithConfig lacks service_name$"
}

// retrying keeps the doer that it found in the configuration.
type retrying struct{ next openai.HTTPDoer }

func (r retrying) Do(req *http.Request) (resp *http.Response, err error) {
	for attempt := range 3 {
		resp, err = r.next.Do(req)
		if err == nil && resp.StatusCode < http.StatusInternalServerError {
			return resp, nil
		}
		time.Sleep(time.Duration(attempt) * time.Second)
	}
	return resp, err
}

func goodWrappedDoer(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &doer{client: http.DefaultClient, headers: map[string]string{
		"X-LLM-Project-ID":   "editor",
		"X-LLM-Service-Name": "autocomplete",
		"X-LLM-Team-ID":      "tools",
	}}
	cfg.HTTPClient = retrying{next: cfg.HTTPClient}
	return ask(ctx, openai.NewClientWithConfig(cfg))
}

func badWrappedDoer(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = retrying{next: cfg.HTTPClient}
	return ask(ctx, openai.NewClientWithConfig(cfg)) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
}

// doerFunc is the adapter of a function.
type doerFunc func(*http.Request) (*http.Response, error)

func (f doerFunc) Do(req *http.Request) (*http.Response, error) { return f(req) }

func goodFunc(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	base := cfg.HTTPClient
	cfg.HTTPClient = doerFunc(func(req *http.Request) (*http.Response, error) {
		req.Header.Set("X-LLM-Project-ID", "editor")
		req.Header.Set("X-LLM-Service-Name", "autocomplete")
		req.Header.Set("X-LLM-Team-ID", "tools")
		return base.Do(req)
	})
	return ask(ctx, openai.NewClientWithConfig(cfg))
}

func badFunc(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	base := cfg.HTTPClient
	cfg.HTTPClient = doerFunc(func(req *http.Request) (*http.Response, error) {
		req.Header.Set("X-LLM-Project-ID", "editor")
		if team := os.Getenv("LLM_TEAM_ID"); team != "" {
			req.Header.Set("X-LLM-Team-ID", team)
		}
		req.Header.Set("X-LLM-Service-Name", "autocomplete")
		return base.Do(req)
	})
	return ask(ctx, openai.NewClientWithConfig(cfg)) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
}

// stamping copies a whole header.
type stamping struct {
	base   http.RoundTripper
	header http.Header
}

func newStamping(base http.RoundTripper, project, service, team string) *stamping {
	header := make(http.Header, 3)
	header.Set("X-LLM-Project-ID", project)
	header.Set("X-LLM-Service-Name", service)
	header.Set("X-LLM-Team-ID", team)
	return &stamping{base: base, header: header}
}

func (s *stamping) RoundTrip(req *http.Request) (*http.Response, error) {
	clone := req.Clone(req.Context())
	maps.Copy(clone.Header, s.header)
	resp, err := s.base.RoundTrip(clone)
	if err != nil {
		return nil, fmt.Errorf("stamped request: %w", err)
	}
	return resp, nil
}

func goodStamping(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Transport: newStamping(http.DefaultTransport, "editor", "autocomplete", "tools")}
	return ask(ctx, openai.NewClientWithConfig(cfg))
}

func badStamping(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Transport: newStamping(http.DefaultTransport, "editor", "autocomplete", "todo")}
	return ask(ctx, openai.NewClientWithConfig(cfg)) // want "empty-tag: openai.NewClientWithConfig attaches the placeholder \"todo\" to team_id$"
}

// DefaultDoer is set by whoever builds the program.
var DefaultDoer openai.HTTPDoer

func unprovenDoer(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = DefaultDoer
	return ask(ctx, openai.NewClientWithConfig(cfg)) // want "unproven-tags: openai.NewClientWithConfig may lack project_id, service_name, team_id: "
}
