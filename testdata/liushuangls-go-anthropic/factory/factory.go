// Package factory makes clients from what its callers hand in.
package factory

import (
	"net/http"

	"github.com/liushuangls/go-anthropic/v2"

	"example.com/liushuangls-go-anthropic/tagging"
)

// New makes a client with the options of the caller.
func New(key string, opts ...anthropic.ClientOption) *anthropic.Client {
	opts = append(opts, anthropic.WithAPIVersion(anthropic.APIVersion20230601))
	return anthropic.NewClient(key, opts...)
}

// WithClient makes a client that sends through hc.
func WithClient(key string, hc *http.Client) *anthropic.Client {
	return anthropic.NewClient(key, func(c *anthropic.ClientConfig) { c.HTTPClient = hc })
}

// ForTeam makes a client whose requests the given team pays for.
func ForTeam(key, team string) *anthropic.Client {
	return anthropic.NewClient(key, anthropic.WithHTTPClient(tagging.NewClient("shop", "search", team)))
}

// Nobody in the program calls this one.
func Unused(opts ...anthropic.ClientOption) *anthropic.Client {
	return anthropic.NewClient("key", opts...)
}
