// Package factory makes clients from what its callers hand in.
package factory

import (
	"net/http"
	"net/url"
	"os"

	"github.com/ollama/ollama/api"

	"example.com/ollama-api/tagging"
)

// New makes a client that sends through hc.
func New(host string, hc *http.Client) (*api.Client, error) {
	base, err := url.Parse(host)
	if err != nil {
		return nil, err
	}
	return api.NewClient(base, hc), nil
}

// FromEnvironment takes the host from the environment, the rest from rt.
func FromEnvironment(rt http.RoundTripper) (*api.Client, error) {
	return New(os.Getenv("OLLAMA_HOST"), &http.Client{Transport: rt})
}

// ForTeam makes a client whose requests the given team pays for.
func ForTeam(base *url.URL, service, team string) *api.Client {
	return api.NewClient(base, tagging.NewClient("shop", service, team))
}

// Nobody in the program calls this one.
func Unused(base *url.URL, hc *http.Client) *api.Client { return api.NewClient(base, hc) }
