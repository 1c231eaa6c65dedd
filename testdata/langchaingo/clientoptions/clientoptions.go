// Package clientoptions reaches the client below a Gemini model by options of
// its own: the struct that they change is exported.
package clientoptions

import (
	"context"
	"os"

	"github.com/tmc/langchaingo/llms/googleai"
	"github.com/tmc/langchaingo/llms/googleai/vertex"
	"google.golang.org/api/option"

	"example.com/langchaingo/tagging"
)

func good(ctx context.Context) (*googleai.GoogleAI, error) {
	return googleai.New(ctx, googleai.WithAPIKey(os.Getenv("KEY")), func(o *googleai.Options) {
		o.ClientOptions = append(o.ClientOptions, option.WithHTTPClient(tagging.Checkout()))
	})
}

func bad(ctx context.Context) (*googleai.GoogleAI, error) {
	return googleai.New(ctx, googleai.WithAPIKey(os.Getenv("KEY")), func(o *googleai.Options) { // want "untagged-client: googleai.New lacks project_id, service_name, team_id$"
		o.ClientOptions = append(o.ClientOptions, option.WithUserAgent("checkout"))
	})
}

// withOptions hands options of the client below on.
func withOptions(opts ...option.ClientOption) googleai.Option {
	return func(o *googleai.Options) { o.ClientOptions = append(o.ClientOptions, opts...) }
}

func goodVertex(ctx context.Context) (*vertex.Vertex, error) {
	opts := []googleai.Option{googleai.WithCloudProject("shop"), googleai.WithCloudLocation("europe-west1")}
	opts = append(opts, withOptions(option.WithHTTPClient(tagging.Checkout())))
	return vertex.New(ctx, opts...)
}

func badVertex(ctx context.Context) (*vertex.Vertex, error) {
	opts := []googleai.Option{googleai.WithCloudProject("shop"), googleai.WithCloudLocation("europe-west1")}
	opts = append(opts, withOptions(option.WithUserAgent("checkout")))
	return vertex.New(ctx, opts...) // want "untagged-client: vertex.New lacks project_id, service_name, team_id$"
}

func goodHelper(ctx context.Context) (*googleai.CachingHelper, error) {
	return googleai.NewCachingHelper(ctx, withOptions(option.WithHTTPClient(tagging.Checkout())))
}

func badHelper(ctx context.Context) (*googleai.CachingHelper, error) {
	return googleai.NewCachingHelper(ctx, withOptions()) // want "untagged-client: googleai.NewCachingHelper lacks project_id, service_name, team_id$"
}

// An option of the SDK stays when one of one's own follows it.
func goodBoth(ctx context.Context) (*googleai.GoogleAI, error) {
	return googleai.New(ctx, googleai.WithHTTPClient(tagging.Checkout()), func(o *googleai.Options) {
		o.ClientOptions = append(o.ClientOptions, option.WithUserAgent("checkout"))
	})
}

// Of two HTTP clients the last one sends.
func badBoth(ctx context.Context) (*googleai.GoogleAI, error) {
	return googleai.New(ctx, // want "untagged-client: googleai.New lacks project_id, service_name$"
		withOptions(option.WithHTTPClient(tagging.Checkout())),
		googleai.WithHTTPClient(teamOnly()))
}

func goodLast(ctx context.Context) (*googleai.GoogleAI, error) {
	return googleai.New(ctx,
		googleai.WithHTTPClient(teamOnly()),
		withOptions(option.WithHTTPClient(tagging.Checkout())))
}
