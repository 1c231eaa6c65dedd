// Package plugins writes Genkit's plugins as literals, which is how they are
// made. Most of them have no place for a header: they cannot be tagged, and
// the finding stands at the literal.
package plugins

import (
	"context"
	"os"

	"github.com/firebase/genkit/go/ai"
	"github.com/firebase/genkit/go/core/api"
	"github.com/firebase/genkit/go/genkit"
	"github.com/firebase/genkit/go/plugins/anthropic"
	"github.com/firebase/genkit/go/plugins/compat_oai"
	compatanthropic "github.com/firebase/genkit/go/plugins/compat_oai/anthropic"
	"github.com/firebase/genkit/go/plugins/compat_oai/openai"
	"github.com/firebase/genkit/go/plugins/googlegenai"
	"github.com/firebase/genkit/go/plugins/ollama"
	"github.com/firebase/genkit/go/plugins/vertexai/modelgarden"
	"github.com/openai/openai-go/option"
)

func badGoogleAI(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{})) // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
}

func badGoogleAIKey(ctx context.Context) *genkit.Genkit {
	plugin := &googlegenai.GoogleAI{APIKey: os.Getenv("GEMINI_API_KEY")} // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
	return genkit.Init(ctx, genkit.WithPlugins(plugin), genkit.WithDefaultModel("googleai/gemini-2.5-flash"))
}

// The cloud project is Google's, not the owner.
func badVertexAI(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&googlegenai.VertexAI{ProjectID: "shop-prod", Location: "europe-west4"})) // want "untagged-client: googlegenai.VertexAI lacks project_id, service_name, team_id$"
}

func badAnthropic(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&anthropic.Anthropic{APIKey: os.Getenv("ANTHROPIC_API_KEY")})) // want "untagged-client: anthropic.Anthropic lacks project_id, service_name, team_id$"
}

func badModelGarden(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&modelgarden.Anthropic{Location: "europe-west1"})) // want "untagged-client: modelgarden.Anthropic lacks project_id, service_name, team_id$"
}

func badOllama(ctx context.Context) *genkit.Genkit {
	o := &ollama.Ollama{ServerAddress: "https://ollama.com", Timeout: 60} // want "untagged-client: ollama.Ollama lacks project_id, service_name, team_id$"
	g := genkit.Init(ctx, genkit.WithPlugins(o))
	o.DefineModel(g, ollama.ModelDefinition{Name: "llama3.2", Type: "chat"}, nil)
	return g
}

func goodOpenAI(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&openai.OpenAI{
		APIKey: os.Getenv("OPENAI_API_KEY"),
		Opts: []option.RequestOption{
			option.WithHeader("X-LLM-Project-ID", "shop"),
			option.WithHeader("X-LLM-Service-Name", "search"),
			option.WithHeader("X-LLM-Team-ID", "discovery"),
		},
	}))
}

func badOpenAI(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&openai.OpenAI{APIKey: os.Getenv("OPENAI_API_KEY")})) // want "untagged-client: openai.OpenAI lacks project_id, service_name, team_id$"
}

func badOpenAITeamless(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&openai.OpenAI{ // want "untagged-client: openai.OpenAI lacks team_id$"
		Opts: []option.RequestOption{
			option.WithHeader("X-LLM-Project-ID", "shop"),
			option.WithHeader("X-LLM-Service-Name", "search"),
		},
	}))
}

func badOpenAIEmpty(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&openai.OpenAI{ // want "empty-tag: openai.OpenAI attaches an empty value to team_id$"
		Opts: []option.RequestOption{
			option.WithHeader("X-LLM-Project-ID", "shop"),
			option.WithHeader("X-LLM-Service-Name", "search"),
			option.WithHeader("X-LLM-Team-ID", ""),
		},
	}))
}

func badOpenAIPlaceholder(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&openai.OpenAI{ // want `empty-tag: openai.OpenAI attaches the placeholder "changeme" to project_id$`
		Opts: []option.RequestOption{
			option.WithHeader("X-LLM-Project-ID", "changeme"),
			option.WithHeader("X-LLM-Service-Name", "search"),
			option.WithHeader("X-LLM-Team-ID", "discovery"),
		},
	}))
}

func goodCompatAnthropic(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&compatanthropic.Anthropic{
		Opts: []option.RequestOption{
			option.WithAPIKey(os.Getenv("ANTHROPIC_API_KEY")),
			option.WithHeader("X-LLM-Project-ID", "shop"),
			option.WithHeader("X-LLM-Service-Name", "search"),
			option.WithHeader("X-LLM-Team-ID", "discovery"),
		},
	}))
}

func badCompatAnthropic(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&compatanthropic.Anthropic{ // want "untagged-client: anthropic.Anthropic lacks project_id, service_name, team_id$"
		Opts: []option.RequestOption{option.WithAPIKey(os.Getenv("ANTHROPIC_API_KEY"))},
	}))
}

func goodCompatible(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&compat_oai.OpenAICompatible{
		Provider: "gateway",
		BaseURL:  "https://gateway.shop.example/v1",
		Opts: []option.RequestOption{
			option.WithHeader("X-LLM-Project-ID", "shop"),
			option.WithHeader("X-LLM-Service-Name", "search"),
			option.WithHeader("X-LLM-Team-ID", "discovery"),
		},
	}))
}

func badCompatible(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&compat_oai.OpenAICompatible{Provider: "gateway", APIKey: "key"})) // want "untagged-client: compat_oai.OpenAICompatible lacks project_id, service_name, team_id$"
}

// Two plugins of three have faults, and each is one.
func badSeveral(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(
		&googlegenai.GoogleAI{}, // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
		&openai.OpenAI{Opts: []option.RequestOption{
			option.WithHeader("X-LLM-Project-ID", "shop"),
			option.WithHeader("X-LLM-Service-Name", "search"),
			option.WithHeader("X-LLM-Team-ID", "discovery"),
		}},
		&anthropic.Anthropic{}, // want "untagged-client: anthropic.Anthropic lacks project_id, service_name, team_id$"
	))
}

func badSlice(ctx context.Context, vertex bool) *genkit.Genkit {
	var plugins []api.Plugin
	if vertex {
		plugins = append(plugins, &googlegenai.VertexAI{}) // want "untagged-client: googlegenai.VertexAI lacks project_id, service_name, team_id$"
	} else {
		plugins = append(plugins, &googlegenai.GoogleAI{}) // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
	}
	return genkit.Init(ctx, genkit.WithPlugins(plugins...))
}

// The calls of an untagged plugin say nothing new.
func badPluginThenCalls(ctx context.Context, question string) (string, error) {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{})) // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
	if _, err := genkit.Embed(ctx, g, ai.WithEmbedderName("googleai/text-embedding-004"), ai.WithTextDocs(question)); err != nil {
		return "", err
	}
	return genkit.GenerateText(ctx, g, ai.WithModelName("googleai/gemini-2.5-flash"), ai.WithPrompt(question))
}
