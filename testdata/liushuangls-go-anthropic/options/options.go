// Package options writes options of its own: an option is a function of the
// client's configuration.
package options

import (
	"net/http"
	"os"
	"time"

	anthropic "github.com/liushuangls/go-anthropic/v2"

	"example.com/liushuangls-go-anthropic/tagging"
)

func goodClosure() *anthropic.Client {
	return anthropic.NewClient("key", func(c *anthropic.ClientConfig) {
		c.HTTPClient = tagging.NewClient("shop", "search", "discovery")
	})
}

func badClosure() *anthropic.Client {
	return anthropic.NewClient("key", func(c *anthropic.ClientConfig) { // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
		c.HTTPClient = &http.Client{Timeout: time.Minute}
		c.EmptyMessagesLimit = 100
	})
}

// Only the transport of the default client is replaced.
func goodClosureTransport() *anthropic.Client {
	return anthropic.NewClient("key", func(c *anthropic.ClientConfig) {
		c.HTTPClient.Transport = &tagging.Transport{Project: "shop", Service: "search", Team: "discovery"}
	})
}

func withOwner(service, team string) anthropic.ClientOption {
	return func(c *anthropic.ClientConfig) {
		c.HTTPClient = tagging.NewClient("shop", service, team)
	}
}

func goodHelper() *anthropic.Client {
	return anthropic.NewClient("key", withOwner("search", "discovery"))
}

func badHelperEmpty() *anthropic.Client {
	return anthropic.NewClient("key", withOwner("search", "")) // want "empty-tag: anthropic.NewClient attaches an empty value to team_id$"
}

// withGateway tags only what goes through the gateway.
func withGateway(host string) anthropic.ClientOption {
	return func(c *anthropic.ClientConfig) {
		if host != "" {
			c.BaseURL = host
			c.HTTPClient = tagging.NewClient("shop", "search", "discovery")
		}
	}
}

func badConditionalInside() *anthropic.Client {
	return anthropic.NewClient("key", withGateway(os.Getenv("GATEWAY"))) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
}

func withTimeout(d time.Duration) anthropic.ClientOption {
	return anthropic.WithHTTPClient(&http.Client{Timeout: d})
}

// The second option replaces the client of the first.
func badReplaced() *anthropic.Client {
	return anthropic.NewClient("key", withOwner("search", "discovery"), withTimeout(time.Minute)) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
}

func goodReplaced() *anthropic.Client {
	return anthropic.NewClient("key", withTimeout(time.Minute), withOwner("search", "discovery"))
}

// withTimeoutKept changes the client in place: its transport stays.
func withTimeoutKept(d time.Duration) anthropic.ClientOption {
	return func(c *anthropic.ClientConfig) { c.HTTPClient.Timeout = d }
}

func goodKept() *anthropic.Client {
	return anthropic.NewClient("key", withOwner("search", "discovery"), withTimeoutKept(time.Minute))
}

// all applies several options as one.
func all(list ...anthropic.ClientOption) anthropic.ClientOption {
	return func(c *anthropic.ClientConfig) {
		for _, apply := range list {
			apply(c)
		}
	}
}

func goodJoined() *anthropic.Client {
	return anthropic.NewClient("key", all(anthropic.WithBetaVersion(anthropic.BetaTokenCounting20241101), withOwner("search", "discovery")))
}

func badJoined() *anthropic.Client {
	return anthropic.NewClient("key", all(anthropic.WithBetaVersion(anthropic.BetaTokenCounting20241101), withTimeout(time.Minute))) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
}

func goodSlice(debug bool) *anthropic.Client {
	opts := []anthropic.ClientOption{withOwner("search", "discovery")}
	if debug {
		opts = append(opts, anthropic.WithBaseURL("http://localhost:8080/v1"))
	}
	return anthropic.NewClient("key", opts...)
}

func badSlice(debug bool) *anthropic.Client {
	var opts []anthropic.ClientOption
	if !debug {
		opts = append(opts, withOwner("search", "discovery"))
	}
	return anthropic.NewClient("key", opts...) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
}

// settings has its option as a method.
type settings struct{ Project, Service, Team string }

func (s settings) apply(c *anthropic.ClientConfig) {
	c.HTTPClient = tagging.NewClient(s.Project, s.Service, s.Team)
}

func goodMethodValue() *anthropic.Client {
	return anthropic.NewClient("key", settings{"shop", "search", "discovery"}.apply)
}

func goodMethodValueFromEnvironment() *anthropic.Client {
	s := settings{Project: "shop", Service: "search", Team: os.Getenv("TEAM")}
	return anthropic.NewClient("key", s.apply)
}
