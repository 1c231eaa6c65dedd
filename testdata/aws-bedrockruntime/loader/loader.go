// Package loader hands the tags to the loader of the configuration.
package loader

import (
	"context"
	"net/http"

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

// GoodOptions hands over the options of all clients.
func GoodOptions(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion("eu-central-1"), config.WithAPIOptions(tags()))
	if err != nil {
		return nil, err
	}
	return bedrockruntime.NewFromConfig(cfg), nil
}

// BadOptions hands over too few.
func BadOptions(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithAPIOptions(tags()[:2]))
	if err != nil {
		return nil, err
	}
	return bedrockruntime.NewFromConfig(cfg), nil // want "untagged-client: bedrockruntime.NewFromConfig lacks team_id$"
}

// transport tags what it sends.
type transport struct{}

func (transport) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultTransport.RoundTrip(req)
}

// GoodHTTPClient hands over an http.Client that tags.
func GoodHTTPClient(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithHTTPClient(&http.Client{Transport: transport{}}))
	if err != nil {
		return nil, err
	}
	return bedrockruntime.NewFromConfig(cfg), nil
}

// BadHTTPClient hands over one that does not.
func BadHTTPClient(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithHTTPClient(http.DefaultClient))
	if err != nil {
		return nil, err
	}
	return bedrockruntime.NewFromConfig(cfg), nil // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
}

// GoodAppended adds to the options of the configuration.
func GoodAppended(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithAPIOptions(tags()))
	if err != nil {
		return nil, err
	}
	cfg.APIOptions = append(cfg.APIOptions, smithyhttp.SetHeaderValue("X-Trace", "1"))
	return bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) {
		o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-Step", "2"))
	}), nil
}

// BadAssigned replaces the options of the configuration.
func BadAssigned(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithAPIOptions(tags()))
	if err != nil {
		return nil, err
	}
	cfg.APIOptions = nil
	return bedrockruntime.NewFromConfig(cfg), nil // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
}

// BadAssignedLater replaces them where the client is made.
func BadAssignedLater(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithAPIOptions(tags()))
	if err != nil {
		return nil, err
	}
	return bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) { // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
		o.APIOptions = []func(*middleware.Stack) error{smithyhttp.SetHeaderValue("X-Trace", "1")}
	}), nil
}

// Ask replaces them for one request.
func Ask(ctx context.Context) error {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithAPIOptions(tags()))
	if err != nil {
		return err
	}
	client := bedrockruntime.NewFromConfig(cfg)
	if _, err := client.Converse(ctx, &bedrockruntime.ConverseInput{}, func(o *bedrockruntime.Options) {
		o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-Trace", "1"))
	}); err != nil {
		return err
	}
	_, err = client.Converse(ctx, &bedrockruntime.ConverseInput{}, func(o *bedrockruntime.Options) { // want "untagged-call: bedrockruntime.Client.Converse lacks project_id, service_name, team_id$"
		o.APIOptions = []func(*middleware.Stack) error{smithyhttp.SetHeaderValue("X-Trace", "1")}
	})
	return err
}

// BadHTTPClientReplaced replaces a client that tags.
func BadHTTPClientReplaced(ctx context.Context) (*bedrockruntime.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithHTTPClient(&http.Client{Transport: transport{}}))
	if err != nil {
		return nil, err
	}
	cfg.HTTPClient = &http.Client{}
	return bedrockruntime.NewFromConfig(cfg), nil // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
}
