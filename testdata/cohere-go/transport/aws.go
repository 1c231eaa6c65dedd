package transport

import (
	"net/http"

	"github.com/cohere-ai/cohere-go/v2/client"
	"github.com/cohere-ai/cohere-go/v2/option"
)

type awsOwner struct{}

func (awsOwner) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-LLM-Project-ID", "checkout")
	r.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	r.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultTransport.RoundTrip(r)
}

// The clients of AWS bring their own HTTP client.
func awsByTransport() *client.Client {
	return client.NewBedrockClient([]option.RequestOption{client.WithHTTPClient(&http.Client{Transport: awsOwner{}})}, nil) // want "^untagged-client: client.NewBedrockClient lacks project_id, service_name, team_id$"
}

func awsByHeader() *client.Client {
	return client.NewBedrockClient([]option.RequestOption{client.WithHTTPHeader(http.Header{
		"X-LLM-Project-ID": {"checkout"}, "X-LLM-Service-Name": {"checkout-assistant"}, "X-LLM-Team-ID": {"payments"},
	})}, nil)
}
