// Package config attaches tags by the configuration of all AWS clients.
package config

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

func tags() []func(*middleware.Stack) error {
	return []func(*middleware.Stack) error{
		smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"),
		smithyhttp.SetHeaderValue("X-LLM-Service-Name", "checkout-assistant"),
		smithyhttp.SetHeaderValue("X-LLM-Team-ID", "payments"),
	}
}

// Good appends to the options of a loaded configuration.
func Good(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	cfg.APIOptions = append(cfg.APIOptions, tags()...)
	return bedrockruntime.NewFromConfig(cfg), nil
}

// BadLate appends when the client has been made.
func BadLate(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	client := bedrockruntime.NewFromConfig(cfg) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
	cfg.APIOptions = append(cfg.APIOptions, tags()...)
	return client, nil
}

// BadCopy appends to a copy of the configuration.
func BadCopy(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	tagged := cfg.Copy()
	tagged.APIOptions = append(tagged.APIOptions, tags()...)
	return bedrockruntime.NewFromConfig(cfg), nil // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
}

// GoodCopy makes the client of the copy.
func GoodCopy(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	tagged := cfg.Copy()
	tagged.APIOptions = append(tagged.APIOptions, tags()...)
	return bedrockruntime.NewFromConfig(tagged), nil
}

// GoodLiteral writes the configuration itself.
func GoodLiteral(credentials aws.CredentialsProvider) *bedrockruntime.Client {
	cfg := aws.Config{
		Region:      "eu-central-1",
		Credentials: credentials,
		APIOptions:  slices.Concat(tags()[:1], tags()[1:]),
	}
	return bedrockruntime.NewFromConfig(cfg)
}

// BadLiteral writes it without a project.
func BadLiteral(credentials aws.CredentialsProvider) *bedrockruntime.Client {
	cfg := aws.Config{
		Region:      "eu-central-1",
		Credentials: credentials,
		APIOptions:  tags()[1:],
	}
	return bedrockruntime.NewFromConfig(cfg) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id$"
}

// BadDropped drops the tags of the configuration by an option of the client.
func BadDropped() *bedrockruntime.Client {
	cfg := aws.Config{APIOptions: tags()}
	return bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) { // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
		o.APIOptions = []func(*middleware.Stack) error{smithyhttp.SetHeaderValue("X-Trace", "1")}
	})
}

// GoodKept appends to the tags of the configuration.
func GoodKept() *bedrockruntime.Client {
	cfg := aws.Config{APIOptions: tags()}
	return bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) {
		o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-Trace", "1"))
	})
}

// loadTagged loads a configuration and tags it.
func loadTagged(ctx context.Context, region string) (aws.Config, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion(region))
	if err != nil {
		return aws.Config{}, err
	}
	cfg.APIOptions = append(cfg.APIOptions, tags()...)
	return cfg, nil
}

// GoodLoaded takes the configuration from a helper.
func GoodLoaded(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := loadTagged(ctx, "eu-central-1")
	if err != nil {
		return nil, err
	}
	return bedrockruntime.NewFromConfig(cfg), nil
}

// BadHelper has a helper tag a copy of the configuration.
func BadHelper(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	tagCopy(cfg)
	return bedrockruntime.NewFromConfig(cfg), nil // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
}

// GoodHelper has a helper tag the configuration.
func GoodHelper(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	tag(&cfg)
	return bedrockruntime.NewFromConfig(cfg), nil
}

func tag(cfg *aws.Config) { cfg.APIOptions = append(cfg.APIOptions, tags()...) }

func tagCopy(cfg aws.Config) { cfg.APIOptions = append(cfg.APIOptions, tags()...) }
