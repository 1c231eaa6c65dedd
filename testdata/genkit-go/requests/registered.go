package requests

import (
	"context"

	"github.com/firebase/genkit/go/ai"
	"github.com/firebase/genkit/go/genkit"
	"github.com/firebase/genkit/go/plugins/anthropic"
	"github.com/firebase/genkit/go/plugins/compat_oai/openai"
	"github.com/firebase/genkit/go/plugins/googlegenai"
	"github.com/openai/openai-go/option"
	"google.golang.org/genai"

	"example.com/genkit-go/tagging"
)

// A flow that is registered sends what its function sends.
func goodRegisteredFlow(ctx context.Context) *genkit.Genkit {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{}))
	genkit.DefineFlow(g, "ask", func(ctx context.Context, question string) (string, error) {
		return genkit.GenerateText(ctx, g, ai.WithPrompt(question), ai.WithConfig(taggedConfig()))
	})
	return nil
}

func badRegisteredFlow(ctx context.Context) error {
	g := genkit.Init(ctx, genkit.WithPlugins(&anthropic.Anthropic{})) // want "untagged-client: anthropic.Anthropic lacks project_id, service_name, team_id$"
	flow := genkit.DefineFlow(g, "ask", func(ctx context.Context, question string) (string, error) {
		return genkit.GenerateText(ctx, g, ai.WithPrompt(question), ai.WithModelName("anthropic/claude"))
	})
	_, err := flow.Run(ctx, "x")
	return err
}

func goodTool(ctx context.Context, question string) (string, error) {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{}))
	summarize := genkit.DefineTool(g, "summarize", "summarizes", func(tc *ai.ToolContext, text string) (string, error) {
		return genkit.GenerateText(tc, g, ai.WithPrompt(text), ai.WithConfig(taggedConfig()))
	})
	return genkit.GenerateText(ctx, g, ai.WithPrompt(question), ai.WithTools(summarize), ai.WithConfig(taggedConfig()))
}

func badTool(ctx context.Context, question string) (string, error) {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{})) // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
	summarize := genkit.DefineTool(g, "summarize", "summarizes", func(tc *ai.ToolContext, text string) (string, error) {
		return genkit.GenerateText(tc, g, ai.WithPrompt(text))
	})
	return genkit.GenerateText(ctx, g, ai.WithPrompt(question), ai.WithTools(summarize), ai.WithConfig(taggedConfig()))
}

// Requests that are put together by hand have the config in a field.
func goodRequestStruct(ctx context.Context, question string) error {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{}))
	if _, err := genkit.GenerateWithRequest(ctx, g, &ai.GenerateActionOptions{Model: "googleai/m", Config: taggedConfig()}, nil, nil); err != nil {
		return err
	}
	m := genkit.LookupModel(g, "googleai/gemini-2.5-flash")
	_, err := m.Generate(ctx, &ai.ModelRequest{Messages: []*ai.Message{ai.NewUserTextMessage(question)}, Config: taggedConfig()}, nil)
	return err
}

func badRequestStruct(ctx context.Context, question string) error {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{})) // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
	m := genkit.LookupModel(g, "googleai/gemini-2.5-flash")
	_, err := m.Generate(ctx, &ai.ModelRequest{Messages: []*ai.Message{ai.NewUserTextMessage(question)}}, nil)
	return err
}

func embedConfig() *genai.EmbedContentConfig {
	return &genai.EmbedContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: headers()}}
}

func goodEmbedder(ctx context.Context, text string) error {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{}))
	ref := ai.NewEmbedderRef("googleai/text-embedding-004", embedConfig())
	if _, err := genkit.Embed(ctx, g, ai.WithEmbedder(ref), ai.WithTextDocs(text)); err != nil {
		return err
	}
	embedder := genkit.LookupEmbedder(g, "googleai/text-embedding-004")
	_, err := embedder.Embed(ctx, &ai.EmbedRequest{Input: []*ai.Document{ai.DocumentFromText(text, nil)}, Options: embedConfig()})
	return err
}

func badEmbedder(ctx context.Context, text string) error {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{})) // want "untagged-client: googlegenai.GoogleAI lacks project_id, service_name, team_id$"
	ref := ai.NewEmbedderRef("googleai/text-embedding-004", &genai.EmbedContentConfig{})
	_, err := genkit.Embed(ctx, g, ai.WithEmbedder(ref), ai.WithTextDocs(text))
	return err
}

func goodDataPrompt(ctx context.Context) error {
	g := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{}))
	p := genkit.DefineDataPrompt[string, string](g, "greet", ai.WithPrompt("Hello"), ai.WithConfig(*taggedConfig()))
	_, _, err := p.Execute(ctx, "in")
	return err
}

// A plugin reads its options when genkit.Init runs.
func badOptionsTooLate(ctx context.Context) *genkit.Genkit {
	p := &openai.OpenAI{} // want "untagged-client: openai.OpenAI lacks project_id, service_name, team_id$"
	g := genkit.Init(ctx, genkit.WithPlugins(p))
	p.Opts = pluginOptions()
	return g
}

func goodOptionsInTime(ctx context.Context) *genkit.Genkit {
	p := &openai.OpenAI{}
	p.Opts = pluginOptions()
	return genkit.Init(ctx, genkit.WithPlugins(p))
}

func pluginOptions() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader(tagging.HeaderProject, "shop"),
		option.WithHeader(tagging.HeaderService, "search"),
		option.WithHeader(tagging.HeaderTeam, "discovery"),
	}
}
