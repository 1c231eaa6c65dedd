// Package platform makes clients that tag by themselves, in a way that no
// analysis sees: the policy says what they attach.
package platform

import (
	"context"
	"net/http"
	"plugin"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/responses"
)

func transport() http.RoundTripper {
	p, err := plugin.Open("tags.so")
	if err != nil {
		return nil
	}
	t, err := p.Lookup("Transport")
	if err != nil {
		return nil
	}
	rt, _ := t.(http.RoundTripper)
	return rt
}

// New returns a client for a team.
func New(key, team string) openai.Client {
	return openai.NewClient(option.WithAPIKey(key), option.WithHTTPClient(&http.Client{Transport: transport()}))
}

// Kit makes clients.
type Kit struct{}

// Client returns one.
func (*Kit) Client() *openai.Client {
	c := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: transport()}))
	return &c
}

// Plain is not in the policy.
func Plain() openai.Client {
	return openai.NewClient() // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

// Client is the platform's own.
type Client struct{ inner openai.Client }

// Open returns one.
func Open(team string) (*Client, error) {
	return &Client{inner: openai.NewClient(option.WithHTTPClient(&http.Client{Transport: transport()}))}, nil
}

// Ask asks.
func (c *Client) Ask(ctx context.Context) error {
	_, err := c.inner.Responses.New(ctx, responses.ResponseNewParams{})
	return err
}

// HTTP returns a client that tags in its transport.
func HTTP() *http.Client { return &http.Client{Transport: transport()} }
