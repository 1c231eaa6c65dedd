// Package use calls the factories of another package.
package use

import (
	"net/http"
	"time"

	"github.com/liushuangls/go-anthropic/v2"

	"example.com/liushuangls-go-anthropic/factory"
	"example.com/liushuangls-go-anthropic/tagging"
)

func goodNew() *anthropic.Client {
	return factory.New("key", anthropic.WithHTTPClient(tagging.NewClient("shop", "search", "discovery")))
}

func goodNewOwnOption() *anthropic.Client {
	return factory.New("key", func(c *anthropic.ClientConfig) {
		c.HTTPClient = tagging.NewClient("shop", "search", "discovery")
	})
}

func badNew() *anthropic.Client {
	return factory.New("key") // want "untagged-client: factory.New lacks project_id, service_name, team_id$"
}

func badNewOtherOption() *anthropic.Client {
	return factory.New("key", anthropic.WithBaseURL("https://gateway.shop.example/v1")) // want "untagged-client: factory.New lacks project_id, service_name, team_id$"
}

func goodWithClient() *anthropic.Client {
	return factory.WithClient("key", tagging.NewClient("shop", "search", "discovery"))
}

func badWithClient() *anthropic.Client {
	return factory.WithClient("key", &http.Client{Timeout: time.Minute}) // want "untagged-client: factory.WithClient lacks project_id, service_name, team_id$"
}

func goodForTeam() *anthropic.Client { return factory.ForTeam("key", "discovery") }

func badForTeam() *anthropic.Client {
	return factory.ForTeam("key", "") // want "empty-tag: factory.ForTeam attaches an empty value to team_id$"
}
