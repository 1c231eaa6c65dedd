// Package use calls the factories of another package.
package use

import (
	"net/http"
	"net/url"

	"github.com/ollama/ollama/api"

	"example.com/ollama-api/factory"
	"example.com/ollama-api/tagging"
)

func goodNew() (*api.Client, error) {
	return factory.New("https://ollama.com", tagging.NewClient("shop", "search", "discovery"))
}

func badNew() (*api.Client, error) {
	return factory.New("https://ollama.com", http.DefaultClient) // want "untagged-client: factory.New lacks project_id, service_name, team_id$"
}

func goodFromEnvironment() (*api.Client, error) {
	return factory.FromEnvironment(&tagging.Transport{Project: "shop", Service: "search", Team: "discovery"})
}

func badFromEnvironment() (*api.Client, error) {
	return factory.FromEnvironment(http.DefaultTransport) // want "untagged-client: factory.FromEnvironment lacks project_id, service_name, team_id$"
}

func badFromEnvironmentTeamless() (*api.Client, error) {
	return factory.FromEnvironment(tagging.Teamless{Project: "shop", Service: "search"}) // want "untagged-client: factory.FromEnvironment lacks team_id$"
}

func goodForTeam(base *url.URL) *api.Client { return factory.ForTeam(base, "search", "discovery") }

func badForTeam(base *url.URL) *api.Client {
	return factory.ForTeam(base, "search", " ") // want "empty-tag: factory.ForTeam attaches an empty value to team_id$"
}
