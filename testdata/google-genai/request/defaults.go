package request

import (
	"context"

	"google.golang.org/genai"
)

// defaults is copied for each request.
var defaults = genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: all()}}

// withoutOwner is about what its callers give it, and not about defaults.
func withoutOwner(cfg *genai.GenerateContentConfig) {
	cfg.HTTPOptions = &genai.HTTPOptions{APIVersion: "v1"}
}

func goodDefaults(ctx context.Context, temperature float32) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	cfg := defaults
	cfg.Temperature = &temperature
	_, err = client.Models.GenerateContent(ctx, model, genai.Text("x"), &cfg)
	return err
}

func badDefaults(ctx context.Context, temperature float32) error {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	cfg := defaults
	withoutOwner(&cfg)
	cfg.Temperature = &temperature
	_, err = client.Models.GenerateContent(ctx, model, genai.Text("x"), &cfg)
	return err
}
