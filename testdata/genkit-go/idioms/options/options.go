// Written from testdata/idioms/options.go.tmpl by make generate.

package options

import (
	"fmt"
	"os"
	"slices"

	"context"
	"example.com/genkit-go/idioms/names"
	"github.com/firebase/genkit/go/genkit"
	oai "github.com/firebase/genkit/go/plugins/compat_oai/openai"
	"github.com/openai/openai-go/option"
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
func goodConstants() *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: []option.RequestOption{option.WithHeader(names.Project, names.Checkout), option.WithHeader(names.Service, names.Assistant), option.WithHeader(names.Team, names.Payments)}}))
}

func badConstants() *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: []option.RequestOption{option.WithHeader(names.Project, names.Checkout), option.WithHeader(names.Service, names.Assistant), option.WithHeader(names.Trace, names.Payments)}})) // want "untagged-client: openai.OpenAI lacks team_id$"
}

// Values that are known at run time only.
func goodValues(project string, shard int) *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: []option.RequestOption{option.WithHeader("X-LLM-Project-ID", project), option.WithHeader("X-LLM-Service-Name", fmt.Sprintf("checkout-%d", shard)), option.WithHeader("X-LLM-Team-ID", os.Getenv("TEAM_ID"))}}))
}

func badEmpty(project string) *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: []option.RequestOption{option.WithHeader("X-LLM-Project-ID", project), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", "")}})) // want "empty-tag: openai.OpenAI attaches an empty value to team_id$"
}

func badPlaceholder(project string) *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: []option.RequestOption{option.WithHeader("X-LLM-Project-ID", project), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", "TODO")}})) // want "empty-tag: openai.OpenAI attaches the placeholder \"TODO\" to team_id$"
}

// Slices that grow.
func goodAppend(team string) *genkit.Genkit {
	opts := incomplete()
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: opts}))
}

func badAppend(debug bool) *genkit.Genkit {
	opts := incomplete()
	if debug {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "payments"))
	}
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: opts})) // want "untagged-client: openai.OpenAI lacks team_id$"
}

func goodBranches(team string, own bool) *genkit.Genkit {
	opts := incomplete()
	if own {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	} else {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "platform"), option.WithHeader("X-Trace", "1"))
	}
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: opts}))
}

func badSwitch(kind string) *genkit.Genkit {
	opts := incomplete()
	switch kind {
	case "chat", "search":
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "payments"))
	case "batch":
		opts = append(opts, option.WithHeader("X-Trace", "1"))
	default:
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "platform"))
	}
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: opts})) // want "untagged-client: openai.OpenAI lacks team_id$"
}

func goodConcat() *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: slices.Concat(incomplete(), []option.RequestOption{option.WithHeader("X-LLM-Team-ID", "payments")})}))
}

func goodSpread() *genkit.Genkit {
	opts := append([]option.RequestOption{option.WithHeader("X-Trace", "1")}, complete()...)
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: opts}))
}

func badSpread() *genkit.Genkit {
	opts := append([]option.RequestOption{option.WithHeader("X-Trace", "1")}, incomplete()...)
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: opts})) // want "untagged-client: openai.OpenAI lacks team_id$"
}

// Loops over literals.
func goodLoop() *genkit.Genkit {
	var opts []option.RequestOption
	for name, value := range map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"} {
		opts = append(opts, option.WithHeader(name, value))
	}
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: opts}))
}

func badLoop() *genkit.Genkit {
	var opts []option.RequestOption
	for _, header := range []struct{ name, value string }{{"X-LLM-Project-ID", "checkout"}, {"X-LLM-Service-Name", "checkout-assistant"}} {
		opts = append(opts, option.WithHeader(header.name, header.value))
	}
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: opts})) // want "untagged-client: openai.OpenAI lacks team_id$"
}

func unprovenLoop() *genkit.Genkit {
	var opts []option.RequestOption
	for name, value := range loaded() {
		opts = append(opts, option.WithHeader(name, value))
	}
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: opts})) // want "unproven-tags: openai.OpenAI may lack project_id, service_name, team_id: a name that is known at run time only$"
}

func loaded() map[string]string {
	headers := make(map[string]string)
	for _, entry := range os.Environ() {
		headers[entry] = os.Getenv(entry)
	}
	return headers
}

// Tags that a later option takes away.
func badReplaced() *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: append(complete(), option.WithHeader("X-LLM-Team-ID", ""))})) // want "untagged-client: openai.OpenAI lacks team_id$"
}

func goodReplaced(team string) *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: append(complete(), option.WithHeader("x-llm-team-id", team))}))
}

// Values that are a factory's parameters are its callers'.
func forTeam(team string) *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: append(incomplete(), option.WithHeader("X-LLM-Team-ID", team))}))
}

func goodTeam() *genkit.Genkit { return forTeam("payments") }

func badTeam() *genkit.Genkit {
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

func fromSettings(list ...setting) *genkit.Genkit {
	s := &settings{opts: incomplete()}
	for _, set := range list {
		set(s)
	}
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: s.opts}))
}

func goodSettings() *genkit.Genkit { return fromSettings(withTrace("1"), withTeam("payments")) }

func badSettings() *genkit.Genkit {
	return fromSettings(withTrace("1")) // want "untagged-client: fromSettings lacks team_id$"
}
