// Package llm is an in-house client with defaults that options replace.
package llm

import (
	"context"
	"io"
	"net/http"
)

// Doer sends requests.
type Doer interface {
	Do(req *http.Request) (*http.Response, error)
}

// Options has the defaults.
type Options struct {
	URL  string
	HTTP Doer
}

// Client is made by New.
type Client struct {
	key  string
	opts Options
}

// New returns a client that tags if an option brings it an HTTP client that does.
func New(key string, change ...func(*Options)) *Client {
	opts := Options{URL: "https://api.openai.com", HTTP: http.DefaultClient}
	for _, f := range change {
		f(&opts)
	}
	return &Client{key: key, opts: opts}
}

// Ask sends a prompt.
func (c *Client) Ask(ctx context.Context, prompt io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.opts.URL+"/v1/chat/completions", prompt)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.key)
	return c.opts.HTTP.Do(req)
}
