package agents

import (
	"context"
	"net/http"

	"google.golang.org/adk/agent"
	"google.golang.org/adk/agent/llmagent"
	"google.golang.org/adk/model/gemini"
	"google.golang.org/genai"
)

// A placeholder is reported where the client gets it, and not again at each
// agent around that.
func placeholderOnce(ctx context.Context) (agent.Agent, error) {
	h := http.Header{"X-Llm-Project-Id": {"checkout"}, "X-Llm-Service-Name": {"checkout-assistant"}, "X-Llm-Team-Id": {"todo"}}
	m, err := gemini.NewModel(ctx, "m", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "^empty-tag: gemini.NewModel attaches the placeholder \"todo\" to team_id$"
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{Model: m})
}
