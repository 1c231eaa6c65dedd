// Package factory makes plugins and registries from what its callers hand in.
package factory

import (
	"context"

	"github.com/firebase/genkit/go/core/api"
	"github.com/firebase/genkit/go/genkit"
	"github.com/firebase/genkit/go/plugins/compat_oai"
	"github.com/firebase/genkit/go/plugins/compat_oai/openai"
	"github.com/firebase/genkit/go/plugins/googlegenai"
	"github.com/openai/openai-go/option"

	"example.com/genkit-go/tagging"
)

// OpenAI makes a plugin with the options of the caller.
func OpenAI(key string, opts ...option.RequestOption) *openai.OpenAI {
	return &openai.OpenAI{APIKey: key, Opts: opts}
}

// ForTeam makes a plugin whose requests the given team pays for.
func ForTeam(team string) *compat_oai.OpenAICompatible {
	return &compat_oai.OpenAICompatible{Provider: "gateway", Opts: []option.RequestOption{
		option.WithHeader(tagging.HeaderProject, "shop"),
		option.WithHeader(tagging.HeaderService, "search"),
		option.WithHeader(tagging.HeaderTeam, team),
	}}
}

// Google makes a plugin that nobody can tag.
func Google() api.Plugin {
	return &googlegenai.GoogleAI{} // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
}

// Start takes the plugins of the caller, who answers for them.
func Start(ctx context.Context, plugins ...api.Plugin) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(plugins...))
}

// Nobody in the program calls this one.
func Unused(opts []option.RequestOption) *openai.OpenAI { return &openai.OpenAI{Opts: opts} }
