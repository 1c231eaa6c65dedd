// Package outer holds clients of package house.
package outer

import (
	"context"
	"net/http"

	"example.com/raw-http/crossed/house"
)

type owned struct{ next http.RoundTripper }

func (o owned) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return o.next.RoundTrip(req)
}

// Closed gives nobody a way to tag: it is told here, once.
type Closed struct{ client *house.Client }

func NewClosed() *Closed {
	return &Closed{client: house.New()} // want `^raw-endpoint: house.New lacks project_id, service_name, team_id$`
}

func (c *Closed) Ask(ctx context.Context, q string) error { return c.client.Ask(ctx, q) }

func (c *Closed) Embed(ctx context.Context, q string) error { return c.client.Embed(ctx, q) }

// Tagged is right, whoever uses it.
type Tagged struct{ client *house.Client }

func NewTagged() *Tagged {
	return &Tagged{client: house.New(house.WithHTTPClient(&http.Client{Transport: owned{http.DefaultTransport}}))}
}

func (t *Tagged) Ask(ctx context.Context, q string) error { return t.client.Ask(ctx, q) }

// Open leaves the HTTP client to those who make it.
type Open struct{ client *house.Client }

type options struct{ hc *http.Client }

type Option func(*options)

func WithHTTPClient(hc *http.Client) Option { return func(o *options) { o.hc = hc } }

func NewOpen(opts ...Option) (*Open, error) {
	o := &options{hc: http.DefaultClient}
	for _, opt := range opts {
		opt(o)
	}
	return &Open{client: house.New(house.WithHTTPClient(o.hc))}, nil
}

func (o *Open) Ask(ctx context.Context, q string) error { return o.client.Ask(ctx, q) }
