// Package tagging holds what the services of the shop share to say who owns
// their LLM requests.
package tagging

import (
	"net/http"
	"time"
)

// The headers that the gateway bills by.
const (
	HeaderProject = "X-LLM-Project-ID"
	HeaderService = "X-LLM-Service-Name"
	HeaderTeam    = "X-LLM-Team-ID"
)

// Transport stamps each request with its owner and hands it to Base.
type Transport struct {
	Project string
	Service string
	Team    string
	Base    http.RoundTripper // nil means http.DefaultTransport
}

// RoundTrip implements http.RoundTripper.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set(HeaderProject, t.Project)
	req.Header.Set(HeaderService, t.Service)
	req.Header.Set(HeaderTeam, t.Team)
	base := t.Base
	if base == nil {
		base = http.DefaultTransport
	}
	return base.RoundTrip(req)
}

// Teamless stamps project and service only.
type Teamless struct {
	Project string
	Service string
}

// RoundTrip implements http.RoundTripper.
func (t Teamless) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set(HeaderProject, t.Project)
	req.Header.Set(HeaderService, t.Service)
	return http.DefaultTransport.RoundTrip(req)
}

// RoundTripperFunc adapts a function to http.RoundTripper.
type RoundTripperFunc func(*http.Request) (*http.Response, error)

// RoundTrip implements http.RoundTripper.
func (f RoundTripperFunc) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// WithHeader wraps base so that each request carries the header key.
func WithHeader(base http.RoundTripper, key, value string) http.RoundTripper {
	return RoundTripperFunc(func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		req.Header.Set(key, value)
		return base.RoundTrip(req)
	})
}

// NewClient returns a client whose requests are owned by the given team.
func NewClient(project, service, team string) *http.Client {
	return &http.Client{
		Timeout:   time.Minute,
		Transport: &Transport{Project: project, Service: service, Team: team},
	}
}

// ForShop returns a client that names the project and the service; the team
// is left to the request.
func ForShop(service string) *http.Client {
	return &http.Client{Transport: Teamless{Project: "shop", Service: service}}
}
