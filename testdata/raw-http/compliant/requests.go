// Package compliant attaches every tag, each time in another way. The mutation
// suite of the analyzer takes away one carrier at a time.
package compliant

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

const endpoint = "https://api.openai.com/v1/chat/completions"

// set sets each header.
func set(ctx context.Context, prompt, team string) ([]byte, error) {
	body, err := json.Marshal(map[string]any{"model": "gpt-4o-mini", "messages": []map[string]string{{"role": "user", "content": prompt}}})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, bytes.NewReader(body)) // site set raw-endpoint: http.NewRequestWithContext to api.openai.com
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+os.Getenv("OPENAI_API_KEY"))
	req.Header.Set("X-LLM-Project-ID", "checkout")             // carrier project_id
	req.Header.Set("X-LLM-Service-Name", os.Getenv("SERVICE")) // carrier service_name
	req.Header.Add("X-LLM-Team-ID", team)                      // carrier team_id but=overwrite
	// insert team_id | req.Header.Del("X-LLM-Team-ID")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %s", resp.Status)
	}
	return io.ReadAll(resp.Body)
}

// mapped ranges over a map, and replaces the header.
func mapped(body io.Reader, team string) error {
	req, err := http.NewRequest("POST", "https://api.anthropic.com/v1/messages", body) // site mapped raw-endpoint: http.NewRequest to api.anthropic.com
	if err != nil {
		return err
	}
	headers := map[string]string{
		"anthropic-version": "2023-06-01",
		"X-LLM-Project-ID":  "checkout", // carrier project_id
		"X-LLM-Team-ID":     team,       // carrier team_id
	}
	req.Header = http.Header{
		"X-Llm-Service-Name": {"checkout-assistant"}, // carrier service_name
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	} // carrier project_id,team_id only=conditional
	return send(req)
}

func send(req *http.Request) error {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// tag is a helper that tags.
func tag(req *http.Request, team string) {
	h := req.Header
	h.Set("X-LLM-Project-ID", "checkout")                    // carrier project_id -> helped
	h["X-Llm-Service-Name"] = []string{"checkout-assistant"} // carrier service_name -> helped
	h.Set("X-LLM-Team-ID", team)                             // carrier team_id -> helped
}

func helped(body io.Reader) error {
	req, err := http.NewRequest("POST", endpoint, body) // site helped raw-endpoint: http.NewRequest to api.openai.com
	if err != nil {
		return err
	}
	tag(req, "payments") // carrier project_id,service_name,team_id
	return send(req)
}
