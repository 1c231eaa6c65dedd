package agents

import (
	"context"
	"errors"
	"os"

	"google.golang.org/adk/agent"
	"google.golang.org/adk/agent/llmagent"
	"google.golang.org/adk/model"
	"google.golang.org/adk/model/gemini"
	"google.golang.org/genai"

	"example.com/google-adk/tagging"
)

// tag tags the requests of an agent as they go out.
func tag(_ agent.CallbackContext, req *model.LLMRequest) (*model.LLMResponse, error) {
	if req.Config == nil {
		req.Config = &genai.GenerateContentConfig{}
	}
	if req.Config.HTTPOptions == nil {
		req.Config.HTTPOptions = &genai.HTTPOptions{}
	}
	req.Config.HTTPOptions.Headers = headers()
	return nil, nil
}

func goodCallback(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{})
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{Name: "clerk", Model: llm, BeforeModelCallbacks: []llmagent.BeforeModelCallback{tag}})
}

// The request has a config of its own by then.
func goodCallbackLiteral(ctx context.Context, team string) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{})
	if err != nil {
		return nil, err
	}
	before := func(_ agent.CallbackContext, req *model.LLMRequest) (*model.LLMResponse, error) {
		if len(req.Contents) == 0 {
			return &model.LLMResponse{ErrorMessage: "nothing to answer"}, nil
		}
		if os.Getenv("LLM_OFF") != "" {
			return nil, errors.New("switched off")
		}
		h := headers()
		h.Set(tagging.HeaderTeam, team)
		req.Config.HTTPOptions = &genai.HTTPOptions{Headers: h}
		return nil, nil
	}
	cfg := llmagent.Config{Name: "clerk", Model: llm}
	cfg.BeforeModelCallbacks = append(cfg.BeforeModelCallbacks, before)
	return llmagent.New(cfg)
}

func badCallbackTeamless(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{}) // want "untagged-client: gemini.NewModel lacks team_id$"
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{Name: "clerk", Model: llm, BeforeModelCallbacks: []llmagent.BeforeModelCallback{
		func(_ agent.CallbackContext, req *model.LLMRequest) (*model.LLMResponse, error) {
			h := headers()
			h.Del(tagging.HeaderTeam)
			req.Config.HTTPOptions = &genai.HTTPOptions{Headers: h}
			return nil, nil
		},
	}})
}

func badCallbackSometimes(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{}) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{Name: "clerk", Model: llm, BeforeModelCallbacks: []llmagent.BeforeModelCallback{
		func(ctx agent.CallbackContext, req *model.LLMRequest) (*model.LLMResponse, error) {
			if ctx.AgentName() == "clerk" {
				return tag(ctx, req)
			}
			return nil, nil
		},
	}})
}

func badCallbackThatOnlyLooks(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{}) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{Name: "clerk", Model: llm, BeforeModelCallbacks: []llmagent.BeforeModelCallback{
		func(_ agent.CallbackContext, req *model.LLMRequest) (*model.LLMResponse, error) {
			_ = req.Config.HTTPOptions
			return nil, nil
		},
	}})
}

// What the model attaches stays where a callback attaches the rest.
func goodCallbackAdds(ctx context.Context) (agent.Agent, error) {
	h := headers()
	h.Del(tagging.HeaderTeam)
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{Name: "clerk", Model: llm, BeforeModelCallbacks: []llmagent.BeforeModelCallback{
		func(_ agent.CallbackContext, req *model.LLMRequest) (*model.LLMResponse, error) {
			req.Config.HTTPOptions = &genai.HTTPOptions{Headers: map[string][]string{tagging.HeaderTeam: {"discovery"}}}
			return nil, nil
		},
	}})
}

func goodCallbackInPlace(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{})
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{
		Name: "clerk", Model: llm,
		GenerateContentConfig: &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{}},
		BeforeModelCallbacks: []llmagent.BeforeModelCallback{
			func(_ agent.CallbackContext, req *model.LLMRequest) (*model.LLMResponse, error) {
				req.Config.HTTPOptions.Headers = headers()
				return nil, nil
			},
		},
	})
}
