package request

import (
	"context"
	"maps"
	"net/http"
	"strings"

	"google.golang.org/genai"
)

func fullHeaders() http.Header {
	return http.Header{"X-Llm-Project-Id": {"checkout"}, "X-Llm-Service-Name": {"checkout-assistant"}, "X-Llm-Team-Id": {"payments"}}
}

// A request's map with an empty entry goes over the client's value.
func emptiedInMap(ctx context.Context) error {
	c, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: fullHeaders()}})
	if err != nil {
		return err
	}
	h := fullHeaders()
	h.Set("X-LLM-Project-ID", "")
	_, err = c.Models.GenerateContent(ctx, "m", nil, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: h}}) // want "^untagged-call: genai.Models.GenerateContent lacks project_id$"
	return err
}

// What the condition says of constant names is known.
func deletedByCondition(ctx context.Context) (*genai.Client, error) {
	h := fullHeaders()
	maps.DeleteFunc(h, func(k string, _ []string) bool { return k == "X-Llm-Team-Id" })
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "^untagged-client: genai.NewClient lacks team_id$"
}

func keptByCondition(ctx context.Context) (*genai.Client, error) {
	h := fullHeaders()
	maps.DeleteFunc(h, func(k string, _ []string) bool { return !strings.HasPrefix(k, "X-Llm-") })
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// Entries may be gone that a condition deletes of which nothing is known.
func deletedByUnknown(ctx context.Context, secret func(string) bool) (*genai.Client, error) {
	h := fullHeaders()
	maps.DeleteFunc(h, func(k string, _ []string) bool { return secret(k) })
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "^untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}
