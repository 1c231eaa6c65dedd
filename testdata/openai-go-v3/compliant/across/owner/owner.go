// Package owner is what the platform team gives to everybody.
package owner

import (
	"net/http"

	"github.com/openai/openai-go/v3/option"
)

// The names of the headers of the policy.
const (
	HeaderProject = "X-LLM-Project-ID"
	HeaderService = "X-LLM-Service-Name"
	HeaderTeam    = "X-LLM-Team-ID"
)

// Owner says who pays.
type Owner struct{ Project, Service, Team string }

// Options are the headers of o as options.
func (o Owner) Options() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader(HeaderProject, o.Project), // carrier project_id -> direct
		option.WithHeader(HeaderService, o.Service), // carrier service_name -> direct
		option.WithHeader(HeaderTeam, o.Team),       // carrier team_id -> direct
	}
}

// Transport stamps each request.
type Transport struct {
	Owner Owner
	Base  http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	t.Owner.stamp(req.Header) // carrier project_id,service_name,team_id -> transported
	base := t.Base
	if base == nil {
		base = http.DefaultTransport
	}
	return base.RoundTrip(req)
}

func (o Owner) stamp(h http.Header) {
	h.Set(HeaderProject, o.Project) // carrier project_id -> transported
	h.Set(HeaderService, o.Service) // carrier service_name -> transported
	h.Set(HeaderTeam, o.Team)       // carrier team_id -> transported
}

// Defaults are the tags of what has no other owner.
var Defaults = map[string]string{
	HeaderProject: "platform", // carrier project_id -> called empty=factory but=overwrite
}
