// Package helper builds, tags and sends requests by helpers.
package helper

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

const chatURL = "https://api.openai.com/v1/chat/completions"

func addTags(req *http.Request) {
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
}

func addTeam(req *http.Request, team string) *http.Request {
	req.Header.Set("X-LLM-Team-ID", team)
	return req
}

func addAuth(req *http.Request) {
	req.Header.Set("Authorization", "Bearer "+os.Getenv("OPENAI_API_KEY"))
}

func send(req *http.Request) error {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// goodHelper has a helper tag the request.
func goodHelper(body io.Reader) error {
	req, err := http.NewRequest(http.MethodPost, chatURL, body)
	if err != nil {
		return err
	}
	addAuth(req)
	addTags(req)
	return send(req)
}

// badHelper has a helper add something else.
func badHelper(body io.Reader) error {
	req, err := http.NewRequest(http.MethodPost, chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	addAuth(req)
	return send(req)
}

// badPart has a helper add one of the tags.
func badPart(body io.Reader) error {
	req, err := http.NewRequest(http.MethodPost, chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name$"
	if err != nil {
		return err
	}
	return send(addTeam(req, "payments"))
}

// newTagged builds a tagged request.
func newTagged(ctx context.Context, payload any) (*http.Request, error) {
	body, err := json.Marshal(payload)
	if err != nil {
		return nil, fmt.Errorf("encoding a request: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	addTags(req)
	return req, nil
}

func goodBuilder(ctx context.Context, payload any) error {
	req, err := newTagged(ctx, payload)
	if err != nil {
		return err
	}
	return send(req)
}

// newPlain builds a request that each of its callers tags.
func newPlain(ctx context.Context, payload any) (*http.Request, error) {
	body, err := json.Marshal(payload)
	if err != nil {
		return nil, fmt.Errorf("encoding a request: %w", err)
	}
	return http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body))
}

func goodCaller(ctx context.Context, payload any) error {
	req, err := newPlain(ctx, payload)
	if err != nil {
		return err
	}
	addTags(req)
	return send(req)
}

// newForgotten builds a request that one of its callers does not tag.
func newForgotten(ctx context.Context, payload any) (*http.Request, error) {
	body, err := json.Marshal(payload)
	if err != nil {
		return nil, fmt.Errorf("encoding a request: %w", err)
	}
	return http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body)) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
}

func careful(ctx context.Context, payload any) error {
	req, err := newForgotten(ctx, payload)
	if err != nil {
		return err
	}
	addTags(req)
	return send(req)
}

func careless(ctx context.Context, payload any) error {
	req, err := newForgotten(ctx, payload)
	if err != nil {
		return err
	}
	return send(req)
}

// GoodExported lets a tagged request out.
func GoodExported(ctx context.Context, body io.Reader) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, body)
	if err != nil {
		return nil, err
	}
	addTags(req)
	return req, nil
}

// BadExported lets an untagged request out.
func BadExported(ctx context.Context, body io.Reader) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, body) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	addAuth(req)
	return req, nil
}

// post sets what is in h, which its callers fill.
func post(ctx context.Context, h http.Header, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, body)
	if err != nil {
		return err
	}
	for k, vs := range h {
		req.Header[k] = vs
	}
	return send(req)
}

// goodPost fills the header.
func goodPost(ctx context.Context, body io.Reader) error {
	return post(ctx, http.Header{
		"X-LLM-Project-ID":   {"checkout"},
		"X-LLM-Service-Name": {"checkout-assistant"},
		"X-LLM-Team-ID":      {"payments"},
	}, body)
}

// An option changes a request before it is sent.
type option func(*http.Request)

func withTags(project, service, team string) option {
	return func(req *http.Request) {
		req.Header.Set("X-LLM-Project-ID", project)
		req.Header.Set("X-LLM-Service-Name", service)
		req.Header.Set("X-LLM-Team-ID", team)
	}
}

func call(ctx context.Context, body io.Reader, opts ...option) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, body)
	if err != nil {
		return err
	}
	for _, o := range opts {
		o(req)
	}
	return send(req)
}

// goodOptions tags by an option.
func goodOptions(ctx context.Context, body io.Reader) error {
	return call(ctx, body, addAuth, withTags("checkout", "checkout-assistant", "payments"))
}

// byClient sends by the client of its callers.
func byClient(ctx context.Context, hc *http.Client, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, body)
	if err != nil {
		return err
	}
	addAuth(req)
	resp, err := hc.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// tagging tags what it sends.
type tagging struct{}

func (tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	addTags(req)
	return http.DefaultTransport.RoundTrip(req)
}

// goodByClient hands over a client that tags.
func goodByClient(ctx context.Context, body io.Reader) error {
	return byClient(ctx, &http.Client{Transport: tagging{}}, body)
}
