package compliant

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// neutral smithyhttp.SetHeaderValue("X-Trace", "1")

// option appends a mutator of the stack for each tag.
func option(ctx context.Context, team string) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion("eu-central-1"))
	if err != nil {
		return nil, err
	}
	return bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) { // site option: bedrockruntime.NewFromConfig
		o.RetryMaxAttempts = 3
		o.APIOptions = append(o.APIOptions,
			smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"),             // carrier project_id
			smithyhttp.SetHeaderValue("X-LLM-Service-Name", "checkout-assistant"), // carrier service_name
		)
		o.APIOptions = append(o.APIOptions, smithyhttp.AddHeaderValue("X-LLM-Team-ID", team)) // carrier team_id but=overwrite
		// insert project_id,service_name,team_id | o.APIOptions = []func(*middleware.Stack) error{smithyhttp.SetHeaderValue("X-Trace", "1")}
	}), nil
}

func tags(team string) []func(*middleware.Stack) error {
	return []func(*middleware.Stack) error{
		smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"),             // carrier project_id -> with,configured,loaded
		smithyhttp.SetHeaderValue("X-LLM-Service-Name", "checkout-assistant"), // carrier service_name -> with,configured,loaded
		smithyhttp.SetHeaderValue("X-LLM-Team-ID", team),                      // carrier team_id -> with,configured,loaded
	}
}

// withOptions uses the SDK's own option.
func withOptions() *bedrockruntime.Client {
	opts := []func(*bedrockruntime.Options){
		bedrockruntime.WithAPIOptions(tags("payments")...), // carrier project_id,service_name,team_id
	}
	return bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}, opts...) // site with: bedrockruntime.NewFromConfig
}

// configured tags the configuration of all clients.
func configured(ctx context.Context, team string) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	cfg.APIOptions = append(cfg.APIOptions, tags(team)...) // carrier project_id,service_name,team_id
	// insert project_id,service_name,team_id | cfg.APIOptions = nil
	return bedrockruntime.NewFromConfig(cfg), nil // site configured: bedrockruntime.NewFromConfig
}

// loaded hands the tags to the loader.
func loaded(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx,
		config.WithRegion("eu-central-1"),
		config.WithAPIOptions(tags("payments")), // carrier project_id,service_name,team_id but=conditional
	)
	if err != nil {
		return nil, err
	}
	return bedrockruntime.NewFromConfig(cfg), nil // site loaded: bedrockruntime.NewFromConfig
}
