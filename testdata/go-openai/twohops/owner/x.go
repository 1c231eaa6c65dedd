// Package owner has the tags of a service, one of them empty.
package owner

import "net/http"

// Tags are an owner.
type Tags struct{ Project, Service, Team string }

// Default lacks its service.
var Default = Tags{Project: "checkout", Team: "payments"}

// Full is complete.
var Full = Tags{Project: "checkout", Service: "checkout-assistant", Team: "payments"}

// Headers lacks a team.
var Headers = map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant"}

// Transport attaches the tags.
func (t Tags) Transport() http.RoundTripper { return transport{t} }

type transport struct{ tags Tags }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-LLM-Project-ID", t.tags.Project)
	r.Header.Set("X-LLM-Service-Name", t.tags.Service)
	r.Header.Set("X-LLM-Team-ID", t.tags.Team)
	return http.DefaultTransport.RoundTrip(r)
}
