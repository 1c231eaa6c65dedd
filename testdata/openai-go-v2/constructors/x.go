// Package constructors makes clients and stand-alone services of each kind.
package constructors

import (
	"context"
	"os"

	"github.com/openai/openai-go/v2"
	"github.com/openai/openai-go/v2/azure"
	"github.com/openai/openai-go/v2/option"
	"github.com/openai/openai-go/v2/responses"
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

func goodClient(ctx context.Context) error {
	client := openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("x-llm-service-name", "ticket-triage"),
		option.WithHeader("X-LLM-Team-ID", os.Getenv("LLM_TEAM_ID")),
	)
	return answer(ctx, client)
}

func badClient(ctx context.Context) error {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks project_id$"
		option.WithProject("proj_support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
		option.WithHeader("X-LLM-Team-ID", os.Getenv("LLM_TEAM_ID")),
	)
	return answer(ctx, client)
}

func badBareClient(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badEnvironmentHeaders(ctx context.Context) error {
	if err := os.Setenv("OPENAI_CUSTOM_HEADERS", "X-LLM-Team-ID: care"); err != nil {
		return err
	}
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
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

func goodChatService(ctx context.Context) error {
	chat := openai.NewChatCompletionService(ownership()...)
	_, err := chat.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

func badChatService(ctx context.Context) error {
	chat := openai.NewChatCompletionService(partial()...) // want "untagged-client: openai.NewChatCompletionService lacks team_id$"
	_, err := chat.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

func badParentService(ctx context.Context) error {
	chat := openai.NewChatService(partial()...) // want "untagged-client: openai.NewChatService lacks team_id$"
	_, err := chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

func goodResponseService(ctx context.Context) error {
	service := responses.NewResponseService(ownership()...)
	_, err := service.New(ctx, responses.ResponseNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

func badResponseService(ctx context.Context) error {
	service := responses.NewResponseService(partial()...) // want "untagged-client: responses.NewResponseService lacks team_id$"
	_, err := service.New(ctx, responses.ResponseNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

func goodEmbeddingService(ctx context.Context) error {
	service := openai.NewEmbeddingService(ownership()...)
	_, err := service.New(ctx, openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small})
	return err
}

func badEmbeddingService(ctx context.Context) error {
	service := openai.NewEmbeddingService() // want "untagged-client: openai.NewEmbeddingService lacks project_id, service_name, team_id$"
	_, err := service.New(ctx, openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small})
	return err
}

func goodImageService(ctx context.Context) error {
	service := openai.NewImageService(ownership()...)
	_, err := service.Generate(ctx, openai.ImageGenerateParams{Prompt: "a lighthouse"})
	return err
}

func badImageService(ctx context.Context) error {
	service := openai.NewImageService(partial()...) // want "untagged-client: openai.NewImageService lacks team_id$"
	_, err := service.Generate(ctx, openai.ImageGenerateParams{Prompt: "a lighthouse"})
	return err
}

func badEmptyTag(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", ""))...) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

func badPlaceholder(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", "changeme"))...) // want "empty-tag: openai.NewClient attaches the placeholder \"changeme\" to team_id$"
	return answer(ctx, client)
}
