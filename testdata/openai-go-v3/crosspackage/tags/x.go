// Package tags is what a platform team gives to everybody: names, options, headers and a transport.
package tags

import (
	"errors"
	"net/http"

	"github.com/openai/openai-go/v3/option"
)

// The names of the headers of the policy.
const (
	HeaderProject = "X-LLM-Project-ID"
	HeaderService = "X-LLM-Service-Name"
	HeaderTeam    = "X-LLM-Team-ID"
)

// NoTeam stands for a team that is not known.
const NoTeam = ""

// Team is the name of a team.
type Team string

// The teams of the company.
const (
	Payments Team = "payments"
	Risk     Team = "risk"
)

// Owner says who pays.
type Owner struct {
	Project string
	Service string
	Team    Team
}

// Options are the headers of o as options.
func (o Owner) Options() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader(HeaderProject, o.Project),
		option.WithHeader(HeaderService, o.Service),
		option.WithHeader(HeaderTeam, string(o.Team)),
	}
}

// Headers are the headers of o as a map.
func (o Owner) Headers() map[string]string {
	return map[string]string{HeaderProject: o.Project, HeaderService: o.Service, HeaderTeam: string(o.Team)}
}

// Default are the tags of everything that has no owner of its own.
var Default = []option.RequestOption{
	option.WithHeader(HeaderProject, "platform"),
	option.WithHeader(HeaderService, "shared"),
	option.WithHeader(HeaderTeam, "platform"),
}

// DefaultHeaders are the same as a map.
var DefaultHeaders = map[string]string{
	HeaderProject: "platform",
	HeaderService: "shared",
	HeaderTeam:    "platform",
}

// WithTeam attaches the team.
func WithTeam(team Team) option.RequestOption { return option.WithHeader(HeaderTeam, string(team)) }

// WithService attaches project and service, and no team.
func WithService(project, service string) []option.RequestOption {
	return []option.RequestOption{option.WithHeader(HeaderProject, project), option.WithHeader(HeaderService, service)}
}

// Checked attaches all tags of o, or says what is missing.
func Checked(o Owner) ([]option.RequestOption, error) {
	if o.Team == "" {
		return nil, errors.New("the owner has no team")
	}
	return o.Options(), nil
}

// FromMap attaches the headers of a map.
func FromMap(headers map[string]string) []option.RequestOption {
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	return opts
}

// Transport attaches the tags of its owner.
type Transport struct {
	Owner Owner
	Base  http.RoundTripper
}

// RoundTrip sends a tagged clone of req.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set(HeaderProject, t.Owner.Project)
	req.Header.Set(HeaderService, t.Owner.Service)
	req.Header.Set(HeaderTeam, string(t.Owner.Team))
	base := t.Base
	if base == nil {
		base = http.DefaultTransport
	}
	return base.RoundTrip(req)
}

// Wrap attaches the service and leaves the team to others.
func Wrap(base http.RoundTripper, service string) http.RoundTripper {
	return &serviceTransport{base: base, service: service}
}

type serviceTransport struct {
	base    http.RoundTripper
	service string
}

func (t *serviceTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set(HeaderProject, "platform")
	req.Header.Set(HeaderService, t.service)
	return t.base.RoundTrip(req)
}

// Middleware attaches all tags of o.
func Middleware(o Owner) option.Middleware {
	return func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		req.Header.Set(HeaderProject, o.Project)
		req.Header.Set(HeaderService, o.Service)
		req.Header.Set(HeaderTeam, string(o.Team))
		return next(req)
	}
}

// Stamp writes the tags of o to a header.
func Stamp(header http.Header, o Owner) {
	header.Set(HeaderProject, o.Project)
	header.Set(HeaderService, o.Service)
	header.Set(HeaderTeam, string(o.Team))
}
