package helper

import (
	"context"
	"io"
	"net/http"
)

// goodClient has one method through which all requests go.
type goodClient struct {
	base string
	http *http.Client
}

func newGoodClient() *goodClient {
	return &goodClient{base: "https://api.openai.com/v1", http: &http.Client{}}
}

func (c *goodClient) do(ctx context.Context, method, path string, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return err
	}
	addAuth(req)
	addTags(req)
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (c *goodClient) chat(ctx context.Context, body io.Reader) error {
	return c.do(ctx, http.MethodPost, "/chat/completions", body)
}

// badClient has one method through which all requests go, and which does not tag.
type badClient struct {
	base string
	http *http.Client
}

func newBadClient() *badClient {
	return &badClient{base: "https://api.openai.com/v1", http: &http.Client{}}
}

func (c *badClient) do(ctx context.Context, method, path string, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, body) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	addAuth(req)
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (c *badClient) chat(ctx context.Context, body io.Reader) error {
	return c.do(ctx, http.MethodPost, "/chat/completions", body)
}

func (c *badClient) models(ctx context.Context) error {
	return c.do(ctx, http.MethodGet, "/models", nil)
}

// sending tags in the method that sends.
type sending struct{ http *http.Client }

func (s *sending) send(req *http.Request) error {
	addAuth(req)
	addTags(req)
	resp, err := s.http.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (s *sending) embed(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/embeddings", body)
	if err != nil {
		return err
	}
	return s.send(req)
}

// lister only asks what is free.
type lister struct{ base string }

func (l lister) get(ctx context.Context, path string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.base+path, nil)
	if err != nil {
		return err
	}
	return send(req)
}

func listModels(ctx context.Context) error {
	return lister{base: "https://api.openai.com/v1"}.get(ctx, "/models")
}
