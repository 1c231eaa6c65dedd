// Package lazy has a client whose address and HTTP client are set when it is first used.
package lazy

import (
	"context"
	"net/http"
	"strings"
	"sync"
)

type Client struct {
	base string
	key  string
	hc   *http.Client
}

type Option func(*Client)

func WithBase(base string) Option { return func(c *Client) { c.base = base } }

func WithHTTPClient(hc *http.Client) Option { return func(c *Client) { c.hc = hc } }

func New(key string, opts ...Option) *Client {
	c := &Client{key: key}
	for _, o := range opts {
		o(c)
	}
	return c
}

func (c *Client) init() {
	if c.base == "" {
		c.base = "https://api.openai.com/v1"
	}
	if c.hc == nil {
		c.hc = http.DefaultClient
	}
}

func (c *Client) Ask(ctx context.Context, q string) error {
	c.init()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/chat/completions", strings.NewReader(q))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.key)
	resp, err := c.hc.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Once is the same, behind a sync.Once.
type Once struct {
	once sync.Once
	base string
	hc   *http.Client
}

func NewOnce(hc *http.Client) *Once { return &Once{hc: hc} }

func (o *Once) url() string {
	o.once.Do(func() {
		if o.base == "" {
			o.base = "https://api.openai.com/v1"
		}
	})
	return o.base
}

func (o *Once) Ask(ctx context.Context, q string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, o.url()+"/chat/completions", strings.NewReader(q))
	if err != nil {
		return err
	}
	resp, err := o.hc.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Zero works without a constructor.
type Zero struct {
	BaseURL string
	HTTP    *http.Client
}

func (z *Zero) baseURL() string {
	if z.BaseURL == "" {
		return "https://api.openai.com/v1"
	}
	return z.BaseURL
}

func (z *Zero) http() *http.Client {
	if z.HTTP == nil {
		z.HTTP = &http.Client{}
	}
	return z.HTTP
}

func (z *Zero) Ask(ctx context.Context, q string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, z.baseURL()+"/chat/completions", strings.NewReader(q))
	if err != nil {
		return err
	}
	resp, err := z.http().Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
