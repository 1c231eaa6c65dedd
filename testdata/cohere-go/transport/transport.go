// Package transport attaches tags in the HTTP client of a client.
package transport

import (
	"net/http"
	"time"

	"github.com/cohere-ai/cohere-go/v2/client"
	"github.com/cohere-ai/cohere-go/v2/core"
	"github.com/cohere-ai/cohere-go/v2/option"
)

// tagging tags what it sends.
type tagging struct{ next http.RoundTripper }

func (t *tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	tag(req.Header)
	return t.next.RoundTrip(req)
}

func tag(h http.Header) {
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", "payments")
}

// doer tags what it sends, as a client of the SDK's own kind.
type doer struct{ next core.HTTPClient }

func (d doer) Do(req *http.Request) (*http.Response, error) {
	tag(req.Header)
	return d.next.Do(req)
}

// logger tags nothing.
type logger struct {
	next core.HTTPClient
	log  func(string)
}

func (l logger) Do(req *http.Request) (*http.Response, error) {
	l.log(req.URL.String())
	return l.next.Do(req)
}

// Good sends by an http.Client whose transport tags.
func Good() *client.Client {
	return client.NewClient(client.WithHTTPClient(&http.Client{Transport: &tagging{http.DefaultTransport}}))
}

// Bad sends by one with a timeout.
func Bad() *client.Client {
	return client.NewClient(client.WithHTTPClient(&http.Client{Timeout: time.Minute})) // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
}

// GoodDoer sends by an own type that tags.
func GoodDoer(log func(string)) *client.Client {
	return client.NewClient(option.WithHTTPClient(logger{doer{http.DefaultClient}, log}))
}

// BadDoer sends by one that logs.
func BadDoer(log func(string)) *client.Client {
	return client.NewClient(option.WithHTTPClient(logger{http.DefaultClient, log})) // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
}

// BadSecond gives a second HTTP client, which replaces the one that tags.
func BadSecond() *client.Client {
	return client.NewClient( // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
		client.WithHTTPClient(doer{http.DefaultClient}),
		client.WithHTTPClient(&http.Client{Timeout: time.Minute}),
	)
}

// GoodSecond gives the one that tags last.
func GoodSecond() *client.Client {
	return client.NewClient(
		client.WithHTTPClient(&http.Client{Timeout: time.Minute}),
		client.WithHTTPClient(doer{http.DefaultClient}),
	)
}
