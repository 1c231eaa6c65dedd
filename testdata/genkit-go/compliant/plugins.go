package compliant

import (
	"context"
	"os"

	"github.com/firebase/genkit/go/core/api"
	"github.com/firebase/genkit/go/genkit"
	"github.com/firebase/genkit/go/plugins/compat_oai"
	compatanthropic "github.com/firebase/genkit/go/plugins/compat_oai/anthropic"
	"github.com/firebase/genkit/go/plugins/compat_oai/openai"
	"github.com/openai/openai-go/option"
)

// literal writes the options into the plugin.
func literal(ctx context.Context, team string) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&openai.OpenAI{ // site openai.OpenAI
		APIKey: os.Getenv("OPENAI_API_KEY"),
		Opts: []option.RequestOption{ // carrier project_id,service_name,team_id only=drop
			option.WithHeader("X-LLM-Project-ID", "shop"),     // carrier project_id
			option.WithHeader("X-LLM-Service-Name", "search"), // carrier service_name
			option.WithHeader("X-LLM-Team-ID", team),          // carrier team_id
		},
	}))
}

// afterwards fills the field of a plugin before it is used.
func afterwards(ctx context.Context) *genkit.Genkit {
	p := &compat_oai.OpenAICompatible{Provider: "gateway", BaseURL: "https://gateway.shop.example/v1"} // site compat_oai.OpenAICompatible
	p.Opts = append(p.Opts, option.WithHeader("X-LLM-Project-ID", "shop"))                             // carrier project_id
	p.Opts = append(p.Opts, option.WithHeader("X-LLM-Service-Name", "search"))                         // carrier service_name
	p.Opts = append(p.Opts, option.WithHeader("X-LLM-Team-ID", os.Getenv("TEAM_ID")))                  // carrier team_id
	// insert project_id,service_name,team_id | p.Opts = nil
	return genkit.Init(ctx, genkit.WithPlugins(p))
}

func owner(team string) []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "shop"),     // carrier project_id -> helped
		option.WithHeader("X-LLM-Service-Name", "search"), // carrier service_name -> helped
		option.WithHeader("X-LLM-Team-ID", team),          // carrier team_id -> helped
	}
}

// listed is one of several plugins.
func listed(ctx context.Context) *genkit.Genkit {
	var plugins []api.Plugin
	plugins = append(plugins, &compatanthropic.Anthropic{ // site helped: anthropic.Anthropic
		Opts: owner("discovery"), // carrier project_id,service_name,team_id only=drop
	})
	return genkit.Init(ctx, genkit.WithPlugins(plugins...))
}
