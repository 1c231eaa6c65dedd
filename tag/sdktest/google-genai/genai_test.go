// Package googlegenai drives Google's genai through package tag.
package googlegenai

import (
	"context"
	"net/http"
	"testing"

	"google.golang.org/genai"

	"github.com/llmtag/llmtag/internal/sdktest"
)

func TestGenerateContent(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "gemini-2.5-flash-", CacheRead: sdktest.IfAny, Reasoning: sdktest.IfAny,
		Open: func(t *testing.T, url string, hc *http.Client) sdktest.Client {
			client, err := genai.NewClient(t.Context(), &genai.ClientConfig{
				APIKey: "test", Backend: genai.BackendGeminiAPI, HTTPClient: hc, HTTPOptions: genai.HTTPOptions{BaseURL: url},
			})
			if err != nil {
				t.Fatal(err)
			}
			return models{client}
		},
	})
}

type models struct{ client *genai.Client }

func (m models) Ask(ctx context.Context, model string) error {
	_, err := m.client.Models.GenerateContent(ctx, model, genai.Text("Tell me a story."), nil)
	return err
}

func (m models) Tools(ctx context.Context, model string) error {
	_, err := m.client.Models.GenerateContent(ctx, model, genai.Text("How is the weather?"), &genai.GenerateContentConfig{
		Tools: []*genai.Tool{{FunctionDeclarations: []*genai.FunctionDeclaration{{Name: "weather"}}}},
	})
	return err
}

func (m models) Stream(ctx context.Context, model string, read func() bool) error {
	for _, err := range m.client.Models.GenerateContentStream(ctx, model, genai.Text("Tell me a story."), nil) {
		if err != nil {
			return err
		}
		if !read() {
			return nil
		}
	}
	return nil
}
