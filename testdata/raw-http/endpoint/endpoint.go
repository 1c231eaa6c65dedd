// Package endpoint names billable endpoints in the ways people do.
package endpoint

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
)

const (
	openAI    = "https://api.openai.com/v1"
	anthropic = "https://api.anthropic.com"
)

var messages = anthropic + "/v1/messages"

func tag(req *http.Request) {
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
}

func send(req *http.Request) error {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func goodConcatenated(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, openAI+"/embeddings", body)
	if err != nil {
		return err
	}
	tag(req)
	return send(req)
}

func badConcatenated(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, openAI+"/embeddings", body) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(req)
}

func goodVariable(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, messages, body)
	if err != nil {
		return err
	}
	req.Header.Set("anthropic-version", "2023-06-01")
	tag(req)
	return send(req)
}

func badVariable(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, messages, body) // want "raw-endpoint: http.NewRequestWithContext to api.anthropic.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	req.Header.Set("anthropic-version", "2023-06-01")
	return send(req)
}

func goodFormatted(ctx context.Context, model, key string, body io.Reader) error {
	u := fmt.Sprintf("https://generativelanguage.googleapis.com/v1beta/models/%s:generateContent?key=%s", model, key)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u, body)
	if err != nil {
		return err
	}
	tag(req)
	return send(req)
}

func badFormatted(ctx context.Context, model, key string, body io.Reader) error {
	u := fmt.Sprintf("https://generativelanguage.googleapis.com/v1beta/models/%s:generateContent?key=%s", model, key)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u, body) // want "raw-endpoint: http.NewRequestWithContext to generativelanguage.googleapis.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(req)
}

func badFormattedBase(ctx context.Context, body io.Reader) error {
	u := fmt.Sprintf("%s/v1/%s", anthropic, "messages")
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u, body) // want "raw-endpoint: http.NewRequestWithContext to api.anthropic.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(req)
}

func goodResource(ctx context.Context, resource, deployment string, body io.Reader) error {
	u := fmt.Sprintf("https://%s.openai.azure.com/openai/deployments/%s/chat/completions?api-version=2024-10-21", resource, deployment)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u, body)
	if err != nil {
		return err
	}
	tag(req)
	return send(req)
}

func badResource(ctx context.Context, resource, deployment string, body io.Reader) error {
	u := fmt.Sprintf("https://%s.openai.azure.com/openai/deployments/%s/chat/completions?api-version=2024-10-21", resource, deployment)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u, body) // want "raw-endpoint: http.NewRequestWithContext to .*openai.azure.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(req)
}

func badDefault(ctx context.Context, body io.Reader) error {
	base := os.Getenv("OPENAI_BASE_URL")
	if base == "" {
		base = openAI
	}
	u := strings.TrimRight(base, "/") + "/chat/completions"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u, body) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(req)
}

func badJoined(ctx context.Context, body io.Reader) error {
	u, err := url.JoinPath(openAI, "responses")
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u, body) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(req)
}

func badParsed(ctx context.Context, body io.Reader) error {
	u, err := url.Parse("https://api.cohere.com/v2/chat")
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), body) // want "raw-endpoint: http.NewRequestWithContext to api.cohere.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(req)
}

func badAssembled(ctx context.Context, body io.Reader) error {
	u := url.URL{Scheme: "https", Host: "api.openai.com", Path: "/v1/images/generations"}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), body) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(req)
}

// goodClient and badClient keep the base URL in a field.
type goodClient struct {
	baseURL string
	key     string
}

func newGoodClient(key string) *goodClient { return &goodClient{baseURL: openAI, key: key} }

func (c *goodClient) complete(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.baseURL+"/chat/completions", body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.key)
	tag(req)
	return send(req)
}

type badClient struct {
	baseURL string
	key     string
}

func newBadClient(key string) *badClient { return &badClient{baseURL: openAI, key: key} }

func (c *badClient) complete(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.baseURL+"/chat/completions", body) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.key)
	return send(req)
}

// goodBase and badBase take the base URL from their callers.
func goodBase(ctx context.Context, baseURL string, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, baseURL+"/v1/messages", body)
	if err != nil {
		return err
	}
	tag(req)
	return send(req)
}

func badBase(ctx context.Context, baseURL string, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, baseURL+"/v1/messages", body) // want "raw-endpoint: http.NewRequestWithContext to api.anthropic.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(req)
}

// otherBase is given a host that no provider has.
func otherBase(ctx context.Context, baseURL string, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, baseURL+"/v1/messages", body)
	if err != nil {
		return err
	}
	return send(req)
}

func callBases(ctx context.Context, body io.Reader) error {
	if err := goodBase(ctx, anthropic, body); err != nil {
		return err
	}
	if err := badBase(ctx, anthropic, body); err != nil {
		return err
	}
	return otherBase(ctx, "https://messages.example.com", body)
}

// provider is a row of a table of endpoints.
type provider struct{ name, url string }

func badTable(ctx context.Context, body io.Reader) error {
	for _, p := range []provider{{"anthropic", "https://api.anthropic.com/v1/messages"}, {"local", "http://localhost:8080/v1/messages"}} {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url, body) // want "raw-endpoint: http.NewRequestWithContext to api.anthropic.com lacks project_id, service_name, team_id$"
		if err != nil {
			return err
		}
		if err := send(req); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}
