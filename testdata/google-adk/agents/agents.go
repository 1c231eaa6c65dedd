// Package agents runs models inside of agents. An agent may bring the headers
// of its own requests; without them it sends what its model has.
package agents

import (
	"context"
	"net/http"

	"google.golang.org/adk/agent"
	"google.golang.org/adk/agent/llmagent"
	"google.golang.org/adk/model"
	"google.golang.org/adk/model/gemini"
	"google.golang.org/adk/runner"
	"google.golang.org/adk/session"
	"google.golang.org/genai"

	"example.com/google-adk/tagging"
)

const name = "gemini-2.5-flash"

func headers() http.Header {
	return http.Header{
		tagging.HeaderProject: {"shop"},
		tagging.HeaderService: {"search"},
		tagging.HeaderTeam:    {"discovery"},
	}
}

func goodModel(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: headers()}})
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{Name: "clerk", Model: llm, Instruction: "You help shoppers."})
}

func badModel(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{}) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{Name: "clerk", Model: llm, Instruction: "You help shoppers."})
}

// The agent tags each request that it makes with the model.
func goodAgent(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{})
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{
		Name:  "clerk",
		Model: llm,
		GenerateContentConfig: &genai.GenerateContentConfig{
			HTTPOptions: &genai.HTTPOptions{Headers: headers()},
		},
	})
}

func badAgentTeamless(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{}) // want "untagged-client: gemini.NewModel lacks team_id$"
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{
		Name:  "clerk",
		Model: llm,
		GenerateContentConfig: &genai.GenerateContentConfig{
			HTTPOptions: &genai.HTTPOptions{Headers: http.Header{tagging.HeaderProject: {"shop"}, tagging.HeaderService: {"search"}}},
		},
	})
}

// The second agent brings no headers to the same model.
func badSecondAgent(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{}) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	critic, err := llmagent.New(llmagent.Config{Name: "critic", Model: llm})
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{
		Name:                  "clerk",
		Model:                 llm,
		SubAgents:             []agent.Agent{critic},
		GenerateContentConfig: &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: headers()}},
	})
}

// An agent's configuration without headers keeps those of the model.
func goodModelKept(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	temperature := float32(0.2)
	return llmagent.New(llmagent.Config{
		Name:                  "clerk",
		Model:                 llm,
		GenerateContentConfig: &genai.GenerateContentConfig{Temperature: &temperature},
	})
}

// Labels are no headers.
func badLabels(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{}) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	cfg := llmagent.Config{Name: "clerk", Model: llm}
	cfg.GenerateContentConfig = &genai.GenerateContentConfig{Labels: map[string]string{"owner": "discovery"}}
	return llmagent.New(cfg)
}

func badRunner(ctx context.Context, text string) error {
	llm, err := gemini.NewModel(ctx, name, nil) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	a, err := llmagent.New(llmagent.Config{Name: "clerk", Model: llm})
	if err != nil {
		return err
	}
	return run(ctx, a, text)
}

func goodRunner(ctx context.Context, text string) error {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: headers()}})
	if err != nil {
		return err
	}
	a, err := llmagent.New(llmagent.Config{Name: "clerk", Model: llm})
	if err != nil {
		return err
	}
	return run(ctx, a, text)
}

// run sends with the agent that it is given.
func run(ctx context.Context, a agent.Agent, text string) error {
	r, err := runner.New(runner.Config{AppName: "shop", Agent: a, SessionService: session.InMemoryService()})
	if err != nil {
		return err
	}
	for event, err := range r.Run(ctx, "user", "session", genai.NewContentFromText(text, genai.RoleUser), agent.RunConfig{}) {
		if err != nil {
			return err
		}
		if event.IsFinalResponse() {
			return nil
		}
	}
	return nil
}

// clerk takes the model of its caller, who answers for it.
func clerk(llm model.LLM) (agent.Agent, error) {
	return llmagent.New(llmagent.Config{Name: "clerk", Model: llm})
}

func goodClerk(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: headers()}})
	if err != nil {
		return nil, err
	}
	return clerk(llm)
}

func badClerk(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{}) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return clerk(llm)
}
