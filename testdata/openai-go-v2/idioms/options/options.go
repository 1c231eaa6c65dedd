// Written from testdata/idioms/options.go.tmpl by make generate.

package options

import (
	"fmt"
	"os"
	"slices"

	"example.com/openai-go-v2/idioms/names"
	"github.com/openai/openai-go/v2"
	"github.com/openai/openai-go/v2/option"
)

func complete() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
		option.WithHeader("X-LLM-Team-ID", "payments"),
	}
}

func incomplete() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
	}
}

// Constants of another package, as names and as values.
func goodConstants() openai.Client {
	return openai.NewClient([]option.RequestOption{option.WithHeader(names.Project, names.Checkout), option.WithHeader(names.Service, names.Assistant), option.WithHeader(names.Team, names.Payments)}...)
}

func badConstants() openai.Client {
	return openai.NewClient([]option.RequestOption{option.WithHeader(names.Project, names.Checkout), option.WithHeader(names.Service, names.Assistant), option.WithHeader(names.Trace, names.Payments)}...) // want "untagged-client: openai.NewClient lacks team_id$"
}

// Values that are known at run time only.
func goodValues(project string, shard int) openai.Client {
	return openai.NewClient([]option.RequestOption{option.WithHeader("X-LLM-Project-ID", project), option.WithHeader("X-LLM-Service-Name", fmt.Sprintf("checkout-%d", shard)), option.WithHeader("X-LLM-Team-ID", os.Getenv("TEAM_ID"))}...)
}

func badEmpty(project string) openai.Client {
	return openai.NewClient([]option.RequestOption{option.WithHeader("X-LLM-Project-ID", project), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", "")}...) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
}

func badPlaceholder(project string) openai.Client {
	return openai.NewClient([]option.RequestOption{option.WithHeader("X-LLM-Project-ID", project), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", "TODO")}...) // want "empty-tag: openai.NewClient attaches the placeholder \"TODO\" to team_id$"
}

// Slices that grow.
func goodAppend(team string) openai.Client {
	opts := incomplete()
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	return openai.NewClient(opts...)
}

func badAppend(debug bool) openai.Client {
	opts := incomplete()
	if debug {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "payments"))
	}
	return openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
}

func goodBranches(team string, own bool) openai.Client {
	opts := incomplete()
	if own {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	} else {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "platform"), option.WithHeader("X-Trace", "1"))
	}
	return openai.NewClient(opts...)
}

func badSwitch(kind string) openai.Client {
	opts := incomplete()
	switch kind {
	case "chat", "search":
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "payments"))
	case "batch":
		opts = append(opts, option.WithHeader("X-Trace", "1"))
	default:
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "platform"))
	}
	return openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
}

func goodConcat() openai.Client {
	return openai.NewClient(slices.Concat(incomplete(), []option.RequestOption{option.WithHeader("X-LLM-Team-ID", "payments")})...)
}

func goodSpread() openai.Client {
	opts := append([]option.RequestOption{option.WithHeader("X-Trace", "1")}, complete()...)
	return openai.NewClient(opts...)
}

func badSpread() openai.Client {
	opts := append([]option.RequestOption{option.WithHeader("X-Trace", "1")}, incomplete()...)
	return openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
}

// Loops over literals.
func goodLoop() openai.Client {
	var opts []option.RequestOption
	for name, value := range map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"} {
		opts = append(opts, option.WithHeader(name, value))
	}
	return openai.NewClient(opts...)
}

func badLoop() openai.Client {
	var opts []option.RequestOption
	for _, header := range []struct{ name, value string }{{"X-LLM-Project-ID", "checkout"}, {"X-LLM-Service-Name", "checkout-assistant"}} {
		opts = append(opts, option.WithHeader(header.name, header.value))
	}
	return openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
}

func unprovenLoop() openai.Client {
	var opts []option.RequestOption
	for name, value := range loaded() {
		opts = append(opts, option.WithHeader(name, value))
	}
	return openai.NewClient(opts...) // want "unproven-tags: openai.NewClient may lack project_id, service_name, team_id: a name that is known at run time only$"
}

func loaded() map[string]string {
	headers := make(map[string]string)
	for _, entry := range os.Environ() {
		headers[entry] = os.Getenv(entry)
	}
	return headers
}

// Tags that a later option takes away.
func badReplaced() openai.Client {
	return openai.NewClient(append(complete(), option.WithHeader("X-LLM-Team-ID", ""))...) // want "untagged-client: openai.NewClient lacks team_id$"
}

func goodReplaced(team string) openai.Client {
	return openai.NewClient(append(complete(), option.WithHeader("x-llm-team-id", team))...)
}

// Values that are a factory's parameters are its callers'.
func forTeam(team string) openai.Client {
	return openai.NewClient(append(incomplete(), option.WithHeader("X-LLM-Team-ID", team))...)
}

func goodTeam() openai.Client { return forTeam("payments") }

func badTeam() openai.Client {
	return forTeam("") // want "empty-tag: forTeam attaches an empty value to team_id$"
}

// Options of the house.
type settings struct{ opts []option.RequestOption }

type setting func(*settings)

func withTeam(team string) setting {
	return func(s *settings) { s.opts = append(s.opts, option.WithHeader("X-LLM-Team-ID", team)) }
}

func withTrace(id string) setting {
	return func(s *settings) { s.opts = append(s.opts, option.WithHeader("X-Trace", id)) }
}

func fromSettings(list ...setting) openai.Client {
	s := &settings{opts: incomplete()}
	for _, set := range list {
		set(s)
	}
	return openai.NewClient(s.opts...)
}

func goodSettings() openai.Client { return fromSettings(withTrace("1"), withTeam("payments")) }

func badSettings() openai.Client {
	return fromSettings(withTrace("1")) // want "untagged-client: fromSettings lacks team_id$"
}
