// Package realtime mints credentials for sessions that somebody else opens.
package realtime

import (
	"context"

	"github.com/openai/openai-go/v2"
	"github.com/openai/openai-go/v2/option"
	"github.com/openai/openai-go/v2/realtime"
)

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "voice-desk"),
	}
}

func goodService(ctx context.Context) error {
	service := realtime.NewRealtimeService(append(partial(), option.WithHeader("X-LLM-Team-ID", "care"))...)
	_, err := service.ClientSecrets.New(ctx, realtime.ClientSecretNewParams{})
	return err
}

func badService(ctx context.Context) error {
	service := realtime.NewRealtimeService(partial()...) // want "untagged-client: realtime.NewRealtimeService lacks team_id$"
	_, err := service.ClientSecrets.New(ctx, realtime.ClientSecretNewParams{})
	return err
}

func badSecretService(ctx context.Context) error {
	service := realtime.NewClientSecretService() // want "untagged-client: realtime.NewClientSecretService lacks project_id, service_name, team_id$"
	_, err := service.New(ctx, realtime.ClientSecretNewParams{})
	return err
}

func goodSecretOfClient(ctx context.Context) error {
	client := openai.NewClient(partial()...)
	_, err := client.Realtime.ClientSecrets.New(ctx, realtime.ClientSecretNewParams{}, option.WithHeader("X-LLM-Team-ID", "care"))
	return err
}

var unmade openai.Client

func badSecret(ctx context.Context) error {
	_, err := unmade.Realtime.ClientSecrets.New(ctx, realtime.ClientSecretNewParams{}) // want "untagged-call: realtime.ClientSecretService.New lacks project_id, service_name, team_id$"
	return err
}
