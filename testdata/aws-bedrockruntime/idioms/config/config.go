// Written from testdata/idioms/config.go.tmpl by make generate.

package config

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
)

type owner struct {
	next http.RoundTripper
	team string
}

func (o owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	if o.team != "" {
		req.Header.Set("X-LLM-Team-ID", o.team)
	}
	return o.next.RoundTrip(req)
}

func complete() *http.Client {
	return &http.Client{Transport: owner{http.DefaultTransport, "payments"}}
}

func incomplete() *http.Client {
	return &http.Client{Transport: owner{next: http.DefaultTransport}}
}

func good() *bedrockruntime.Client {
	opts := bedrockruntime.Options{Region: "eu-central-1"}
	opts.HTTPClient = complete()
	return bedrockruntime.New(opts)
}

func bad() *bedrockruntime.Client {
	opts := bedrockruntime.Options{Region: "eu-central-1"}
	opts.HTTPClient = incomplete()
	return bedrockruntime.New(opts) // want "untagged-client: bedrockruntime.New lacks team_id$"
}

func badUnset() *bedrockruntime.Client {
	opts := bedrockruntime.Options{Region: "eu-central-1"}
	return bedrockruntime.New(opts) // want "untagged-client: bedrockruntime.New lacks project_id, service_name, team_id$"
}

func badSometimes(debug bool) *bedrockruntime.Client {
	opts := bedrockruntime.Options{Region: "eu-central-1"}
	if !debug {
		opts.HTTPClient = complete()
	}
	return bedrockruntime.New(opts) // want "untagged-client: bedrockruntime.New lacks project_id, service_name, team_id$"
}

func goodEither(debug bool) *bedrockruntime.Client {
	opts := bedrockruntime.Options{Region: "eu-central-1"}
	if debug {
		opts.HTTPClient = &http.Client{Transport: owner{http.DefaultTransport, "platform"}}
	} else {
		opts.HTTPClient = complete()
	}
	return bedrockruntime.New(opts)
}

// A field that is set twice holds what was set last.
func badReplaced() *bedrockruntime.Client {
	opts := bedrockruntime.Options{Region: "eu-central-1"}
	opts.HTTPClient = complete()
	opts.HTTPClient = incomplete()
	return bedrockruntime.New(opts) // want "untagged-client: bedrockruntime.New lacks team_id$"
}

// The duty of a factory that takes what the field is set to.
func with(hc *http.Client) *bedrockruntime.Client {
	opts := bedrockruntime.Options{Region: "eu-central-1"}
	opts.HTTPClient = hc
	return bedrockruntime.New(opts)
}

func goodWith() *bedrockruntime.Client { return with(complete()) }

func badWith() *bedrockruntime.Client {
	return with(http.DefaultClient) // want "untagged-client: with lacks project_id, service_name, team_id$"
}

// A client that is given only if there is one.
func withOptional(hc *http.Client) *bedrockruntime.Client {
	opts := bedrockruntime.Options{Region: "eu-central-1"}
	if hc != nil {
		opts.HTTPClient = hc
	}
	return bedrockruntime.New(opts)
}

func goodOptional() *bedrockruntime.Client { return withOptional(complete()) }

func badOptional() *bedrockruntime.Client {
	return withOptional(nil) // want "untagged-client: withOptional lacks project_id, service_name, team_id$"
}
