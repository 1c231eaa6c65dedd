// Package factory makes providers from what its callers hand in.
package factory

import (
	"net/http"

	"github.com/mozilla-ai/any-llm-go/config"
	"github.com/mozilla-ai/any-llm-go/providers"
	"github.com/mozilla-ai/any-llm-go/providers/groq"
	"github.com/mozilla-ai/any-llm-go/providers/openai"

	"example.com/any-llm-go/tagging"
)

// New makes a provider with the options of the caller.
func New(opts ...config.Option) (providers.Provider, error) { return openai.New(opts...) }

// WithClient makes a provider that sends through hc.
func WithClient(hc *http.Client) (providers.Provider, error) {
	return groq.New(config.WithHTTPClient(hc))
}

// ForTeam makes a provider whose requests the given team pays for.
func ForTeam(team string) (providers.Provider, error) {
	return openai.New(config.WithHTTPClient(tagging.NewClient("shop", "search", team)))
}
