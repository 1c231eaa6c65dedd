// Package runner sends many requests from one tool runner, all with the options of the client and its own.
package runner

import (
	"context"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

func ownership() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "legal"),
		option.WithHeader("X-LLM-Service-Name", "contract-reader"),
		option.WithHeader("X-LLM-Team-ID", "counsel"),
	}
}

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "legal"),
		option.WithHeader("X-LLM-Service-Name", "contract-reader"),
	}
}

func params(text string) anthropic.BetaToolRunnerParams {
	return anthropic.BetaToolRunnerParams{
		BetaMessageNewParams: anthropic.BetaMessageNewParams{
			Model:     anthropic.ModelClaudeHaiku4_5,
			MaxTokens: 256,
			Messages:  []anthropic.BetaMessageParam{anthropic.NewBetaUserMessage(anthropic.NewBetaTextBlock(text))},
		},
		MaxIterations: 5,
	}
}

func goodRunner(ctx context.Context, tools []anthropic.BetaTool) error {
	client := anthropic.NewClient(ownership()...)
	runner := client.Beta.Messages.NewToolRunner(tools, params("hello"))
	_, err := runner.RunToCompletion(ctx)
	return err
}

func badRunner(ctx context.Context, tools []anthropic.BetaTool) error {
	client := anthropic.NewClient(partial()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	runner := client.Beta.Messages.NewToolRunner(tools, params("hello"))
	_, err := runner.RunToCompletion(ctx)
	return err
}

func goodRunnerCompleted(ctx context.Context, tools []anthropic.BetaTool) error {
	client := anthropic.NewClient(partial()...)
	runner := client.Beta.Messages.NewToolRunner(tools, params("hello"), option.WithHeader("X-LLM-Team-ID", "counsel"))
	for _, err := range runner.All(ctx) {
		if err != nil {
			return err
		}
	}
	return nil
}

func goodTurnByTurn(ctx context.Context, tools []anthropic.BetaTool) error {
	client := anthropic.NewClient(ownership()...)
	runner := client.Beta.Messages.NewToolRunner(tools, params("hello"))
	for {
		message, err := runner.NextMessage(ctx)
		if err != nil || message == nil {
			return err
		}
	}
}

func goodStreamingRunner(ctx context.Context, tools []anthropic.BetaTool) error {
	client := anthropic.NewClient(ownership()...)
	runner := client.Beta.Messages.NewToolRunnerStreaming(tools, params("hello"))
	for _, err := range runner.NextStreaming(ctx) {
		if err != nil {
			return err
		}
	}
	return nil
}

func badStreamingRunner(ctx context.Context, tools []anthropic.BetaTool) error {
	client := anthropic.NewClient() // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	runner := client.Beta.Messages.NewToolRunnerStreaming(tools, params("hello"))
	for _, err := range runner.NextStreaming(ctx) {
		if err != nil {
			return err
		}
	}
	return nil
}

// agent keeps its runner.
type agent struct{ runner *anthropic.BetaToolRunner }

func newAgent(tools []anthropic.BetaTool) *agent {
	client := anthropic.NewClient(ownership()...)
	return &agent{runner: client.Beta.Messages.NewToolRunner(tools, params("hello"))}
}

func (a *agent) Run(ctx context.Context) error {
	_, err := a.runner.RunToCompletion(ctx)
	return err
}

type bareAgent struct{ runner *anthropic.BetaToolRunner }

func newBareAgent(tools []anthropic.BetaTool) *bareAgent {
	client := anthropic.NewClient() // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	return &bareAgent{runner: client.Beta.Messages.NewToolRunner(tools, params("hello"))}
}

func (a *bareAgent) Run(ctx context.Context) error {
	_, err := a.runner.RunToCompletion(ctx)
	return err
}
