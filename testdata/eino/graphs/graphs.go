// Package graphs puts chat models into chains, graphs and agents, where many
// requests hide behind one call. What counts is the model's construction.
package graphs

import (
	"context"

	embed "github.com/cloudwego/eino-ext/components/embedding/openai"
	"github.com/cloudwego/eino-ext/components/model/ark"
	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/adk"
	"github.com/cloudwego/eino/components/model"
	"github.com/cloudwego/eino/components/prompt"
	"github.com/cloudwego/eino/components/tool"
	"github.com/cloudwego/eino/compose"
	"github.com/cloudwego/eino/flow/agent/react"
	"github.com/cloudwego/eino/schema"

	"example.com/eino/tagging"
)

var template = prompt.FromMessages(schema.FString, schema.SystemMessage("You help shoppers."), schema.UserMessage("{question}"))

func goodChain(ctx context.Context, question string) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	chain, err := compose.NewChain[map[string]any, *schema.Message]().
		AppendChatTemplate(template).
		AppendChatModel(cm).
		Compile(ctx)
	if err != nil {
		return nil, err
	}
	return chain.Invoke(ctx, map[string]any{"question": question})
}

func badChain(ctx context.Context, question string) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	chain, err := compose.NewChain[map[string]any, *schema.Message]().
		AppendChatTemplate(template).
		AppendChatModel(cm).
		Compile(ctx)
	if err != nil {
		return nil, err
	}
	return chain.Invoke(ctx, map[string]any{"question": question})
}

func goodGraph(ctx context.Context) (compose.Runnable[map[string]any, *schema.Message], error) {
	cm, err := ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", CustomHeader: tagging.Owner("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	g := compose.NewGraph[map[string]any, *schema.Message]()
	_ = g.AddChatTemplateNode("template", template)
	_ = g.AddChatModelNode("model", cm)
	_ = g.AddEdge(compose.START, "template")
	_ = g.AddEdge("template", "model")
	_ = g.AddEdge("model", compose.END)
	return g.Compile(ctx)
}

// One model in two nodes is one fault.
func badGraph(ctx context.Context, in []*schema.Message) (*schema.StreamReader[*schema.Message], error) {
	cm, err := ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao"}) // want "untagged-client: ark.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	g := compose.NewGraph[[]*schema.Message, *schema.Message]()
	if err := g.AddChatModelNode("draft", cm); err != nil {
		return nil, err
	}
	if err := g.AddChatModelNode("final", cm); err != nil {
		return nil, err
	}
	run, err := g.Compile(ctx)
	if err != nil {
		return nil, err
	}
	return run.Stream(ctx, in)
}

func goodReact(ctx context.Context, tools []tool.BaseTool, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	agent, err := react.NewAgent(ctx, &react.AgentConfig{ToolCallingModel: cm, ToolsConfig: compose.ToolsNodeConfig{Tools: tools}})
	if err != nil {
		return nil, err
	}
	return agent.Generate(ctx, in)
}

func badReact(ctx context.Context, tools []tool.BaseTool, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	agent, err := react.NewAgent(ctx, &react.AgentConfig{ToolCallingModel: cm, ToolsConfig: compose.ToolsNodeConfig{Tools: tools}})
	if err != nil {
		return nil, err
	}
	return agent.Generate(ctx, in)
}

// The agent's own requests go out without the tags of the direct call.
func badReactBesideTaggedCall(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	if _, err := cm.Generate(ctx, in, openai.WithExtraHeader(tagging.Owner("shop", "search", "discovery"))); err != nil {
		return nil, err
	}
	agent, err := react.NewAgent(ctx, &react.AgentConfig{ToolCallingModel: cm})
	if err != nil {
		return nil, err
	}
	return agent.Generate(ctx, in)
}

func badADK(ctx context.Context, query string) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	agent, err := adk.NewChatModelAgent(ctx, &adk.ChatModelAgentConfig{Name: "clerk", Description: "Helps shoppers.", Model: cm})
	if err != nil {
		return err
	}
	events := adk.NewRunner(ctx, adk.RunnerConfig{Agent: agent}).Query(ctx, query)
	for {
		event, ok := events.Next()
		if !ok {
			return nil
		}
		if event.Err != nil {
			return event.Err
		}
	}
}

// agent takes the model of its caller, who answers for it.
func agent(ctx context.Context, cm model.ToolCallingChatModel) (*adk.ChatModelAgent, error) {
	return adk.NewChatModelAgent(ctx, &adk.ChatModelAgentConfig{Name: "clerk", Description: "Helps shoppers.", Model: cm})
}

func goodADK(ctx context.Context) (adk.Agent, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	return agent(ctx, cm)
}

func badADKHelper(ctx context.Context) (adk.Agent, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return agent(ctx, cm)
}

func badEmbeddingChain(ctx context.Context, texts []string) ([][]float64, error) {
	e, err := embed.NewEmbedder(ctx, &embed.EmbeddingConfig{Model: "text-embedding-3-small"}) // want "untagged-client: openai.NewEmbedder lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	chain, err := compose.NewChain[[]string, [][]float64]().AppendEmbedding(e).Compile(ctx)
	if err != nil {
		return nil, err
	}
	return chain.Invoke(ctx, texts)
}

func goodEmbeddingChain(ctx context.Context, texts []string) ([][]float64, error) {
	e, err := embed.NewEmbedder(ctx, &embed.EmbeddingConfig{Model: "text-embedding-3-small", HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	chain, err := compose.NewChain[[]string, [][]float64]().AppendEmbedding(e).Compile(ctx)
	if err != nil {
		return nil, err
	}
	return chain.Invoke(ctx, texts)
}
