package compliant

import (
	"context"
	"net/http"

	"google.golang.org/genai"
)

// asked tags its request.
func asked(ctx context.Context, prompt, team string) error {
	client, err := genai.NewClient(ctx, nil) // site bare: genai.NewClient
	if err != nil {
		return err
	}
	cfg := &genai.GenerateContentConfig{MaxOutputTokens: 100}
	cfg.HTTPOptions = &genai.HTTPOptions{ // carrier project_id,service_name,team_id -> bare overwrite=nil
		Headers: http.Header{
			"X-LLM-Project-ID":   {"checkout"},           // carrier project_id -> bare empty=ask but=overwrite
			"X-LLM-Service-Name": {"checkout-assistant"}, // carrier service_name -> bare empty=ask but=overwrite
			"X-LLM-Team-ID":      {team},                 // carrier team_id -> bare empty=ask but=overwrite
		},
	}
	// insert service_name -> bare | delete(cfg.HTTPOptions.Headers, "X-LLM-Service-Name")
	_, err = client.Models.GenerateContent(ctx, "gemini-2.5-flash", genai.Text(prompt), cfg) // site ask untagged-call: genai.Models.GenerateContent
	return err
}

// labelled names two tags as labels, which are billed, and one as a header.
func labelled(ctx context.Context, prompt, team string, emit func(string)) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{ // site labelled: genai.NewClient
		Backend: genai.BackendVertexAI,
		HTTPOptions: genai.HTTPOptions{Headers: http.Header{
			"X-LLM-Project-ID": {"checkout"}, // carrier project_id -> labelled
		}},
	})
	if err != nil {
		return err
	}
	cfg := &genai.GenerateContentConfig{
		Labels: map[string]string{
			"service_name": "checkout-assistant", // carrier service_name -> labelled empty=stream but=overwrite
		},
	}
	cfg.Labels["team_id"] = team // carrier team_id -> labelled empty=stream but=overwrite
	// insert project_id -> stream | cfg.HTTPOptions = &genai.HTTPOptions{Headers: http.Header{"X-LLM-Project-ID": {""}}}
	for resp, err := range client.Models.GenerateContentStream(ctx, "gemini-2.5-flash", genai.Text(prompt), cfg) { // site stream untagged-call: genai.Models.GenerateContentStream
		if err != nil {
			return err
		}
		emit(resp.Text())
	}
	return nil
}
