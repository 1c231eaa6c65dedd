// Written from testdata/idioms/client.go.tmpl by make generate.

package client

import (
	"net/http"
	"os"
	"time"

	"cloud.google.com/go/vertexai/genai"
	"context"
	"example.com/vertexai-genai/idioms/names"
	"google.golang.org/api/option"
)

// owner is a transport that tags.
type owner struct {
	next http.RoundTripper
	team string
}

func (o *owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set(names.Service, names.Assistant)
	req.Header.Set("X-LLM-Team-ID", o.team)
	return o.next.RoundTrip(req)
}

func complete() *http.Client {
	return &http.Client{Transport: &owner{next: http.DefaultTransport, team: "payments"}, Timeout: time.Minute}
}

// nobody forgets the team.
type nobody struct{ next http.RoundTripper }

func (n nobody) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	return n.next.RoundTrip(req)
}

func incomplete() *http.Client {
	return &http.Client{Transport: nobody{http.DefaultTransport}}
}

// A client that is there proves nothing.
func badPlain() (*genai.Client, error) {
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(&http.Client{Timeout: time.Minute})) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// Functions as transports.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func header(next http.RoundTripper, name, value string) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		req.Header.Set(name, value)
		return next.RoundTrip(req)
	})
}

func goodChain() (*genai.Client, error) {
	rt := header(header(header(http.DefaultTransport, "X-LLM-Project-ID", "checkout"), "X-LLM-Service-Name", "checkout-assistant"), "X-LLM-Team-ID", os.Getenv("TEAM_ID"))
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(&http.Client{Transport: rt}))
}

func badChain() (*genai.Client, error) {
	rt := header(header(http.DefaultTransport, "X-LLM-Project-ID", "checkout"), "X-LLM-Service-Name", "checkout-assistant")
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(&http.Client{Transport: rt})) // want "untagged-client: genai.NewClient lacks team_id$"
}

// A team that is attached on some paths only.
type sometimes struct {
	next http.RoundTripper
	team func() string
}

func (s sometimes) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	if req.Method == http.MethodPost && req.ContentLength > 0 {
		req.Header.Set("X-LLM-Team-ID", s.team())
	}
	return s.next.RoundTrip(req)
}

func badSometimes() (*genai.Client, error) {
	rt := sometimes{next: nobody{http.DefaultTransport}, team: func() string { return "payments" }}
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(&http.Client{Transport: rt})) // want "untagged-client: genai.NewClient lacks team_id$"
}

// A path that sends nothing does not matter.
type careful struct {
	next http.RoundTripper
	team string
}

func (c careful) RoundTrip(req *http.Request) (*http.Response, error) {
	if c.team == "" {
		return nil, http.ErrNotSupported
	}
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Team-ID", c.team)
	return c.next.RoundTrip(req)
}

func goodCareful(team string) (*genai.Client, error) {
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(&http.Client{Transport: careful{next: nobody{http.DefaultTransport}, team: team}}))
}

// What an inner transport takes away is gone.
type scrubbed struct{ next http.RoundTripper }

func (s scrubbed) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Del("X-LLM-Team-ID")
	return s.next.RoundTrip(req)
}

func badScrubbed() (*genai.Client, error) {
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(&http.Client{Transport: &owner{next: scrubbed{http.DefaultTransport}, team: "payments"}})) // want "untagged-client: genai.NewClient lacks team_id$"
}

// The transport of a client that is filled afterwards.
func goodFilled(team string) (*genai.Client, error) {
	hc := &http.Client{Timeout: time.Minute}
	hc.Transport = &owner{next: http.DefaultTransport, team: team}
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(hc))
}

func badFilled(debug bool) (*genai.Client, error) {
	hc := &http.Client{Timeout: time.Minute}
	if debug {
		hc.Transport = &owner{next: http.DefaultTransport, team: "payments"}
	}
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(hc)) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

func badTeam() (*genai.Client, error) {
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(&http.Client{Transport: &owner{next: http.DefaultTransport}})) // want "empty-tag: genai.NewClient attaches an empty value to team_id$"
}
