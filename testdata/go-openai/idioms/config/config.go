// Written from testdata/idioms/config.go.tmpl by make generate.

package config

import (
	"net/http"

	openai "github.com/sashabaranov/go-openai"
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

func good() *openai.Client {
	cfg := openai.DefaultConfig("key")
	cfg.HTTPClient = complete()
	return openai.NewClientWithConfig(cfg)
}

func bad() *openai.Client {
	cfg := openai.DefaultConfig("key")
	cfg.HTTPClient = incomplete()
	return openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
}

func badUnset() *openai.Client {
	cfg := openai.DefaultConfig("key")
	return openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
}

func badSometimes(debug bool) *openai.Client {
	cfg := openai.DefaultConfig("key")
	if !debug {
		cfg.HTTPClient = complete()
	}
	return openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
}

func goodEither(debug bool) *openai.Client {
	cfg := openai.DefaultConfig("key")
	if debug {
		cfg.HTTPClient = &http.Client{Transport: owner{http.DefaultTransport, "platform"}}
	} else {
		cfg.HTTPClient = complete()
	}
	return openai.NewClientWithConfig(cfg)
}

// A field that is set twice holds what was set last.
func badReplaced() *openai.Client {
	cfg := openai.DefaultConfig("key")
	cfg.HTTPClient = complete()
	cfg.HTTPClient = incomplete()
	return openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
}

// The duty of a factory that takes what the field is set to.
func with(hc *http.Client) *openai.Client {
	cfg := openai.DefaultConfig("key")
	cfg.HTTPClient = hc
	return openai.NewClientWithConfig(cfg)
}

func goodWith() *openai.Client { return with(complete()) }

func badWith() *openai.Client {
	return with(http.DefaultClient) // want "untagged-client: with lacks project_id, service_name, team_id$"
}

// A client that is given only if there is one.
func withOptional(hc *http.Client) *openai.Client {
	cfg := openai.DefaultConfig("key")
	if hc != nil {
		cfg.HTTPClient = hc
	}
	return openai.NewClientWithConfig(cfg)
}

func goodOptional() *openai.Client { return withOptional(complete()) }

func badOptional() *openai.Client {
	return withOptional(nil) // want "untagged-client: withOptional lacks project_id, service_name, team_id$"
}
