// Package factory makes models from what its callers hand in: the tags are
// their duty, and theirs is the finding.
package factory

import (
	"net/http"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

// WithClient makes a model that sends through hc.
func WithClient(hc *http.Client) (llms.Model, error) {
	return openai.New(openai.WithModel("gpt-4o"), openai.WithHTTPClient(hc))
}

// WithTransport makes a model that sends through rt.
func WithTransport(rt http.RoundTripper) (llms.Model, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt}))
}

// WithOptions makes a model from the options of the caller, ours first.
func WithOptions(opts ...openai.Option) (*openai.LLM, error) {
	return openai.New(append([]openai.Option{openai.WithModel("gpt-4o")}, opts...)...)
}

// WithDefaults makes a model whose owner is the shop unless opts say otherwise.
func WithDefaults(opts ...openai.Option) (*openai.LLM, error) {
	all := []openai.Option{openai.WithHTTPClient(tagging.Checkout())}
	return openai.New(append(all, opts...)...)
}

// ForTeam makes a model whose requests the given team pays for.
func ForTeam(service, team string) (*anthropic.LLM, error) {
	return anthropic.New(anthropic.WithHTTPClient(tagging.NewClient("shop", service, team)))
}

// Config says what a model needs to know.
type Config struct {
	Model      string
	HTTPClient *http.Client
}

// FromConfig makes a model as cfg says.
func FromConfig(cfg Config) (*openai.LLM, error) {
	return openai.New(openai.WithModel(cfg.Model), openai.WithHTTPClient(cfg.HTTPClient))
}

// Nobody in the program calls this one.
func Unused(hc *http.Client) (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(hc))
}

// Maker makes models of one name.
type Maker struct {
	model string
}

// NewMaker returns a maker of models with the given name.
func NewMaker(model string) *Maker { return &Maker{model: model} }

// Open makes a model that sends through hc.
func (m *Maker) Open(hc *http.Client) (*openai.LLM, error) {
	return openai.New(openai.WithModel(m.model), openai.WithHTTPClient(hc))
}

// Untagged needs nothing of anybody, and attaches nothing.
func Untagged(model string) (*openai.LLM, error) {
	return openai.New(openai.WithModel(model)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodLocal() (llms.Model, error) { return WithClient(tagging.Checkout()) }

func badLocal() (llms.Model, error) {
	return WithClient(http.DefaultClient) // want "untagged-client: WithClient lacks project_id, service_name, team_id$"
}

func badLocalTeamless() (llms.Model, error) {
	return WithTransport(tagging.Teamless{Project: "shop", Service: "search"}) // want "untagged-client: WithTransport lacks team_id$"
}

// through passes its duty on, once more.
func through(hc *http.Client) (llms.Model, error) {
	if hc.Timeout == 0 {
		hc.Timeout = http.DefaultClient.Timeout
	}
	return WithClient(hc)
}

func goodThrough() (llms.Model, error) { return through(tagging.Checkout()) }

func badThrough() (llms.Model, error) {
	return through(&http.Client{}) // want "untagged-client: through lacks project_id, service_name, team_id$"
}
