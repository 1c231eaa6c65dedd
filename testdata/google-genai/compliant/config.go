package compliant

import (
	"context"
	"net/http"
	"os"

	"google.golang.org/genai"
)

// literal writes the headers into the configuration.
func literal(ctx context.Context, team string) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{ // site genai.NewClient
		APIKey:  os.Getenv("GEMINI_API_KEY"),
		Backend: genai.BackendGeminiAPI,
		HTTPOptions: genai.HTTPOptions{ // carrier project_id,service_name,team_id
			Headers: http.Header{ // carrier project_id,service_name,team_id overwrite=nil
				"X-LLM-Project-ID":   []string{"checkout"},   // carrier project_id
				"X-LLM-Service-Name": {"checkout-assistant"}, // carrier service_name
				"X-LLM-Team-ID":      {team},                 // carrier team_id
			},
		},
	})
}

// fields fills the configuration field by field.
func fields(ctx context.Context, vertex bool) (*genai.Client, error) {
	var cfg genai.ClientConfig
	if vertex {
		cfg.Backend = genai.BackendVertexAI
		cfg.Project = os.Getenv("GOOGLE_CLOUD_PROJECT")
	}
	cfg.HTTPOptions.Headers = make(http.Header)
	cfg.HTTPOptions.Headers.Set("X-LLM-Project-ID", "checkout")             // carrier project_id
	cfg.HTTPOptions.Headers.Set("X-LLM-Service-Name", "checkout-assistant") // carrier service_name
	cfg.HTTPOptions.Headers.Add("X-LLM-Team-ID", os.Getenv("TEAM_ID"))      // carrier team_id but=overwrite
	// insert team_id | cfg.HTTPOptions.Headers.Del("X-LLM-Team-ID")
	// insert project_id,service_name,team_id | cfg.HTTPOptions = genai.HTTPOptions{APIVersion: "v1"}
	client, err := genai.NewClient(ctx, &cfg) // site genai.NewClient
	if err != nil {
		return nil, err
	}
	return client, nil
}

// tag fills the configuration of its caller.
func tag(cfg *genai.ClientConfig, team string) {
	if cfg.HTTPOptions.Headers == nil {
		cfg.HTTPOptions.Headers = http.Header{}
	}
	h := cfg.HTTPOptions.Headers
	h.Set("X-LLM-Project-ID", "checkout")            // carrier project_id -> helped
	h["X-Llm-Service-Name"] = []string{"assistant"}  // carrier service_name -> helped
	h["X-Llm-Team-Id"] = append([]string(nil), team) // carrier team_id -> helped but=overwrite
}

func helped(ctx context.Context) (*genai.Client, error) {
	cfg := &genai.ClientConfig{APIKey: os.Getenv("GEMINI_API_KEY")}
	tag(cfg, "payments")             // carrier project_id,service_name,team_id
	return genai.NewClient(ctx, cfg) // site helped: genai.NewClient
}
