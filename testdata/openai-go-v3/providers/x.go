// Package providers reaches the models through Azure and Bedrock.
package providers

import (
	"context"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/azure"
	"github.com/openai/openai-go/v3/bedrock"
	"github.com/openai/openai-go/v3/option"
)

func answer(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("ping")},
	})
	return err
}

func ownership() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
		option.WithHeader("X-LLM-Team-ID", "care"),
	}
}

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
	}
}

func goodAzure(ctx context.Context) error {
	client := openai.NewClient(append(ownership(),
		azure.WithEndpoint("https://acme.openai.azure.com", "2025-04-01-preview"),
		azure.WithAPIKey(os.Getenv("AZURE_OPENAI_API_KEY")),
	)...)
	return answer(ctx, client)
}

func badAzure(ctx context.Context) error {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
		azure.WithEndpoint("https://acme.openai.azure.com", "2025-04-01-preview"),
		azure.WithAPIKey(os.Getenv("AZURE_OPENAI_API_KEY")),
	)
	return answer(ctx, client)
}

func goodBedrock(ctx context.Context) error {
	client, err := bedrock.NewClient(ctx, bedrock.Config{AWSRegion: "eu-central-1"}, ownership()...)
	if err != nil {
		return err
	}
	return answer(ctx, client)
}

func badBedrock(ctx context.Context) error {
	client, err := bedrock.NewClient(ctx, bedrock.Config{AWSRegion: "eu-central-1"}, partial()...) // want "untagged-client: bedrock.NewClient lacks team_id$"
	if err != nil {
		return err
	}
	return answer(ctx, client)
}

// The vendor is chosen by the environment; the tags are the same for all.
func goodChosen(ctx context.Context) error {
	opts := ownership()
	switch os.Getenv("LLM_VENDOR") {
	case "azure":
		opts = append(opts, azure.WithEndpoint(os.Getenv("AZURE_ENDPOINT"), "2025-04-01-preview"))
	case "local":
		opts = append(opts, option.WithBaseURL("http://localhost:8080/v1"))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badChosen(ctx context.Context) error {
	var opts []option.RequestOption
	switch os.Getenv("LLM_VENDOR") {
	case "azure":
		opts = append(opts, azure.WithEndpoint(os.Getenv("AZURE_ENDPOINT"), "2025-04-01-preview"))
	default:
		opts = ownership()
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}
