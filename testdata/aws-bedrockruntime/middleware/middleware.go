// Package middleware attaches tags by middleware on the stack of a client.
package middleware

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

func newClient(mutate func(*middleware.Stack) error) *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}, func(o *bedrockruntime.Options) {
		o.APIOptions = append(o.APIOptions, mutate)
	})
}

// goodBuild tags in the build step.
func goodBuild(stack *middleware.Stack) error {
	return stack.Build.Add(middleware.BuildMiddlewareFunc("LLMTags", func(ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler) (middleware.BuildOutput, middleware.Metadata, error) {
		req, ok := in.Request.(*smithyhttp.Request)
		if !ok {
			return middleware.BuildOutput{}, middleware.Metadata{}, fmt.Errorf("unexpected request type %T", in.Request)
		}
		req.Header.Set("X-LLM-Project-ID", "checkout")
		req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
		req.Header.Set("X-LLM-Team-ID", "payments")
		return next.HandleBuild(ctx, in)
	}), middleware.After)
}

// badBuild tags in part.
func badBuild(stack *middleware.Stack) error {
	return stack.Build.Add(middleware.BuildMiddlewareFunc("LLMTags", func(ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler) (middleware.BuildOutput, middleware.Metadata, error) {
		req, ok := in.Request.(*smithyhttp.Request)
		if !ok {
			return middleware.BuildOutput{}, middleware.Metadata{}, fmt.Errorf("unexpected request type %T", in.Request)
		}
		req.Header.Set("X-LLM-Project-ID", "checkout")
		req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
		return next.HandleBuild(ctx, in)
	}), middleware.After)
}

// GoodBuild makes a client with a mutator that tags.
func GoodBuild() *bedrockruntime.Client { return newClient(goodBuild) }

// BadBuild makes a client with one that tags in part.
func BadBuild() *bedrockruntime.Client {
	return newClient(badBuild) // want "untagged-client: newClient lacks team_id$"
}

// GoodFinalize tags in the finalize step, when the request is one of HTTP, as all are.
func GoodFinalize() *bedrockruntime.Client {
	return newClient(func(stack *middleware.Stack) error {
		return stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("LLMTags", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
			if req, ok := in.Request.(*smithyhttp.Request); ok {
				req.Header.Set("X-LLM-Project-ID", "checkout")
				req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
				req.Header.Set("X-LLM-Team-ID", "payments")
			}
			return next.HandleFinalize(ctx, in)
		}), middleware.Before)
	})
}

// BadFinalize tags when the context says so.
func BadFinalize() *bedrockruntime.Client {
	return newClient(func(stack *middleware.Stack) error { // want "untagged-client: newClient lacks project_id, service_name, team_id$"
		return stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("LLMTags", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
			if req, ok := in.Request.(*smithyhttp.Request); ok && ctx.Value(tagKey{}) != nil {
				req.Header.Set("X-LLM-Project-ID", "checkout")
				req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
				req.Header.Set("X-LLM-Team-ID", "payments")
			}
			return next.HandleFinalize(ctx, in)
		}), middleware.Before)
	})
}

type tagKey struct{}

// BadLate tags when the next handler has sent the request.
func BadLate() *bedrockruntime.Client {
	return newClient(func(stack *middleware.Stack) error { // want "untagged-client: newClient lacks project_id, service_name, team_id$"
		return stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("LLMTags", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
			out, md, err := next.HandleFinalize(ctx, in)
			if req, ok := in.Request.(*smithyhttp.Request); ok {
				req.Header.Set("X-LLM-Project-ID", "checkout")
				req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
				req.Header.Set("X-LLM-Team-ID", "payments")
			}
			return out, md, err
		}), middleware.Before)
	})
}

// owner is a middleware that is a type.
type owner struct{ project, service, team string }

// ID names the middleware.
func (owner) ID() string { return "LLMOwner" }

// HandleBuild tags the request.
func (o owner) HandleBuild(ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler) (middleware.BuildOutput, middleware.Metadata, error) {
	req, ok := in.Request.(*smithyhttp.Request)
	if !ok {
		return middleware.BuildOutput{}, middleware.Metadata{}, fmt.Errorf("unexpected request type %T", in.Request)
	}
	req.Header.Set("X-LLM-Project-ID", o.project)
	req.Header.Set("X-LLM-Service-Name", o.service)
	req.Header.Set("X-LLM-Team-ID", o.team)
	return next.HandleBuild(ctx, in)
}

// add adds the middleware to a stack.
func (o owner) add(stack *middleware.Stack) error { return stack.Build.Add(o, middleware.After) }

// GoodType adds a middleware of an own type.
func GoodType(team string) *bedrockruntime.Client {
	return newClient(owner{"checkout", "checkout-assistant", team}.add)
}

// BadType leaves a field of it empty.
func BadType(team string) *bedrockruntime.Client {
	return newClient(owner{project: "checkout", team: team}.add) // want "empty-tag: newClient attaches an empty value to service_name$"
}

// BadNotAdded makes the middleware and adds it to nothing.
func BadNotAdded() *bedrockruntime.Client {
	return newClient(func(stack *middleware.Stack) error { // want "untagged-client: newClient lacks project_id, service_name, team_id$"
		_ = owner{"checkout", "checkout-assistant", "payments"}
		return nil
	})
}

// BadConditional adds the middleware under a condition.
func BadConditional(prod bool) *bedrockruntime.Client {
	return newClient(func(stack *middleware.Stack) error { // want "untagged-client: newClient lacks project_id, service_name, team_id$"
		if !prod {
			return nil
		}
		return owner{"checkout", "checkout-assistant", "payments"}.add(stack)
	})
}

// GoodSetter calls the mutators of the SDK on the stack.
func GoodSetter() *bedrockruntime.Client {
	return newClient(func(stack *middleware.Stack) error {
		if err := smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout")(stack); err != nil {
			return err
		}
		if err := smithyhttp.SetHeaderValue("X-LLM-Service-Name", "checkout-assistant")(stack); err != nil {
			return err
		}
		return smithyhttp.SetHeaderValue("X-LLM-Team-ID", "payments")(stack)
	})
}
