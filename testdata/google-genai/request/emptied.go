package request

import (
	"context"
	"maps"
	"net/http"

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

// Entries that a condition deletes may be gone.
func deletedByCondition(ctx context.Context) (*genai.Client, error) {
	h := fullHeaders()
	maps.DeleteFunc(h, func(k string, _ []string) bool { return k == "X-Llm-Team-Id" })
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "^untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}
