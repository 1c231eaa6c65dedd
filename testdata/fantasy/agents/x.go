// Package agents runs agents: many requests behind one call, with the headers of the provider, the agent and the call.
package agents

import (
	"context"

	"charm.land/fantasy"
	"charm.land/fantasy/providers/openai"
)

func ownership() map[string]string {
	return map[string]string{
		"X-LLM-Project-ID":   "shell",
		"X-LLM-Service-Name": "commit-writer",
		"X-LLM-Team-ID":      "devtools",
	}
}

func partial() map[string]string {
	return map[string]string{
		"X-LLM-Project-ID":   "shell",
		"X-LLM-Service-Name": "commit-writer",
	}
}

func goodProvider(ctx context.Context) error {
	provider, err := openai.New(openai.WithHeaders(ownership()))
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	agent := fantasy.NewAgent(model, fantasy.WithSystemPrompt("You write commit messages."))
	_, err = agent.Generate(ctx, fantasy.AgentCall{Prompt: "ping"})
	return err
}

func badProvider(ctx context.Context) error {
	provider, err := openai.New(openai.WithHeaders(partial())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	agent := fantasy.NewAgent(model, fantasy.WithSystemPrompt("You write commit messages."))
	_, err = agent.Generate(ctx, fantasy.AgentCall{Prompt: "ping"})
	return err
}

func goodAgentHeaders(ctx context.Context) error {
	provider, err := openai.New()
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	agent := fantasy.NewAgent(model, fantasy.WithHeaders(ownership()))
	_, err = agent.Stream(ctx, fantasy.AgentStreamCall{Prompt: "ping"})
	return err
}

// The headers of an agent replace those that it was given before.
func badAgentHeadersReplaced(ctx context.Context) error {
	provider, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name$"
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	agent := fantasy.NewAgent(model, fantasy.WithHeaders(partial()), fantasy.WithHeaders(map[string]string{"X-LLM-Team-ID": "devtools"}))
	_, err = agent.Stream(ctx, fantasy.AgentStreamCall{Prompt: "ping"})
	return err
}

func goodMixed(ctx context.Context) error {
	provider, err := openai.New(openai.WithHeaders(map[string]string{"X-LLM-Project-ID": "shell"}))
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	agent := fantasy.NewAgent(model, fantasy.WithHeaders(map[string]string{"X-LLM-Service-Name": "commit-writer"}))
	_, err = agent.Generate(ctx, fantasy.AgentCall{Prompt: "ping", Headers: map[string]string{"X-LLM-Team-ID": "devtools"}})
	return err
}

func badMixed(ctx context.Context) error {
	provider, err := openai.New(openai.WithHeaders(map[string]string{"X-LLM-Project-ID": "shell"})) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	agent := fantasy.NewAgent(model, fantasy.WithHeaders(map[string]string{"X-LLM-Service-Name": "commit-writer"}))
	_, err = agent.Generate(ctx, fantasy.AgentCall{Prompt: "ping"})
	return err
}

// assistant keeps its agent.
type assistant struct{ agent fantasy.Agent }

func newAssistant(ctx context.Context) (*assistant, error) {
	provider, err := openai.New(openai.WithHeaders(ownership()))
	if err != nil {
		return nil, err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return nil, err
	}
	return &assistant{agent: fantasy.NewAgent(model)}, nil
}

func (a *assistant) Run(ctx context.Context, prompt string) error {
	_, err := a.agent.Generate(ctx, fantasy.AgentCall{Prompt: prompt})
	return err
}

type bareAssistant struct{ agent fantasy.Agent }

func newBareAssistant(ctx context.Context) (*bareAssistant, error) {
	provider, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return nil, err
	}
	return &bareAssistant{agent: fantasy.NewAgent(model)}, nil
}

func (a *bareAssistant) Run(ctx context.Context, prompt string) error {
	_, err := a.agent.Generate(ctx, fantasy.AgentCall{Prompt: prompt})
	return err
}

// An agent over a model of the caller's is the caller's duty.
func Run(ctx context.Context, model fantasy.LanguageModel, prompt string) error {
	agent := fantasy.NewAgent(model)
	_, err := agent.Generate(ctx, fantasy.AgentCall{Prompt: prompt})
	return err
}
