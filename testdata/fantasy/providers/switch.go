package providers

import (
	"charm.land/fantasy"
	"charm.land/fantasy/providers/anthropic"
	"charm.land/fantasy/providers/openai"
)

// openEither has one parameter for two constructions: its callers are told
// once what they owe.
func openEither(kind string, h map[string]string) (fantasy.Provider, error) {
	if kind == "anthropic" {
		return anthropic.New(anthropic.WithHeaders(h))
	}
	return openai.New(openai.WithHeaders(h))
}

func opensEither(kind string) (fantasy.Provider, error) {
	return openEither(kind, nil) // want "^untagged-client: openEither lacks project_id, service_name, team_id$"
}
