// Package compliant attaches every tag, each time in another way. The mutation
// suite of the analyzer takes away one carrier at a time.
package compliant

import (
	"context"
	"net/http"
	"time"

	"google.golang.org/genai"
)

// stamp tags on a clone, as the contract of RoundTripper asks.
type stamp struct {
	next http.RoundTripper
	team string
}

func (t *stamp) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "shop")     // carrier project_id -> stamped
	req.Header.Set("X-LLM-Service-Name", "search") // carrier service_name -> stamped
	req.Header.Set("X-LLM-Team-ID", t.team)        // carrier team_id -> stamped
	// insert team_id -> stamped | req.Header.Del("X-LLM-Team-ID")
	return t.next.RoundTrip(req)
}

func stamped(ctx context.Context, team string) (*genai.Client, error) {
	hc := &http.Client{
		Timeout: time.Minute,
		Transport: &stamp{ // carrier project_id,service_name,team_id overwrite=nil
			next: http.DefaultTransport,
			team: team, // value team_id
		},
	}
	return genai.NewClient(ctx, &genai.ClientConfig{ // site stamped: genai.NewClient
		HTTPClient: hc, // carrier project_id,service_name,team_id only=overwrite overwrite=nil
	})
}

// roundTripFunc adapts a function.
type roundTripFunc func(*http.Request) (*http.Response, error)

func (f roundTripFunc) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// header wraps a transport so that each request carries one header.
func header(next http.RoundTripper, name, value string) http.RoundTripper {
	return roundTripFunc(func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		req.Header.Set(name, value) // carrier project_id,service_name,team_id -> wrapped only=drop
		return next.RoundTrip(req)
	})
}

func wrapped(ctx context.Context) (*genai.Client, error) {
	rt := http.DefaultTransport
	rt = header(rt, "X-LLM-Project-ID", "shop")     // carrier project_id but=overwrite
	rt = header(rt, "X-LLM-Service-Name", "search") // carrier service_name but=overwrite
	rt = header(rt, "X-LLM-Team-ID", "discovery")   // carrier team_id but=overwrite
	hc := &http.Client{Timeout: time.Minute}
	hc.Transport = rt                                // carrier project_id,service_name,team_id only=conditional,overwrite overwrite=http.DefaultTransport
	return genai.NewClient(ctx, &genai.ClientConfig{ // site wrapped: genai.NewClient
		HTTPClient: hc, // carrier project_id,service_name,team_id only=overwrite overwrite=nil
	})
}

// byHeader sends a header with each request.
type byHeader struct {
	http.RoundTripper
	header http.Header
}

func (b byHeader) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for name, values := range b.header {
		req.Header[name] = values
	} // carrier project_id,service_name,team_id -> listed
	return b.RoundTripper.RoundTrip(req)
}

func listed(ctx context.Context, team string) (*genai.Client, error) {
	h := http.Header{
		"X-Llm-Project-Id": {"shop"}, // carrier project_id
	}
	h.Set("X-LLM-Service-Name", "search")            // carrier service_name
	h.Set("X-LLM-Team-ID", team)                     // carrier team_id
	return genai.NewClient(ctx, &genai.ClientConfig{ // site listed: genai.NewClient
		HTTPClient: &http.Client{Transport: byHeader{http.DefaultTransport, h}}, // carrier project_id,service_name,team_id only=overwrite overwrite=nil
	})
}
