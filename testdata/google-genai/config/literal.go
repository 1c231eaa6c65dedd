// Package config builds clients from a ClientConfig in the ways people do.
package config

import (
	"context"
	"net/http"
	"os"

	"google.golang.org/genai"
)

// goodLiteral writes the headers into the configuration literal.
func goodLiteral(ctx context.Context, prompt string) (string, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{
		APIKey:  os.Getenv("GEMINI_API_KEY"),
		Backend: genai.BackendGeminiAPI,
		HTTPOptions: genai.HTTPOptions{
			Headers: http.Header{
				"X-LLM-Project-ID":   []string{"checkout"},
				"X-LLM-Service-Name": []string{"checkout-assistant"},
				"X-LLM-Team-ID":      []string{"payments"},
			},
		},
	})
	if err != nil {
		return "", err
	}
	return ask(ctx, client, prompt)
}

// badLiteral forgets the team.
func badLiteral(ctx context.Context, prompt string) (string, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{ // want "untagged-client: genai.NewClient lacks team_id$"
		APIKey:  os.Getenv("GEMINI_API_KEY"),
		Backend: genai.BackendGeminiAPI,
		HTTPOptions: genai.HTTPOptions{
			Headers: http.Header{
				"X-LLM-Project-ID":   []string{"checkout"},
				"X-LLM-Service-Name": []string{"checkout-assistant"},
			},
		},
	})
	if err != nil {
		return "", err
	}
	return ask(ctx, client, prompt)
}

// badNil leaves everything to the environment.
func badNil(ctx context.Context, prompt string) (string, error) {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	return ask(ctx, client, prompt)
}

// badProject takes the cloud project for a tag.
func badProject(ctx context.Context, prompt string) (string, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{ // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
		Project:  "checkout",
		Location: "europe-west4",
		Backend:  genai.BackendVertexAI,
	})
	if err != nil {
		return "", err
	}
	return ask(ctx, client, prompt)
}

// badNames uses names that no bill reads.
func badNames(ctx context.Context, prompt string) (string, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{ // want "untagged-client: genai.NewClient lacks project_id, team_id$"
		HTTPOptions: genai.HTTPOptions{
			Headers: http.Header{
				"X-Project-ID":       {"checkout"},
				"X-LLM-Service-Name": {"checkout-assistant"},
				"X-LLM-Team":         {"payments"},
			},
		},
	})
	if err != nil {
		return "", err
	}
	return ask(ctx, client, prompt)
}

// goodCase writes the names in other cases; the names on the wire are the same.
func goodCase(ctx context.Context, prompt string) (string, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{
		HTTPOptions: genai.HTTPOptions{
			Headers: http.Header{
				"x-llm-project-id":   {"checkout"},
				"X-Llm-Service-Name": {"checkout-assistant"},
				"X-LLM-TEAM-ID":      {"payments"},
			},
		},
	})
	if err != nil {
		return "", err
	}
	return ask(ctx, client, prompt)
}

// ask is handed its client: what the client lacks is not its fault.
func ask(ctx context.Context, client *genai.Client, prompt string) (string, error) {
	resp, err := client.Models.GenerateContent(ctx, "gemini-2.5-flash", genai.Text(prompt), nil)
	if err != nil {
		return "", err
	}
	return resp.Text(), nil
}
