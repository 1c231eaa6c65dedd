// Package owner knows who pays, for the other packages of the program.
package owner

import (
	"net/http"

	"google.golang.org/genai"
)

// The names of the tags.
const (
	HeaderProject = "X-LLM-Project-ID"
	HeaderService = "X-LLM-Service-Name"
	HeaderTeam    = "X-LLM-Team-ID"
)

// The values of the tags.
const (
	Project = "checkout"
	Service = "checkout-assistant"
	Team    = "payments"
	Nobody  = ""
)

// Headers returns all tags.
func Headers() http.Header {
	h := http.Header{}
	h.Set(HeaderProject, Project)
	h.Set(HeaderService, Service)
	h.Set(HeaderTeam, Team)
	return h
}

// Partial returns all tags but that of the team.
func Partial() http.Header {
	h := Headers()
	h.Del(HeaderTeam)
	return h
}

// Apply sets all tags on h.
func Apply(h http.Header) {
	h.Set(HeaderProject, Project)
	h.Set(HeaderService, Service)
	h.Set(HeaderTeam, Team)
}

// Labels returns all tags as billing labels.
func Labels(team string) map[string]string {
	return map[string]string{"project_id": Project, "service_name": Service, "team_id": team}
}

// Request returns the configuration of a tagged request.
func Request() *genai.GenerateContentConfig {
	return &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: Headers()}}
}

// Transport tags what it sends.
type Transport struct {
	Base http.RoundTripper // http.DefaultTransport if nil
	Team string
}

// RoundTrip implements [http.RoundTripper].
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	base := t.Base
	if base == nil {
		base = http.DefaultTransport
	}
	req = req.Clone(req.Context())
	req.Header.Set(HeaderProject, Project)
	req.Header.Set(HeaderService, Service)
	req.Header.Set(HeaderTeam, t.Team)
	return base.RoundTrip(req)
}

// HTTPClient returns a client that tags.
func HTTPClient() *http.Client {
	return &http.Client{Transport: &Transport{Team: Team}}
}
