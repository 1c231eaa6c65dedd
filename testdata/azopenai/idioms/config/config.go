// Written from testdata/idioms/config.go.tmpl by make generate.

package config

import (
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
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

func good() (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.Transport = complete()
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), opts)
}

func bad() (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.Transport = incomplete()
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), opts) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
}

func badUnset() (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), opts) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id, service_name, team_id$"
}

func badSometimes(debug bool) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	if !debug {
		opts.Transport = complete()
	}
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), opts) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id, service_name, team_id$"
}

func goodEither(debug bool) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	if debug {
		opts.Transport = &http.Client{Transport: owner{http.DefaultTransport, "platform"}}
	} else {
		opts.Transport = complete()
	}
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), opts)
}

// A field that is set twice holds what was set last.
func badReplaced() (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.Transport = complete()
	opts.Transport = incomplete()
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), opts) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
}

// The duty of a factory that takes what the field is set to.
func with(hc *http.Client) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.Transport = hc
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), opts)
}

func goodWith() (*azopenai.Client, error) { return with(complete()) }

func badWith() (*azopenai.Client, error) {
	return with(http.DefaultClient) // want "untagged-client: with lacks project_id, service_name, team_id$"
}

// A client that is given only if there is one.
func withOptional(hc *http.Client) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	if hc != nil {
		opts.Transport = hc
	}
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), opts)
}

func goodOptional() (*azopenai.Client, error) { return withOptional(complete()) }

func badOptional() (*azopenai.Client, error) {
	return withOptional(nil) // want "untagged-client: withOptional lacks project_id, service_name, team_id$"
}
