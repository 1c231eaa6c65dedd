// Package factory makes clients of what its callers hand over.
package factory

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

func withOwner(project, service, team string) func(*bedrockruntime.Options) {
	return func(o *bedrockruntime.Options) {
		o.APIOptions = append(o.APIOptions,
			smithyhttp.SetHeaderValue("X-LLM-Project-ID", project),
			smithyhttp.SetHeaderValue("X-LLM-Service-Name", service),
			smithyhttp.SetHeaderValue("X-LLM-Team-ID", team),
		)
	}
}

// fromConfig takes the configuration.
func fromConfig(cfg aws.Config) *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) {
		o.RetryMaxAttempts = 5
	})
}

// GoodConfig hands over a tagged configuration.
func GoodConfig(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	cfg.APIOptions = append(cfg.APIOptions,
		smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"),
		smithyhttp.SetHeaderValue("X-LLM-Service-Name", "checkout-assistant"),
		smithyhttp.SetHeaderValue("X-LLM-Team-ID", "payments"))
	return fromConfig(cfg), nil
}

// BadConfig hands over what the loader returned.
func BadConfig(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	return fromConfig(cfg), nil // want "untagged-client: fromConfig lacks project_id, service_name, team_id$"
}

// fromOptions takes more options and adds a tag of its own.
func fromOptions(opts ...func(*bedrockruntime.Options)) *bedrockruntime.Client {
	opts = append(opts, func(o *bedrockruntime.Options) {
		o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"))
	})
	return bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}, opts...)
}

// GoodOptions hands over the owner.
func GoodOptions() *bedrockruntime.Client {
	return fromOptions(withOwner("checkout", "checkout-assistant", "payments"))
}

// BadOptions hands over nothing.
func BadOptions() *bedrockruntime.Client {
	return fromOptions() // want "untagged-client: fromOptions lacks service_name, team_id$"
}

// BadOwner hands over an owner without a name.
func BadOwner() *bedrockruntime.Client {
	return fromOptions(withOwner("checkout", "", "payments")) // want "empty-tag: fromOptions attaches an empty value to service_name$"
}

// Unused takes a configuration from nobody.
func Unused(cfg aws.Config, opts ...func(*bedrockruntime.Options)) *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(cfg, opts...)
}

// fromTeam takes a value.
func fromTeam(team string) *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(aws.Config{}, withOwner("checkout", "checkout-assistant", team))
}

// GoodTeam names a team.
func GoodTeam() *bedrockruntime.Client { return fromTeam("payments") }

// BadTeam names none.
func BadTeam() *bedrockruntime.Client {
	return fromTeam("unknown") // want "empty-tag: fromTeam attaches the placeholder \"unknown\" to team_id$"
}
