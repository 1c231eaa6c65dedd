// Package runoptions hands options for the model to the run of an agent. They
// reach each request that the agent sends.
package runoptions

import (
	"context"

	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/adk"
	"github.com/cloudwego/eino/components/model"
	"github.com/cloudwego/eino/components/tool"
	"github.com/cloudwego/eino/compose"
	"github.com/cloudwego/eino/flow/agent"
	"github.com/cloudwego/eino/flow/agent/react"
	"github.com/cloudwego/eino/schema"

	"example.com/eino/tagging"
)

func owner() model.Option {
	return openai.WithExtraHeader(tagging.Owner("shop", "search", "discovery"))
}

func teamless() model.Option {
	return openai.WithExtraHeader(map[string]string{tagging.HeaderProject: "shop", tagging.HeaderService: "search"})
}

func goodReact(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	a, err := react.NewAgent(ctx, &react.AgentConfig{ToolCallingModel: cm})
	if err != nil {
		return nil, err
	}
	return a.Generate(ctx, in, react.WithChatModelOptions(model.WithTemperature(0), owner()))
}

func badReact(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks team_id$"
	if err != nil {
		return nil, err
	}
	a, err := react.NewAgent(ctx, &react.AgentConfig{ToolCallingModel: cm})
	if err != nil {
		return nil, err
	}
	return a.Generate(ctx, in, react.WithChatModelOptions(model.WithTemperature(0), teamless()))
}

// The second map takes the place of the first, whichever option brings it.
func badReactSecondMap(ctx context.Context, in []*schema.Message, id string) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	a, err := react.NewAgent(ctx, &react.AgentConfig{ToolCallingModel: cm})
	if err != nil {
		return nil, err
	}
	return a.Generate(ctx, in,
		react.WithChatModelOptions(owner()),
		react.WithChatModelOptions(openai.WithExtraHeader(map[string]string{"X-Request-ID": id})))
}

func goodReactStream(ctx context.Context, in []*schema.Message) (*schema.StreamReader[*schema.Message], error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	a, err := react.NewAgent(ctx, &react.AgentConfig{ToolCallingModel: cm})
	if err != nil {
		return nil, err
	}
	opts := []agent.AgentOption{agent.WithComposeOptions(compose.WithRuntimeMaxSteps(10), compose.WithChatModelOption(owner()))}
	return a.Stream(ctx, in, opts...)
}

// Options for tools do not reach the model.
func badReactStream(ctx context.Context, in []*schema.Message, search tool.Option) (*schema.StreamReader[*schema.Message], error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	a, err := react.NewAgent(ctx, &react.AgentConfig{ToolCallingModel: cm})
	if err != nil {
		return nil, err
	}
	opts := []agent.AgentOption{
		agent.WithComposeOptions(compose.WithRuntimeMaxSteps(10)),
		react.WithToolOptions(search),
	}
	return a.Stream(ctx, in, opts...)
}

// One of the agent's runs goes without.
func badReactOneRun(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	a, err := react.NewAgent(ctx, &react.AgentConfig{ToolCallingModel: cm})
	if err != nil {
		return nil, err
	}
	if out, err := a.Generate(ctx, in, react.WithChatModelOptions(owner())); err == nil {
		return out, nil
	}
	return a.Generate(ctx, in)
}

func clerk(ctx context.Context, cm model.ToolCallingChatModel) (*adk.ChatModelAgent, error) {
	return adk.NewChatModelAgent(ctx, &adk.ChatModelAgentConfig{Name: "clerk", Description: "Helps shoppers.", Model: cm})
}

func drain(events *adk.AsyncIterator[*adk.AgentEvent]) error {
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

func goodRunner(ctx context.Context, query, checkpoint string) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return err
	}
	a, err := clerk(ctx, cm)
	if err != nil {
		return err
	}
	r := adk.NewRunner(ctx, adk.RunnerConfig{Agent: a})
	tags := adk.WithChatModelOptions([]model.Option{owner()})
	if err := drain(r.Query(ctx, query, adk.WithCheckPointID(checkpoint), tags)); err != nil {
		return err
	}
	if err := drain(r.Run(ctx, []adk.Message{schema.UserMessage(query)}, tags)); err != nil {
		return err
	}
	events, err := r.Resume(ctx, checkpoint, tags)
	if err != nil {
		return err
	}
	if err := drain(events); err != nil {
		return err
	}
	events, err = r.ResumeWithParams(ctx, checkpoint, &adk.ResumeParams{}, tags)
	if err != nil {
		return err
	}
	return drain(events)
}

// What is resumed needs the options again.
func badRunnerResume(ctx context.Context, query, checkpoint string) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	a, err := clerk(ctx, cm)
	if err != nil {
		return err
	}
	r := adk.NewRunner(ctx, adk.RunnerConfig{Agent: a})
	if err := drain(r.Query(ctx, query, adk.WithCheckPointID(checkpoint), adk.WithChatModelOptions([]model.Option{owner()}))); err != nil {
		return err
	}
	events, err := r.Resume(ctx, checkpoint)
	if err != nil {
		return err
	}
	return drain(events)
}

// The agent's own requests go out without the tags of the direct call.
func badRunnerBesideTaggedCall(ctx context.Context, in []*schema.Message, query string) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	if _, err := cm.Generate(ctx, in, owner()); err != nil {
		return err
	}
	a, err := clerk(ctx, cm)
	if err != nil {
		return err
	}
	return drain(adk.NewRunner(ctx, adk.RunnerConfig{Agent: a}).Query(ctx, query))
}

// The second list takes the place of the first as a whole.
func badRunnerSecondList(ctx context.Context, query string) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	a, err := clerk(ctx, cm)
	if err != nil {
		return err
	}
	return drain(adk.NewRunner(ctx, adk.RunnerConfig{Agent: a}).Query(ctx, query,
		adk.WithChatModelOptions([]model.Option{owner()}),
		adk.WithChatModelOptions([]model.Option{model.WithTemperature(0)})))
}

func goodRunnerSecondList(ctx context.Context, query string) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return err
	}
	a, err := clerk(ctx, cm)
	if err != nil {
		return err
	}
	return drain(adk.NewRunner(ctx, adk.RunnerConfig{Agent: a}).Query(ctx, query,
		adk.WithChatModelOptions([]model.Option{teamless()}),
		adk.WithChatModelOptions([]model.Option{owner()})))
}

// Steps of a workflow are run with the options of the whole.
func goodSequence(ctx context.Context, input *adk.AgentInput) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return err
	}
	a, err := clerk(ctx, cm)
	if err != nil {
		return err
	}
	all, err := adk.NewSequentialAgent(ctx, &adk.SequentialAgentConfig{Name: "all", SubAgents: []adk.Agent{a}})
	if err != nil {
		return err
	}
	return drain(all.Run(ctx, input, adk.WithChatModelOptions([]model.Option{owner()})))
}

func badSequence(ctx context.Context, input *adk.AgentInput) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks team_id$"
	if err != nil {
		return err
	}
	a, err := clerk(ctx, cm)
	if err != nil {
		return err
	}
	all, err := adk.NewSequentialAgent(ctx, &adk.SequentialAgentConfig{Name: "all", SubAgents: []adk.Agent{a}})
	if err != nil {
		return err
	}
	return drain(all.Run(ctx, input, adk.WithChatModelOptions([]model.Option{teamless()})))
}

// An agent that is a tool of another one is run without its options.
func badAgentTool(ctx context.Context, query string) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	inner, err := clerk(ctx, cm)
	if err != nil {
		return err
	}
	outer, err := adk.NewChatModelAgent(ctx, &adk.ChatModelAgentConfig{
		Name:  "desk",
		Model: cm,
		ToolsConfig: adk.ToolsConfig{
			ToolsNodeConfig: compose.ToolsNodeConfig{Tools: []tool.BaseTool{adk.NewAgentTool(ctx, inner)}},
		},
	})
	if err != nil {
		return err
	}
	return drain(adk.NewRunner(ctx, adk.RunnerConfig{Agent: outer}).Query(ctx, query, adk.WithChatModelOptions([]model.Option{owner()})))
}

// Part of the tags are the model's, the rest is the run's.
func goodModelAndRun(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: tagging.ForShop("search")})
	if err != nil {
		return nil, err
	}
	a, err := react.NewAgent(ctx, &react.AgentConfig{ToolCallingModel: cm})
	if err != nil {
		return nil, err
	}
	return a.Generate(ctx, in, react.WithChatModelOptions(openai.WithExtraHeader(map[string]string{tagging.HeaderTeam: "discovery"})))
}
