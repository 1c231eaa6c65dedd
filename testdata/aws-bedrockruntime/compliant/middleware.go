package compliant

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// stacked adds a step to the stack.
func stacked(team string) *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1"}, func(o *bedrockruntime.Options) { // site stacked: bedrockruntime.New
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Build.Add(middleware.BuildMiddlewareFunc("Owner", func(ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler) (middleware.BuildOutput, middleware.Metadata, error) {
				req, ok := in.Request.(*smithyhttp.Request)
				if !ok {
					return middleware.BuildOutput{}, middleware.Metadata{}, fmt.Errorf("unexpected request type %T", in.Request)
				}
				req.Header.Set("X-LLM-Project-ID", "checkout")             // carrier project_id
				req.Header.Set("X-LLM-Service-Name", "checkout-assistant") // carrier service_name
				req.Header.Set("X-LLM-Team-ID", team)                      // carrier team_id
				return next.HandleBuild(ctx, in)
			}), middleware.After)
		}) // carrier project_id,service_name,team_id
	})
}

// owner is a step of a type of its own.
type owner struct{ project, service, team string }

// ID names the step.
func (owner) ID() string { return "Owner" }

// HandleFinalize tags the request.
func (o owner) HandleFinalize(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
	if req, ok := in.Request.(*smithyhttp.Request); ok {
		req.Header.Set("X-LLM-Project-ID", o.project)   // carrier project_id -> typed
		req.Header.Set("X-LLM-Service-Name", o.service) // carrier service_name -> typed
		req.Header.Set("X-LLM-Team-ID", o.team)         // carrier team_id -> typed
	}
	return next.HandleFinalize(ctx, in)
}

func (o owner) add(stack *middleware.Stack) error { return stack.Finalize.Add(o, middleware.Before) }

func typed(team string) *bedrockruntime.Client {
	o := owner{
		project: "checkout",           // value project_id
		service: "checkout-assistant", // value service_name
		team:    team,                 // value team_id
	}
	cfg := aws.Config{Region: "eu-central-1"}
	cfg.APIOptions = append(cfg.APIOptions, o.add) // carrier project_id,service_name,team_id but=drop
	return bedrockruntime.NewFromConfig(cfg)       // site typed: bedrockruntime.NewFromConfig
}

// signing tags before the request is signed.
type signing struct{ team string }

func (s signing) BeforeSigning(_ context.Context, in *smithyhttp.InterceptorContext) error {
	in.Request.Header.Set("X-LLM-Project-ID", "checkout")             // carrier project_id -> intercepted
	in.Request.Header.Set("X-LLM-Service-Name", "checkout-assistant") // carrier service_name -> intercepted
	in.Request.Header.Set("X-LLM-Team-ID", s.team)                    // carrier team_id -> intercepted
	return nil
}

func intercepted() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}, func(o *bedrockruntime.Options) { // site intercepted: bedrockruntime.NewFromConfig
		o.Interceptors.AddBeforeSigning(signing{team: "payments"}) // carrier project_id,service_name,team_id
	})
}
