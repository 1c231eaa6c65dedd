package compliant

import (
	"context"
	"net/http"

	"google.golang.org/adk/agent"
	"google.golang.org/adk/agent/llmagent"
	"google.golang.org/adk/model"
	"google.golang.org/adk/model/gemini"
	"google.golang.org/genai"
)

// configured has headers in its configuration.
func configured(ctx context.Context, team string) (model.LLM, error) {
	cfg := &genai.ClientConfig{}
	cfg.HTTPOptions.Headers = http.Header{
		"X-LLM-Project-ID": {"shop"}, // carrier project_id
	}
	cfg.HTTPOptions.Headers.Set("X-LLM-Service-Name", "search") // carrier service_name
	cfg.HTTPOptions.Headers.Set("X-LLM-Team-ID", team)          // carrier team_id
	return gemini.NewModel(ctx, "gemini-2.5-flash", cfg)        // site gemini.NewModel
}

// clerk has an agent that tags what it sends.
func clerk(ctx context.Context) (agent.Agent, error) {
	llm, err := gemini.NewModel(ctx, "gemini-2.5-flash", &genai.ClientConfig{}) // site clerk: gemini.NewModel
	if err != nil {
		return nil, err
	}
	return llmagent.New(llmagent.Config{ // site agent untagged-call: llmagent.New
		Name:  "clerk",
		Model: llm,
		GenerateContentConfig: &genai.GenerateContentConfig{ // carrier project_id,service_name,team_id -> clerk overwrite=nil
			HTTPOptions: &genai.HTTPOptions{Headers: http.Header{
				"X-LLM-Project-ID":   {"shop"},      // carrier project_id -> clerk empty=agent but=overwrite
				"X-LLM-Service-Name": {"search"},    // carrier service_name -> clerk empty=agent but=overwrite
				"X-LLM-Team-ID":      {"discovery"}, // carrier team_id -> clerk empty=agent but=overwrite
			}},
		},
	})
}

// asked tags its request.
func asked(ctx context.Context, text, team string) error {
	llm, err := gemini.NewModel(ctx, "gemini-2.5-flash", nil) // site bare: gemini.NewModel
	if err != nil {
		return err
	}
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "shop")     // carrier project_id -> bare empty=ask but=overwrite
	h.Set("X-LLM-Service-Name", "search") // carrier service_name -> bare empty=ask but=overwrite
	h.Set("X-LLM-Team-ID", team)          // carrier team_id -> bare empty=ask but=overwrite
	request := &model.LLMRequest{Contents: []*genai.Content{genai.NewContentFromText(text, genai.RoleUser)}}
	request.Config = &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: h}} // carrier project_id,service_name,team_id -> bare only=conditional,overwrite overwrite=nil
	for _, err := range llm.GenerateContent(ctx, request, false) {                             // site ask untagged-call: model.LLM.GenerateContent
		if err != nil {
			return err
		}
	}
	return nil
}
