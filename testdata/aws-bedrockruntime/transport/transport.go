// Package transport attaches tags in the HTTP client of a client.
package transport

import (
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
)

// tagging is a transport that tags.
type tagging struct{ next http.RoundTripper }

func (t tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	tag(req.Header)
	return t.next.RoundTrip(req)
}

func tag(h http.Header) {
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", "payments")
}

// GoodTransport sets an http.Client whose transport tags.
func GoodTransport() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(aws.Config{}, func(o *bedrockruntime.Options) {
		o.HTTPClient = &http.Client{Transport: tagging{http.DefaultTransport}}
	})
}

// BadTransport sets one with a timeout.
func BadTransport() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(aws.Config{}, func(o *bedrockruntime.Options) { // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
		o.HTTPClient = &http.Client{Timeout: time.Minute}
	})
}

// BadBuildable sets the client of the SDK itself.
func BadBuildable() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(aws.Config{}, func(o *bedrockruntime.Options) { // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
		o.HTTPClient = awshttp.NewBuildableClient().WithTimeout(time.Minute)
	})
}

// GoodConfig sets the http.Client of all clients.
func GoodConfig(region string) *bedrockruntime.Client {
	cfg := aws.Config{Region: region}
	cfg.HTTPClient = &http.Client{Transport: tagging{http.DefaultTransport}}
	return bedrockruntime.NewFromConfig(cfg)
}

// BadReplaced replaces it by one that does not tag.
func BadReplaced(region string) *bedrockruntime.Client {
	cfg := aws.Config{Region: region}
	cfg.HTTPClient = &http.Client{Transport: tagging{http.DefaultTransport}}
	return bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) { // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
		o.HTTPClient = http.DefaultClient
	})
}

// doer is an HTTP client of its own kind.
type doer struct{ next bedrockruntime.HTTPClient }

func (d doer) Do(req *http.Request) (*http.Response, error) {
	tag(req.Header)
	return d.next.Do(req)
}

// lazy tags once in a while.
type lazy struct {
	next  bedrockruntime.HTTPClient
	count int
}

func (d *lazy) Do(req *http.Request) (*http.Response, error) {
	d.count++
	if d.count%2 == 0 {
		tag(req.Header)
	}
	return d.next.Do(req)
}

// GoodDoer sends by an own type that tags.
func GoodDoer() *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{HTTPClient: doer{next: http.DefaultClient}})
}

// BadDoer sends by one that tags once in a while.
func BadDoer() *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{HTTPClient: &lazy{next: http.DefaultClient}}) // want "untagged-client: bedrockruntime.New lacks project_id, service_name, team_id$"
}
