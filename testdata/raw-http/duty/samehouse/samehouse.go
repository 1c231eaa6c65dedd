// Package samehouse has a client of its own, and makes it.
package samehouse

import (
	"context"
	"io"
	"net/http"
)

// house gets its sender where it is made.
type house struct{ http *http.Client }

func newHouse(hc *http.Client) *house { return &house{http: hc} }

func (h *house) ask(ctx context.Context, path string, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/"+path, body)
	if err != nil {
		return nil, err
	}
	return h.http.Do(req)
}

// Whoever makes the sender is to tag, for one of them does.

func tagged(ctx context.Context, body io.Reader) (*http.Response, error) {
	return newHouse(&http.Client{Transport: owner{http.DefaultTransport}}).ask(ctx, "chat/completions", body)
}

func bare(ctx context.Context, body io.Reader) (*http.Response, error) {
	return newHouse(http.DefaultClient).ask(ctx, "chat/completions", body) // want `raw-endpoint: newHouse lacks project_id, service_name, team_id`
}

// halfway tags some of its requests, and nobody tags the others.
type halfway struct{ http *http.Client }

func newHalfway(hc *http.Client) *halfway { return &halfway{http: hc} }

func (h *halfway) ask(ctx context.Context, path string, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/"+path, body) // want `raw-endpoint: http.NewRequestWithContext to api.openai.com lacks team_id`
	if err != nil {
		return nil, err
	}
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	return h.http.Do(req)
}

func once(ctx context.Context, body io.Reader) (*http.Response, error) {
	return newHalfway(http.DefaultClient).ask(ctx, "chat/completions", body)
}

func twice(ctx context.Context, body io.Reader) error {
	h := newHalfway(&http.Client{})
	if _, err := h.ask(ctx, "chat/completions", body); err != nil {
		return err
	}
	_, err := h.ask(ctx, "embeddings", body)
	return err
}

type owner struct{ next http.RoundTripper }

func (o owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return o.next.RoundTrip(req)
}
