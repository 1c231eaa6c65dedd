// Package literals names headers and values by literals, constants and values of the environment.
package literals

import (
	"context"
	"fmt"
	"os"
	"strconv"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

const (
	headerProject = "X-LLM-Project-ID"
	headerService = "X-LLM-Service-Name"
	headerTeam    = "X-LLM-Team-ID"

	headerPrefix = "X-LLM-"
)

type teamID string

const teamPayments teamID = "payments"

func answer(ctx context.Context, client openai.Client, question string) (string, error) {
	completion, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(question)},
	})
	if err != nil {
		return "", fmt.Errorf("asking: %w", err)
	}
	if len(completion.Choices) == 0 {
		return "", fmt.Errorf("asking: no answer")
	}
	return completion.Choices[0].Message.Content, nil
}

func goodLiterals(ctx context.Context) (string, error) {
	client := openai.NewClient(
		option.WithAPIKey(os.Getenv("OPENAI_API_KEY")),
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
		option.WithHeader("X-LLM-Team-ID", "payments"),
	)
	return answer(ctx, client, "what is in the basket?")
}

func badNothing(ctx context.Context) (string, error) {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client, "what is in the basket?")
}

func badOneMissing(ctx context.Context) (string, error) {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithAPIKey(os.Getenv("OPENAI_API_KEY")),
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
	)
	return answer(ctx, client, "what is in the basket?")
}

func badMiddleMissing(ctx context.Context) (string, error) {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks service_name$"
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Team-ID", "payments"),
	)
	return answer(ctx, client, "what is in the basket?")
}

func goodConstants(ctx context.Context) (string, error) {
	client := openai.NewClient(
		option.WithHeader(headerProject, "checkout"),
		option.WithHeader(headerService, "checkout-assistant"),
		option.WithHeader(headerTeam, string(teamPayments)),
	)
	return answer(ctx, client, "where is my parcel?")
}

func badConstants(ctx context.Context) (string, error) {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks project_id$"
		option.WithHeader(headerService, "checkout-assistant"),
		option.WithHeader(headerTeam, string(teamPayments)),
		option.WithHeader(headerTeam, string(teamPayments)),
	)
	return answer(ctx, client, "where is my parcel?")
}

func goodConcatenatedNames(ctx context.Context) (string, error) {
	client := openai.NewClient(
		option.WithHeader(headerPrefix+"Project-ID", "checkout"),
		option.WithHeader(headerPrefix+"Service-Name", "checkout-assistant"),
		option.WithHeader(headerPrefix+"Team-ID", "payments"),
	)
	return answer(ctx, client, "who are you?")
}

func badConcatenatedNames(ctx context.Context) (string, error) {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithHeader(headerPrefix+"Project-ID", "checkout"),
		option.WithHeader(headerPrefix+"Service-Name", "checkout-assistant"),
		option.WithHeader(headerPrefix+"Team", "payments"),
	)
	return answer(ctx, client, "who are you?")
}

func goodLowerCaseNames(ctx context.Context) (string, error) {
	client := openai.NewClient(
		option.WithHeader("x-llm-project-id", "checkout"),
		option.WithHeader("x-llm-service-name", "checkout-assistant"),
		option.WithHeader("X-Llm-Team-Id", "payments"),
	)
	return answer(ctx, client, "hello")
}

// Underscores make another header name, and one that proxies drop.
func badUnderscores(ctx context.Context) (string, error) {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
		option.WithHeader("X_LLM_Project_ID", "checkout"),
		option.WithHeader("X_LLM_Service_Name", "checkout-assistant"),
		option.WithHeader("team_id", "payments"),
	)
	return answer(ctx, client, "hello")
}

// The vendor's own project and organization are not the tags of the policy.
func badVendorProject(ctx context.Context) (string, error) {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks project_id$"
		option.WithProject("proj_checkout"),
		option.WithOrganization("org-acme"),
		option.WithHeader(headerService, "checkout-assistant"),
		option.WithHeader(headerTeam, "payments"),
	)
	return answer(ctx, client, "hello")
}

func badQueryInsteadOfHeader(ctx context.Context) (string, error) {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithHeader(headerProject, "checkout"),
		option.WithHeader(headerService, "checkout-assistant"),
		option.WithQuery(headerTeam, "payments"),
	)
	return answer(ctx, client, "hello")
}

func goodSprintf(ctx context.Context, region string, shard int) (string, error) {
	client := openai.NewClient(
		option.WithHeader(headerProject, fmt.Sprintf("checkout-%s", region)),
		option.WithHeader(headerService, "checkout-"+strconv.Itoa(shard)),
		option.WithHeader(headerTeam, "payments"),
	)
	return answer(ctx, client, "hello")
}

func badSprintf(ctx context.Context, region string) (string, error) {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks service_name, team_id$"
		option.WithHeader(headerProject, fmt.Sprintf("checkout-%s", region)),
	)
	return answer(ctx, client, "hello")
}

func goodEnvironment(ctx context.Context) (string, error) {
	client := openai.NewClient(
		option.WithHeader(headerProject, os.Getenv("LLM_PROJECT_ID")),
		option.WithHeader(headerService, os.Getenv("LLM_SERVICE_NAME")),
		option.WithHeader(headerTeam, os.Getenv("LLM_TEAM_ID")),
	)
	return answer(ctx, client, "hello")
}

func goodLookupEnvironment(ctx context.Context) (string, error) {
	team, ok := os.LookupEnv("LLM_TEAM_ID")
	if !ok {
		return "", fmt.Errorf("LLM_TEAM_ID is not set")
	}
	client := openai.NewClient(
		option.WithHeader(headerProject, "checkout"),
		option.WithHeader(headerService, "checkout-assistant"),
		option.WithHeader(headerTeam, team),
	)
	return answer(ctx, client, "hello")
}

func badEnvironment(ctx context.Context) (string, error) {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithAPIKey(os.Getenv("LLM_TEAM_ID")),
		option.WithHeader(headerProject, os.Getenv("LLM_PROJECT_ID")),
		option.WithHeader(headerService, os.Getenv("LLM_SERVICE_NAME")),
	)
	return answer(ctx, client, "hello")
}

func goodParameters(ctx context.Context, project, service, team string) (string, error) {
	client := openai.NewClient(
		option.WithHeader(headerProject, project),
		option.WithHeader(headerService, service),
		option.WithHeader(headerTeam, team),
	)
	return answer(ctx, client, "hello")
}

func badParameters(ctx context.Context, project, service, team string) (string, error) {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithHeader(headerProject, project),
		option.WithHeader(headerService, service),
	)
	return answer(ctx, client, "hello from "+team)
}

func goodAdd(ctx context.Context) (string, error) {
	client := openai.NewClient(
		option.WithHeaderAdd(headerProject, "checkout"),
		option.WithHeaderAdd(headerService, "checkout-assistant"),
		option.WithHeaderAdd(headerTeam, "payments"),
	)
	return answer(ctx, client, "hello")
}

func badNeverUsed() {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithHeader(headerProject, "checkout"),
		option.WithHeader(headerService, "checkout-assistant"),
	)
	_ = client
}

// What the SDK reads from the environment by itself does not count by default.
func badCustomHeadersOfEnvironment(ctx context.Context) (string, error) {
	if err := os.Setenv("OPENAI_CUSTOM_HEADERS", "X-LLM-Team-ID: payments"); err != nil {
		return "", err
	}
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithHeader(headerProject, "checkout"),
		option.WithHeader(headerService, "checkout-assistant"),
	)
	return answer(ctx, client, "hello")
}
