// Package use calls the factories of another package.
package use

import (
	"net/http"
	"os"
	"time"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/factory"
	"example.com/langchaingo/tagging"
)

func goodWithClient() (llms.Model, error) {
	return factory.WithClient(tagging.NewClient("shop", "search", "discovery"))
}

func badWithClient() (llms.Model, error) {
	return factory.WithClient(&http.Client{Timeout: time.Minute}) // want "untagged-client: factory.WithClient lacks project_id, service_name, team_id$"
}

func badWithClientTeamless() (llms.Model, error) {
	hc := &http.Client{Transport: tagging.Teamless{Project: "shop", Service: "search"}}
	return factory.WithClient(hc) // want "untagged-client: factory.WithClient lacks team_id$"
}

func badWithClientEmptyTeam() (llms.Model, error) {
	return factory.WithClient(tagging.NewClient("shop", "search", "")) // want "empty-tag: factory.WithClient attaches an empty value to team_id$"
}

func goodWithTransport() (llms.Model, error) {
	return factory.WithTransport(&tagging.Transport{Project: "shop", Service: "search", Team: "discovery"})
}

func badWithTransport() (llms.Model, error) {
	return factory.WithTransport(http.DefaultTransport) // want "untagged-client: factory.WithTransport lacks project_id, service_name, team_id$"
}

func goodWithOptions() (*openai.LLM, error) {
	return factory.WithOptions(openai.WithHTTPClient(tagging.Checkout()))
}

func badWithOptions() (*openai.LLM, error) {
	return factory.WithOptions(openai.WithBaseURL("https://gateway.shop.example/v1")) // want "untagged-client: factory.WithOptions lacks project_id, service_name, team_id$"
}

func badWithNoOptions() (*openai.LLM, error) {
	return factory.WithOptions() // want "untagged-client: factory.WithOptions lacks project_id, service_name, team_id$"
}

func goodWithDefaults() (*openai.LLM, error) {
	return factory.WithDefaults(openai.WithModel("gpt-4o"))
}

// The caller's client replaces the default one.
func badWithDefaults() (*openai.LLM, error) {
	return factory.WithDefaults(openai.WithHTTPClient(&http.Client{Timeout: time.Minute})) // want "untagged-client: factory.WithDefaults lacks project_id, service_name, team_id$"
}

func goodForTeam() (llms.Model, error) { return factory.ForTeam("search", "discovery") }

func goodForTeamFromEnvironment() (llms.Model, error) {
	return factory.ForTeam("search", os.Getenv("OWNER_TEAM"))
}

func badForTeam() (llms.Model, error) {
	return factory.ForTeam("search", "") // want "empty-tag: factory.ForTeam attaches an empty value to team_id$"
}

func badForTeamPlaceholder() (llms.Model, error) {
	return factory.ForTeam("search", "TODO") // want `empty-tag: factory.ForTeam attaches the placeholder "TODO" to team_id$`
}

func goodFromConfig() (*openai.LLM, error) {
	return factory.FromConfig(factory.Config{Model: "gpt-4o", HTTPClient: tagging.Checkout()})
}

func badFromConfig() (*openai.LLM, error) {
	return factory.FromConfig(factory.Config{Model: "gpt-4o"}) // want "untagged-client: factory.FromConfig lacks project_id, service_name, team_id$"
}

func badFromConfigAssigned() (*openai.LLM, error) {
	cfg := factory.Config{Model: "gpt-4o"}
	cfg.HTTPClient = &http.Client{Timeout: time.Minute}
	return factory.FromConfig(cfg) // want "untagged-client: factory.FromConfig lacks project_id, service_name, team_id$"
}

func goodMaker() (*openai.LLM, error) {
	return factory.NewMaker("gpt-4o").Open(tagging.Checkout())
}

func badMaker() (*openai.LLM, error) {
	return factory.NewMaker("gpt-4o").Open(http.DefaultClient) // want "untagged-client: Maker.Open lacks project_id, service_name, team_id$"
}

// The fault of an untagged model is reported where it is made.
func usesUntagged() (*openai.LLM, error) { return factory.Untagged("gpt-4o") }

// A method value is a factory, too.
func badMethodValue() (*openai.LLM, error) {
	open := factory.NewMaker("gpt-4o").Open
	return open(http.DefaultClient) // want "untagged-client: Maker.Open lacks project_id, service_name, team_id$"
}
