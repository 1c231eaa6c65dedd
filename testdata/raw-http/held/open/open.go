// Package open is an in-house client whose fields anybody may set.
package open

import (
	"context"
	"io"
	"net/http"
)

// Client is made by New.
type Client struct {
	Key, URL string
	HTTP     *http.Client
}

// Option changes a client.
type Option func(*Client)

// WithHTTPClient brings an HTTP client.
func WithHTTPClient(hc *http.Client) Option { return func(c *Client) { c.HTTP = hc } }

// New returns a client that tags if its HTTP client does.
func New(key string, opts ...Option) *Client {
	c := &Client{Key: key, URL: "https://api.deepseek.com", HTTP: &http.Client{}}
	for _, o := range opts {
		o(c)
	}
	return c
}

// Ask sends a prompt.
func (c *Client) Ask(ctx context.Context, prompt io.Reader) (*http.Response, error) {
	return c.do(ctx, prompt, nil)
}

// AskWith sends more headers.
func (c *Client) AskWith(ctx context.Context, prompt io.Reader, h http.Header) (*http.Response, error) {
	return c.do(ctx, prompt, h)
}

func (c *Client) do(ctx context.Context, prompt io.Reader, h http.Header) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL+"/chat/completions", prompt)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.Key)
	for name, values := range h {
		req.Header[name] = values
	}
	return c.HTTP.Do(req)
}
