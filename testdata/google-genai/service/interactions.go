package service

import (
	"context"

	"google.golang.org/genai"
	"google.golang.org/genai/interactions/models/operations"
)

// goodInteraction interacts by a tagged client.
func goodInteraction(ctx context.Context, request operations.CreateInteractionRequest) error {
	client, err := genai.NewClient(ctx, tagged())
	if err != nil {
		return err
	}
	_, err = client.Interactions.Create(ctx, request)
	return err
}

// badInteraction interacts by an untagged client.
func badInteraction(ctx context.Context, request operations.CreateInteractionRequest) error {
	client, err := genai.NewClient(ctx, plain()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	_, err = client.Interactions.Create(ctx, request)
	return err
}
