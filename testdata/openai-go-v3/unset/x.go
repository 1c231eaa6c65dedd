// Package unset attaches a tag only where an input is not empty.
package unset

import (
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func base() []option.RequestOption {
	return []option.RequestOption{option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant")}
}

// newClient is called: its callers decide.
func newClient(team string) openai.Client {
	opts := base()
	if team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	}
	return openai.NewClient(opts...)
}

func good() openai.Client { return newClient("payments") }

func empty() openai.Client {
	return newClient("") // want "^untagged-client: newClient lacks team_id$"
}

func perhaps() openai.Client {
	return newClient(os.Getenv("TEAM")) // want "^untagged-client: newClient lacks team_id$"
}

// alone is called by nobody: it may lack the tag.
func alone(team string) openai.Client {
	opts := base()
	if team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks team_id$"
}

// other depends on something else than the value.
func other(team string, tagged bool) openai.Client {
	opts := base()
	if tagged {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks team_id$"
}

// Config is filled by callers.
type Config struct{ Team string }

func fromConfig(cfg Config) openai.Client {
	opts := base()
	if cfg.Team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", cfg.Team))
	}
	return openai.NewClient(opts...)
}

func goodConfig() openai.Client { return fromConfig(Config{Team: "payments"}) }

func emptyConfig() openai.Client {
	return fromConfig(Config{}) // want "^untagged-client: fromConfig lacks team_id$"
}

// service is only ever made with a team.
type service struct{ team string }

func newService() *service { return &service{team: "payments"} }

func (s *service) client() openai.Client {
	opts := base()
	if s.team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", s.team))
	}
	return openai.NewClient(opts...)
}

// loose is made without one, too.
type loose struct{ team string }

func newLoose() *loose { return &loose{team: "payments"} }

func newEmpty() *loose { return &loose{team: ""} }

func (s *loose) client() openai.Client {
	opts := base()
	if s.team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", s.team))
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks team_id$"
}
