// Package use calls the factories of another package.
package use

import (
	"net/http"

	"github.com/mozilla-ai/any-llm-go/config"
	"github.com/mozilla-ai/any-llm-go/providers"

	"example.com/any-llm-go/factory"
	"example.com/any-llm-go/tagging"
)

func goodNew() (providers.Provider, error) {
	return factory.New(config.WithHTTPClient(tagging.NewClient("shop", "search", "discovery")))
}

func badNew() (providers.Provider, error) {
	return factory.New(config.WithAPIKey("key")) // want "untagged-client: factory.New lacks project_id, service_name, team_id$"
}

func goodWithClient() (providers.Provider, error) {
	return factory.WithClient(tagging.NewClient("shop", "search", "discovery"))
}

func badWithClient() (providers.Provider, error) {
	return factory.WithClient(http.DefaultClient) // want "untagged-client: factory.WithClient lacks project_id, service_name, team_id$"
}

func goodForTeam() (providers.Provider, error) { return factory.ForTeam("discovery") }

func badForTeam() (providers.Provider, error) {
	return factory.ForTeam("xxx") // want `empty-tag: factory.ForTeam attaches the placeholder "xxx" to team_id$`
}
