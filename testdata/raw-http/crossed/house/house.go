// Package house has a client of the house, whose HTTP client its callers may give.
package house

import (
	"context"
	"net/http"
	"strings"
)

type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

type Client struct {
	base string
	hc   Doer
}

type Option func(*Client)

func WithHTTPClient(hc *http.Client) Option { return func(c *Client) { c.hc = hc } }

func New(opts ...Option) *Client {
	c := &Client{base: "https://api.openai.com/v1", hc: http.DefaultClient}
	for _, o := range opts {
		o(c)
	}
	return c
}

func (c *Client) Ask(ctx context.Context, q string) error { return c.do(ctx, "/chat/completions", q) }

func (c *Client) Embed(ctx context.Context, q string) error { return c.do(ctx, "/embeddings", q) }

func (c *Client) do(ctx context.Context, path, q string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, strings.NewReader(q))
	if err != nil {
		return err
	}
	resp, err := c.hc.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
