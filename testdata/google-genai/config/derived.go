package config

import (
	"context"
	"net/http"

	"google.golang.org/genai"
)

// A client may be made from another one's configuration.
func fromConfiguration(ctx context.Context) (*genai.Client, error) {
	c, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: http.Header{
		"X-Llm-Project-Id": {"checkout"}, "X-Llm-Service-Name": {"checkout-assistant"}, "X-Llm-Team-Id": {"payments"},
	}}})
	if err != nil {
		return nil, err
	}
	cc := c.ClientConfig()
	cc.HTTPOptions.APIVersion = "v1alpha"
	return genai.NewClient(ctx, &cc)
}
