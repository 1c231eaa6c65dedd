// Package requests calls models by name through the registry. Where all calls
// of a registry are seen and tagged, its plugins need not be.
package requests

import (
	"context"
	"net/http"

	"github.com/firebase/genkit/go/ai"
	"github.com/firebase/genkit/go/core"
	"github.com/firebase/genkit/go/genkit"
	"github.com/firebase/genkit/go/plugins/compat_oai/openai"
	"github.com/firebase/genkit/go/plugins/googlegenai"
	"github.com/openai/openai-go/option"
	"google.golang.org/genai"

	"example.com/genkit-go/tagging"
)

func headers() http.Header {
	return http.Header{
		tagging.HeaderProject: {"shop"},
		tagging.HeaderService: {"search"},
		tagging.HeaderTeam:    {"discovery"},
	}
}

func taggedConfig() *genai.GenerateContentConfig {
	return &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: headers()}}
}

// The only call through the plugin is tagged.
func goodPluginTaggedCalls(ctx context.Context, question string) (string, error) {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{}))
	return genkit.GenerateText(ctx, g,
		ai.WithModelName("googleai/gemini-2.5-flash"),
		ai.WithPrompt(question),
		ai.WithConfig(taggedConfig()),
	)
}

// One call is tagged, another is not.
func badPluginOneCall(ctx context.Context, question string) (string, error) {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{})) // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
	if _, err := genkit.GenerateText(ctx, g, ai.WithPrompt(question), ai.WithConfig(taggedConfig())); err != nil {
		return "", err
	}
	return genkit.GenerateText(ctx, g, ai.WithPrompt(question))
}

// A reference to a model brings its config.
func goodModelRef(ctx context.Context, question string) (string, error) {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{}))
	m := googlegenai.GoogleAIModelRef("gemini-2.5-flash", taggedConfig())
	return genkit.GenerateText(ctx, g, ai.WithModel(m), ai.WithPrompt(question))
}

func badModelRef(ctx context.Context, question string) (string, error) {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{})) // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
	m := googlegenai.GoogleAIModelRef("gemini-2.5-flash", &genai.GenerateContentConfig{})
	return genkit.GenerateText(ctx, g, ai.WithModel(m), ai.WithPrompt(question))
}

func goodPrompt(ctx context.Context) (*ai.ModelResponse, error) {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{}))
	prompt := genkit.DefinePrompt(g, "hello", ai.WithPrompt("Hello"), ai.WithConfig(taggedConfig()))
	return prompt.Execute(ctx)
}

func goodPluginTaggedPrompt(ctx context.Context, question string) (*ai.ModelResponse, error) {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.VertexAI{}))
	prompt := genkit.DefinePrompt(g, "ask", ai.WithModelName("vertexai/gemini-2.5-pro"), ai.WithPrompt("Answer {{question}}"))
	return prompt.Execute(ctx, ai.WithInput(map[string]any{"question": question}), ai.WithConfig(taggedConfig()))
}

// The config of an execution takes the place of the prompt's.
func badPromptReplaced(ctx context.Context) (*ai.ModelResponse, error) {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{})) // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
	prompt := genkit.DefinePrompt(g, "hello", ai.WithPrompt("Hello"), ai.WithConfig(taggedConfig()))
	return prompt.Execute(ctx, ai.WithConfig(&genai.GenerateContentConfig{}))
}

func tagged(ctx context.Context) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(&openai.OpenAI{Opts: []option.RequestOption{
		option.WithHeader(tagging.HeaderProject, "shop"),
		option.WithHeader(tagging.HeaderService, "search"),
		option.WithHeader(tagging.HeaderTeam, "discovery"),
	}}))
}

func goodCall(ctx context.Context, question string) (*ai.ModelResponse, error) {
	return genkit.Generate(ctx, tagged(ctx), ai.WithModelName("openai/gpt-4o"), ai.WithPrompt(question))
}

type answer struct {
	Text string `json:"text"`
}

func goodData(ctx context.Context, question string) (*answer, error) {
	a, _, err := genkit.GenerateData[answer](ctx, tagged(ctx), ai.WithModelName("openai/gpt-4o"), ai.WithPrompt(question))
	return a, err
}

// A registry by parameter is the caller's.
func goodParameter(ctx context.Context, g *genkit.Genkit, question string) (string, error) {
	return genkit.GenerateText(ctx, g, ai.WithModelName("googleai/gemini-2.5-flash"), ai.WithPrompt(question))
}

func goodFlow(ctx context.Context) *core.Flow[string, string, struct{}] {
	g := tagged(ctx)
	return genkit.DefineFlow(g, "ask", func(ctx context.Context, question string) (string, error) {
		return genkit.GenerateText(ctx, g, ai.WithPrompt(question))
	})
}

func badFlow(ctx context.Context) *core.Flow[string, string, struct{}] {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{}), genkit.WithDefaultModel("googleai/gemini-2.5-flash")) // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
	return genkit.DefineFlow(g, "ask", func(ctx context.Context, question string) (string, error) {
		return genkit.GenerateText(ctx, g, ai.WithPrompt(question))
	})
}

// Service keeps the registry.
type Service struct {
	g *genkit.Genkit
}

// New returns a service whose requests nobody owns.
func New(ctx context.Context) *Service {
	return &Service{g: genkit.Init(ctx, genkit.WithPlugins(&openai.OpenAI{APIKey: "key"}))} // want "untagged-client: openai.OpenAI lacks project_id, service_name, team_id$"
}

// NewTagged returns one with an owner.
func NewTagged(ctx context.Context) *Service { return &Service{g: tagged(ctx)} }

// Ask sends one request.
func (s *Service) Ask(ctx context.Context, question string) (string, error) {
	return genkit.GenerateText(ctx, s.g, ai.WithModelName("openai/gpt-4o"), ai.WithPrompt(question))
}

// Metadata of a prompt stays in the process.
func badMetadata(ctx context.Context) ai.Prompt {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{})) // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
	return genkit.DefinePrompt(g, "ask",
		ai.WithModelName("googleai/gemini-2.5-flash"),
		ai.WithMetadata(map[string]any{"project_id": "shop", "service_name": "search", "team_id": "discovery"}),
	)
}
