// Package provider makes configurations with the tags of package owner.
package provider

import (
	"net/http"

	"example.com/go-openai/twohops/owner"
	"github.com/sashabaranov/go-openai"
)

func config(rt http.RoundTripper) openai.ClientConfig {
	c := openai.DefaultConfig("key")
	c.HTTPClient = &http.Client{Transport: rt}
	return c
}

// Config lacks a service.
func Config() openai.ClientConfig { return config(owner.Default.Transport()) }

// Full is complete.
func Full() openai.ClientConfig { return config(owner.Full.Transport()) }

type byMap struct{}

func (byMap) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	for k, v := range owner.Headers {
		r.Header.Set(k, v)
	}
	return http.DefaultTransport.RoundTrip(r)
}

// ByMap lacks a team.
func ByMap() openai.ClientConfig { return config(byMap{}) }
