// Package guarded uses a client only where the caller has one: the caller who
// hands in a tagging client is fine, the one who hands in nil is not.
package guarded

import (
	"net/http"

	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

func open(hc *http.Client) (*openai.LLM, error) {
	opts := []openai.Option{openai.WithModel("gpt-4o")}
	if hc != nil {
		opts = append(opts, openai.WithHTTPClient(hc))
	}
	return openai.New(opts...)
}

func good() (*openai.LLM, error) { return open(tagging.Checkout()) }

func bad() (*openai.LLM, error) {
	return open(nil) // want "untagged-client: open lacks project_id, service_name, team_id$"
}

// orDefault falls back to a client that tags.
func orDefault(hc *http.Client) (*openai.LLM, error) {
	if hc == nil {
		hc = tagging.Checkout()
	}
	return openai.New(openai.WithHTTPClient(hc))
}

func goodDefault() (*openai.LLM, error) { return orDefault(nil) }

func badNotDefault() (*openai.LLM, error) {
	return orDefault(http.DefaultClient) // want "untagged-client: orDefault lacks project_id, service_name, team_id$"
}
