// Package interceptor attaches tags by interceptors.
package interceptor

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// tagging tags before the request is signed.
type tagging struct{ team string }

func (t tagging) BeforeSigning(ctx context.Context, in *smithyhttp.InterceptorContext) error {
	in.Request.Header.Set("X-LLM-Project-ID", "checkout")
	in.Request.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	in.Request.Header.Set("X-LLM-Team-ID", t.team)
	return nil
}

// partial tags in part.
type partial struct{}

func (partial) BeforeSigning(ctx context.Context, in *smithyhttp.InterceptorContext) error {
	in.Request.Header.Set("X-LLM-Project-ID", "checkout")
	in.Request.Header.Set("X-LLM-Team-ID", "payments")
	return nil
}

// Good adds an interceptor that tags.
func Good() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}, func(o *bedrockruntime.Options) {
		o.Interceptors.AddBeforeSigning(tagging{team: "payments"})
	})
}

// Bad adds one that tags in part.
func Bad() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}, func(o *bedrockruntime.Options) { // want "untagged-client: bedrockruntime.NewFromConfig lacks service_name$"
		o.Interceptors.AddBeforeSigning(partial{})
	})
}
