// Package bedrockmodel makes models over a bedrockruntime client, which is
// where the tags live: a fault is one of that client, not again of the model.
package bedrockmodel

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	bedrockembed "github.com/tmc/langchaingo/embeddings/bedrock"
	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/bedrock"

	"example.com/langchaingo/tagging"
)

func ownerOptions(o *bedrockruntime.Options) {
	o.APIOptions = append(o.APIOptions,
		smithyhttp.SetHeaderValue(tagging.HeaderProject, "shop"),
		smithyhttp.SetHeaderValue(tagging.HeaderService, "search"),
		smithyhttp.SetHeaderValue(tagging.HeaderTeam, "discovery"),
	)
}

func goodInnerOptions(ctx context.Context) (*bedrock.LLM, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion("eu-central-1"))
	if err != nil {
		return nil, err
	}
	client := bedrockruntime.NewFromConfig(cfg, ownerOptions)
	return bedrock.New(bedrock.WithClient(client), bedrock.WithModel(bedrock.ModelAnthropicClaudeV3Sonnet))
}

func goodInnerWithAPIOptions(cfg aws.Config) (*bedrock.LLM, error) {
	client := bedrockruntime.NewFromConfig(cfg, bedrockruntime.WithAPIOptions(
		smithyhttp.SetHeaderValue(tagging.HeaderProject, "shop"),
		smithyhttp.SetHeaderValue(tagging.HeaderService, "search"),
		smithyhttp.SetHeaderValue(tagging.HeaderTeam, "discovery"),
	))
	return bedrock.New(bedrock.WithClient(client))
}

func goodInnerHTTPClient(cfg aws.Config) (*bedrock.LLM, error) {
	client := bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) {
		o.HTTPClient = tagging.Checkout()
	})
	return bedrock.New(bedrock.WithClient(client))
}

func goodInnerNewWithContext(ctx context.Context, cfg aws.Config) (llms.Model, error) {
	return bedrock.NewWithContext(ctx, bedrock.WithClient(bedrockruntime.NewFromConfig(cfg, ownerOptions)))
}

func badInner(ctx context.Context) (*bedrock.LLM, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	client := bedrockruntime.NewFromConfig(cfg) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
	return bedrock.New(bedrock.WithClient(client))
}

func badInnerTeamless(ctx context.Context) (*bedrock.LLM, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	client := bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) { // want "untagged-client: bedrockruntime.NewFromConfig lacks team_id$"
		o.APIOptions = append(o.APIOptions,
			smithyhttp.SetHeaderValue(tagging.HeaderProject, "shop"),
			smithyhttp.SetHeaderValue(tagging.HeaderService, "search"),
		)
	})
	return bedrock.New(bedrock.WithClient(client), bedrock.WithModel(bedrock.ModelAmazonNovaProV1))
}

// One inner client behind two models is still one fault.
func badInnerShared(ctx context.Context) (llms.Model, llms.Model, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, nil, err
	}
	client := bedrockruntime.NewFromConfig(cfg) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
	small, err := bedrock.New(bedrock.WithClient(client), bedrock.WithModel(bedrock.ModelAmazonNovaMicroV1))
	if err != nil {
		return nil, nil, err
	}
	big, err := bedrock.New(bedrock.WithClient(client), bedrock.WithModel(bedrock.ModelAmazonNovaProV1))
	return small, big, err
}

// Without an inner client the model makes one of the environment.
func badNoInner() (*bedrock.LLM, error) {
	return bedrock.New(bedrock.WithModel(bedrock.ModelAnthropicClaudeV3Haiku)) // want "untagged-client: bedrock.New lacks project_id, service_name, team_id$"
}

func badNoInnerNewWithContext(ctx context.Context) (llms.Model, error) {
	return bedrock.NewWithContext(ctx) // want "untagged-client: bedrock.NewWithContext lacks project_id, service_name, team_id$"
}

// On one path the model makes its own client.
func badInnerConditional(cfg aws.Config, region string) (*bedrock.LLM, error) {
	opts := []bedrock.Option{bedrock.WithModel(bedrock.ModelAnthropicClaudeV3Haiku)}
	if region != "" {
		cfg.Region = region
		opts = append(opts, bedrock.WithClient(bedrockruntime.NewFromConfig(cfg, ownerOptions)))
	}
	return bedrock.New(opts...) // want "untagged-client: bedrock.New lacks project_id, service_name, team_id$"
}

func goodEmbedder(cfg aws.Config) (*bedrockembed.Bedrock, error) {
	return bedrockembed.NewBedrock(bedrockembed.WithClient(bedrockruntime.NewFromConfig(cfg, ownerOptions)))
}

func badEmbedderInner(ctx context.Context) (*bedrockembed.Bedrock, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	return bedrockembed.NewBedrock(bedrockembed.WithClient(bedrockruntime.NewFromConfig(cfg))) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
}

func badEmbedder() (*bedrockembed.Bedrock, error) {
	return bedrockembed.NewBedrock(bedrockembed.WithModel("amazon.titan-embed-text-v2:0")) // want "untagged-client: bedrock.NewBedrock lacks project_id, service_name, team_id$"
}

// The client is the caller's: nothing is known here, and nobody calls it.
func FromClient(client *bedrockruntime.Client) (llms.Model, error) {
	return bedrock.New(bedrock.WithClient(client))
}
