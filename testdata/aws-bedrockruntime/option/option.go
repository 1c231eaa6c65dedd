// Package option attaches tags by the functional options of a client.
package option

import (
	"context"
	"encoding/json"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Good appends a mutator of the stack for each tag.
func Good(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion("eu-central-1"))
	if err != nil {
		return nil, err
	}
	return bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) {
		o.APIOptions = append(o.APIOptions,
			smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"),
			smithyhttp.SetHeaderValue("X-LLM-Service-Name", "checkout-assistant"),
			smithyhttp.SetHeaderValue("X-LLM-Team-ID", "payments"),
		)
	}), nil
}

// Bad has no options: the SDK's default configuration carries no tags.
func Bad(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion("eu-central-1"))
	if err != nil {
		return nil, err
	}
	return bedrockruntime.NewFromConfig(cfg), nil // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
}

// BadPart appends too few.
func BadPart() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), func(o *bedrockruntime.Options) { // want "untagged-client: bedrockruntime.NewFromConfig lacks team_id$"
		o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"))
		o.APIOptions = append(o.APIOptions, smithyhttp.AddHeaderValue("X-LLM-Service-Name", "checkout-assistant"))
	})
}

// load returns a configuration without tags.
func load() aws.Config { return aws.Config{Region: "eu-central-1"} }

// tags are the mutators that tag.
func tags() []func(*middleware.Stack) error {
	return []func(*middleware.Stack) error{
		smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"),
		smithyhttp.SetHeaderValue("X-LLM-Service-Name", "checkout-assistant"),
		smithyhttp.SetHeaderValue("X-LLM-Team-ID", "payments"),
	}
}

// withTags is an option that tags.
func withTags(o *bedrockruntime.Options) {
	o.APIOptions = append(o.APIOptions, tags()...)
}

// withTeam is an option that tags with a team.
func withTeam(team string) func(*bedrockruntime.Options) {
	return func(o *bedrockruntime.Options) {
		o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-LLM-Team-ID", team))
	}
}

// withTimeout is an option that does not.
func withTimeout(o *bedrockruntime.Options) {
	o.RetryMaxAttempts = 3
}

// GoodNamed names a function as the option.
func GoodNamed() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), withTimeout, withTags)
}

// BadNamed names a function that does not tag.
func BadNamed() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), withTimeout) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
}

// GoodWith uses the option of the SDK.
func GoodWith() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), bedrockruntime.WithAPIOptions(tags()...))
}

// BadWith uses it with too little.
func BadWith() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), bedrockruntime.WithAPIOptions(smithyhttp.SetHeaderValue("X-LLM-Team-ID", "payments"))) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name$"
}

// BadAssigned assigns, and so drops what an earlier option appended.
func BadAssigned() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), withTags, func(o *bedrockruntime.Options) { // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name$"
		o.APIOptions = []func(*middleware.Stack) error{smithyhttp.SetHeaderValue("X-LLM-Team-ID", "payments")}
	})
}

// GoodAssigned assigns before another option appends.
func GoodAssigned() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), func(o *bedrockruntime.Options) {
		o.APIOptions = nil
	}, withTags)
}

// GoodSlice spreads a slice that grows under a condition.
func GoodSlice(endpoint string) *bedrockruntime.Client {
	opts := []func(*bedrockruntime.Options){withTags}
	if endpoint != "" {
		opts = append(opts, func(o *bedrockruntime.Options) { o.BaseEndpoint = aws.String(endpoint) })
	}
	return bedrockruntime.NewFromConfig(load(), opts...)
}

// BadSlice appends the tags under a condition.
func BadSlice(prod bool) *bedrockruntime.Client {
	opts := []func(*bedrockruntime.Options){withTimeout}
	if prod {
		opts = append(opts, withTags)
	}
	return bedrockruntime.NewFromConfig(load(), opts...) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
}

// BadCondition tags under a condition inside of the option.
func BadCondition(team string) *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), func(o *bedrockruntime.Options) { // want "untagged-client: bedrockruntime.NewFromConfig lacks team_id$"
		o.APIOptions = append(o.APIOptions, tags()[:2]...)
		if team != "" {
			o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-LLM-Team-ID", team))
		}
	})
}

// GoodTeam gives a value that is known at run time.
func GoodTeam(team string) *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), withTags, withTeam(team))
}

// BadTeam gives an empty value, which replaces the good one.
func BadTeam() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), withTags, withTeam("")) // want "untagged-client: bedrockruntime.NewFromConfig lacks team_id$"
}

// BadEmpty gives an empty value and no other.
func BadEmpty() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), withTeam(""), func(o *bedrockruntime.Options) { // want "empty-tag: bedrockruntime.NewFromConfig attaches an empty value to team_id$"
		o.APIOptions = append(o.APIOptions,
			smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"),
			smithyhttp.SetHeaderValue("X-LLM-Service-Name", "checkout-assistant"))
	})
}

// GoodLoop appends in a loop over a literal.
func GoodLoop() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(load(), func(o *bedrockruntime.Options) {
		for name, value := range map[string]string{
			"X-LLM-Project-ID":   "checkout",
			"X-LLM-Service-Name": "checkout-assistant",
			"X-LLM-Team-ID":      "payments",
		} {
			o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue(name, value))
		}
	})
}

// UnprovenLoop appends what a file says.
func UnprovenLoop(path string) (*bedrockruntime.Client, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	headers := map[string]string{}
	if err := json.Unmarshal(data, &headers); err != nil {
		return nil, err
	}
	return bedrockruntime.NewFromConfig(load(), func(o *bedrockruntime.Options) { // want "unproven-tags: bedrockruntime.NewFromConfig may lack project_id, service_name, team_id: "
		for name, value := range headers {
			o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue(name, value))
		}
	}), nil
}

// GoodNew fills the options of the other constructor.
func GoodNew(credentials aws.CredentialsProvider) *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{
		Region:      "eu-central-1",
		Credentials: credentials,
		APIOptions:  tags(),
	})
}

// BadNew fills them without tags.
func BadNew(credentials aws.CredentialsProvider) *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", Credentials: credentials}, withTimeout) // want "untagged-client: bedrockruntime.New lacks project_id, service_name, team_id$"
}

// BadNewReplaced drops the tags of the options.
func BadNewReplaced(credentials aws.CredentialsProvider) *bedrockruntime.Client {
	opts := bedrockruntime.Options{Region: "eu-central-1", Credentials: credentials, APIOptions: tags()}
	return bedrockruntime.New(opts, func(o *bedrockruntime.Options) { // want "untagged-client: bedrockruntime.New lacks project_id, service_name, team_id$"
		o.APIOptions = nil
		o.RetryMaxAttempts = int(time.Minute / time.Second)
	})
}
