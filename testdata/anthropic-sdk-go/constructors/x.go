// Package constructors makes clients and stand-alone services of each kind.
package constructors

import (
	"context"
	"fmt"
	"os"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

const headerTeam = "X-LLM-Team-ID"

func params(text string) anthropic.MessageNewParams {
	return anthropic.MessageNewParams{
		Model:     anthropic.ModelClaudeHaiku4_5,
		MaxTokens: 256,
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(text))},
	}
}

func answer(ctx context.Context, client anthropic.Client) error {
	_, err := client.Messages.New(ctx, anthropic.MessageNewParams{
		Model:     anthropic.ModelClaudeHaiku4_5,
		MaxTokens: 256,
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("ping"))},
	})
	return err
}

func ownership() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "legal"),
		option.WithHeader("X-LLM-Service-Name", "contract-reader"),
		option.WithHeader("X-LLM-Team-ID", "counsel"),
	}
}

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "legal"),
		option.WithHeader("X-LLM-Service-Name", "contract-reader"),
	}
}

func goodClient(ctx context.Context, region string) error {
	client := anthropic.NewClient(
		option.WithAPIKey(os.Getenv("ANTHROPIC_API_KEY")),
		option.WithHeader("X-LLM-Project-ID", fmt.Sprintf("legal-%s", region)),
		option.WithHeader("x-llm-service-name", "contract-reader"),
		option.WithHeader(headerTeam, os.Getenv("LLM_TEAM_ID")),
	)
	return answer(ctx, client)
}

func badClient(ctx context.Context, region string) error {
	client := anthropic.NewClient( // want "untagged-client: anthropic.NewClient lacks team_id$"
		option.WithAPIKey(os.Getenv("ANTHROPIC_API_KEY")),
		option.WithHeader("X-LLM-Project-ID", fmt.Sprintf("legal-%s", region)),
		option.WithHeader("x-llm-service-name", "contract-reader"),
	)
	return answer(ctx, client)
}

func badBareClient(ctx context.Context) error {
	client := anthropic.NewClient() // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func goodWithoutEnvironment(ctx context.Context) error {
	client := anthropic.NewClient(append(ownership(), option.WithoutEnvironmentDefaults())...)
	return answer(ctx, client)
}

func badEnvironmentHeaders(ctx context.Context) error {
	if err := os.Setenv("ANTHROPIC_CUSTOM_HEADERS", "X-LLM-Team-ID: counsel"); err != nil {
		return err
	}
	client := anthropic.NewClient(partial()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodMessageService(ctx context.Context) error {
	service := anthropic.NewMessageService(ownership()...)
	_, err := service.New(ctx, params("hello"))
	return err
}

func badMessageService(ctx context.Context) error {
	service := anthropic.NewMessageService(partial()...) // want "untagged-client: anthropic.NewMessageService lacks team_id$"
	_, err := service.New(ctx, params("hello"))
	return err
}

func badBatchService(ctx context.Context) error {
	service := anthropic.NewMessageBatchService(partial()...) // want "untagged-client: anthropic.NewMessageBatchService lacks team_id$"
	_, err := service.New(ctx, anthropic.MessageBatchNewParams{})
	return err
}

func badBetaService(ctx context.Context) error {
	service := anthropic.NewBetaService() // want "untagged-client: anthropic.NewBetaService lacks project_id, service_name, team_id$"
	_, err := service.Messages.New(ctx, anthropic.BetaMessageNewParams{Model: anthropic.ModelClaudeHaiku4_5, MaxTokens: 16})
	return err
}

func badEmptyTag(ctx context.Context) error {
	client := anthropic.NewClient(append(partial(), option.WithHeader(headerTeam, ""))...) // want "empty-tag: anthropic.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

func badPlaceholder(ctx context.Context) error {
	client := anthropic.NewClient(append(partial(), option.WithHeader(headerTeam, "unknown"))...) // want "empty-tag: anthropic.NewClient attaches the placeholder \"unknown\" to team_id$"
	return answer(ctx, client)
}
