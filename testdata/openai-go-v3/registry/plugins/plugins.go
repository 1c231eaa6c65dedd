// Package plugins registers drivers, and is imported for that only.
package plugins

import (
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"example.com/openai-go-v3/registry/drivers"
)

type good struct{ team string }

func (g good) Open() (*openai.Client, error) {
	c := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", g.team))
	return &c, nil
}

type bad struct{}

func (*bad) Open() (*openai.Client, error) {
	c := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant")) // want "^untagged-client: openai.NewClient lacks team_id$"
	return &c, nil
}

func init() {
	drivers.Register("good", good{team: "payments"})
	drivers.Register("bad", &bad{})
}
