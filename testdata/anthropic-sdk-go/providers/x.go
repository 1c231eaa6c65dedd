// Package providers reaches the models through other clouds.
package providers

import (
	"context"
	"os"

	"github.com/anthropics/anthropic-sdk-go"
	anthropicaws "github.com/anthropics/anthropic-sdk-go/aws"
	"github.com/anthropics/anthropic-sdk-go/bedrock"
	"github.com/anthropics/anthropic-sdk-go/foundry"
	"github.com/anthropics/anthropic-sdk-go/googlecloud"
	"github.com/anthropics/anthropic-sdk-go/option"
	"github.com/anthropics/anthropic-sdk-go/vertex"
)

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

func goodBedrock(ctx context.Context) error {
	client := anthropic.NewClient(append(ownership(), bedrock.WithLoadDefaultConfig(ctx))...)
	return answer(ctx, client)
}

func badBedrock(ctx context.Context) error {
	client := anthropic.NewClient(bedrock.WithLoadDefaultConfig(ctx)) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func goodVertex(ctx context.Context) error {
	client := anthropic.NewClient(
		vertex.WithGoogleAuth(ctx, "europe-west1", "acme-legal"),
		option.Join(ownership()...),
	)
	return answer(ctx, client)
}

func badVertex(ctx context.Context) error {
	client := anthropic.NewClient( // want "untagged-client: anthropic.NewClient lacks team_id$"
		vertex.WithGoogleAuth(ctx, "europe-west1", "acme-legal"),
		option.Join(partial()...),
	)
	return answer(ctx, client)
}

func goodFoundry(ctx context.Context) error {
	client, err := foundry.NewClient(foundry.ClientConfig{APIKey: os.Getenv("FOUNDRY_API_KEY"), Resource: "acme"}, ownership()...)
	if err != nil {
		return err
	}
	_, err = client.Messages.New(ctx, params("hello"))
	return err
}

func badFoundry(ctx context.Context) error {
	client, err := foundry.NewClient(foundry.ClientConfig{APIKey: os.Getenv("FOUNDRY_API_KEY"), Resource: "acme"}) // want "untagged-client: foundry.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	_, err = client.Messages.New(ctx, params("hello"))
	return err
}

func goodFoundryCompleted(ctx context.Context) error {
	client, err := foundry.NewClient(foundry.ClientConfig{Resource: "acme"}, partial()...)
	if err != nil {
		return err
	}
	_, err = client.Messages.New(ctx, params("hello"), option.WithHeader("X-LLM-Team-ID", "counsel"))
	return err
}

func goodAWS(ctx context.Context) error {
	client, err := anthropicaws.NewClient(ctx, anthropicaws.ClientConfig{AWSRegion: "eu-central-1"}, ownership()...)
	if err != nil {
		return err
	}
	_, err = client.Messages.New(ctx, params("hello"))
	return err
}

func badAWS(ctx context.Context) error {
	client, err := anthropicaws.NewClient(ctx, anthropicaws.ClientConfig{AWSRegion: "eu-central-1"}, partial()...) // want "untagged-client: aws.NewClient lacks team_id$"
	if err != nil {
		return err
	}
	_, err = client.Messages.New(ctx, params("hello"))
	return err
}

func goodMantle(ctx context.Context) error {
	client, err := bedrock.NewMantleClient(ctx, bedrock.MantleClientConfig{AWSRegion: "eu-central-1"}, ownership()...)
	if err != nil {
		return err
	}
	_, err = client.Messages.New(ctx, params("hello"))
	return err
}

func badMantle(ctx context.Context) error {
	client, err := bedrock.NewMantleClient(ctx, bedrock.MantleClientConfig{AWSRegion: "eu-central-1"}, partial()...) // want "untagged-client: bedrock.NewMantleClient lacks team_id$"
	if err != nil {
		return err
	}
	_, err = client.Messages.New(ctx, params("hello"))
	return err
}

// This client takes no options: its calls have to carry the tags.
func goodGoogleCloud(ctx context.Context) error {
	client, err := googlecloud.NewClient(ctx, googlecloud.ClientConfig{Project: "acme-legal"})
	if err != nil {
		return err
	}
	_, err = client.Messages.New(ctx, params("hello"), ownership()...)
	return err
}

func badGoogleCloud(ctx context.Context) error {
	client, err := googlecloud.NewClient(ctx, googlecloud.ClientConfig{Project: "acme-legal"}) // want "untagged-client: googlecloud.NewClient lacks team_id$"
	if err != nil {
		return err
	}
	_, err = client.Messages.New(ctx, params("hello"), partial()...)
	return err
}
