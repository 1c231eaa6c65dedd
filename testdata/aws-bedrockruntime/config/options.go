package config

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
)

type optionsOwner struct{}

func (optionsOwner) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-LLM-Project-ID", "checkout")
	r.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	r.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultTransport.RoundTrip(r)
}

// A client may be made from another one's options.
func fromOptions() *bedrockruntime.Client {
	first := bedrockruntime.NewFromConfig(aws.Config{HTTPClient: &http.Client{Transport: optionsOwner{}}})
	o := first.Options()
	o.Region = "eu-west-1"
	return bedrockruntime.New(o)
}

func fromUntaggedOptions() *bedrockruntime.Client {
	first := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}) // want "^untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
	o := first.Options()
	o.Region = "eu-west-1"
	return bedrockruntime.New(o) // want "^untagged-client: bedrockruntime.New lacks project_id, service_name, team_id$"
}

func fromReplacedOptions() *bedrockruntime.Client {
	first := bedrockruntime.NewFromConfig(aws.Config{HTTPClient: &http.Client{Transport: optionsOwner{}}})
	o := first.Options()
	o.HTTPClient = http.DefaultClient
	return bedrockruntime.New(o) // want "^untagged-client: bedrockruntime.New lacks project_id, service_name, team_id$"
}
