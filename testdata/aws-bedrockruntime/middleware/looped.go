package middleware

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// all sets headers in a loop over what it is given.
func all(headers map[string]string) func(*middleware.Stack) error {
	return func(s *middleware.Stack) error {
		return s.Build.Add(middleware.BuildMiddlewareFunc("All", func(ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler) (middleware.BuildOutput, middleware.Metadata, error) {
			if req, ok := in.Request.(*smithyhttp.Request); ok {
				for name, value := range headers {
					req.Header.Set(name, value)
				}
			}
			return next.HandleBuild(ctx, in)
		}), middleware.After)
	}
}

func goodLooped() *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", APIOptions: []func(*middleware.Stack) error{
		all(map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"}),
	}})
}

func badLooped() *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", APIOptions: []func(*middleware.Stack) error{ // want "untagged-client: bedrockruntime.New lacks team_id$"
		all(map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant"}),
	}})
}
