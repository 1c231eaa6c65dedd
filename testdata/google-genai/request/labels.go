package request

import (
	"context"

	"google.golang.org/genai"
)

// goodLabels attaches the tags as billing labels.
func goodLabels(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{Backend: genai.BackendVertexAI})
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), &genai.GenerateContentConfig{
		Labels: map[string]string{
			"project_id":   "checkout",
			"service_name": "checkout-assistant",
			"team_id":      "payments",
		},
	})
	return err
}

// badLabels uses keys of its own.
func badLabels(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{Backend: genai.BackendVertexAI}) // want "untagged-client: genai.NewClient lacks project_id, team_id$"
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), &genai.GenerateContentConfig{
		Labels: map[string]string{
			"project":      "checkout",
			"service_name": "checkout-assistant",
			"team":         "payments",
		},
	})
	return err
}

// goodMixed attaches one tag as a label and the others as headers.
func goodMixed(ctx context.Context, prompt string) error {
	h := all()
	h.Del("X-LLM-Team-ID")
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
	if err != nil {
		return err
	}
	cfg := &genai.GenerateContentConfig{Labels: map[string]string{}}
	cfg.Labels["team_id"] = "payments"
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), cfg)
	return err
}

// badRelabelled replaces the labels.
func badRelabelled(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{Backend: genai.BackendVertexAI}) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	cfg := &genai.GenerateContentConfig{Labels: labels("payments")}
	cfg.Labels = map[string]string{"experiment": "b"}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), cfg)
	return err
}

// goodImages labels an image request.
func goodImages(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{Backend: genai.BackendVertexAI})
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateImages(ctx, "imagen-4.0-generate-001", prompt, &genai.GenerateImagesConfig{
		NumberOfImages: 1,
		Labels:         labels("payments"),
	})
	return err
}

// badImages labels an image request without a team.
func badImages(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{Backend: genai.BackendVertexAI}) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		return err
	}
	l := labels("payments")
	delete(l, "team_id")
	_, err = client.Models.GenerateImages(ctx, "imagen-4.0-generate-001", prompt, &genai.GenerateImagesConfig{Labels: l})
	return err
}

func labels(team string) map[string]string {
	return map[string]string{"project_id": "checkout", "service_name": "checkout-assistant", "team_id": team}
}
