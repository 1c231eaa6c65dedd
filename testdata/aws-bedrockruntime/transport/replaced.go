package transport

import (
	"context"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
)

type replacedOwner struct{ next http.RoundTripper }

func (t replacedOwner) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-LLM-Project-ID", "checkout")
	r.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	r.Header.Set("X-LLM-Team-ID", "payments")
	return t.next.RoundTrip(r)
}

func replacedClient() *http.Client {
	return &http.Client{Transport: replacedOwner{http.DefaultTransport}}
}

// A call's own HTTP client takes the place of the one that tags.
func replacedByCall(ctx context.Context) error {
	rt := bedrockruntime.NewFromConfig(aws.Config{HTTPClient: replacedClient()})
	_, err := rt.Converse(ctx, &bedrockruntime.ConverseInput{}, func(o *bedrockruntime.Options) { // want "^untagged-call: bedrockruntime.Client.Converse lacks project_id, service_name, team_id$"
		o.HTTPClient = &http.Client{}
	})
	return err
}

func replacedByTagging(ctx context.Context) error {
	rt := bedrockruntime.NewFromConfig(aws.Config{HTTPClient: http.DefaultClient})
	_, err := rt.Converse(ctx, &bedrockruntime.ConverseInput{}, func(o *bedrockruntime.Options) {
		o.HTTPClient = replacedClient()
	})
	return err
}
