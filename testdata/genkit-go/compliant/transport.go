// Package compliant attaches every tag, each time in another way. The mutation
// suite of the analyzer takes away one carrier at a time.
package compliant

import (
	"context"
	"net/http"
	"time"

	"github.com/firebase/genkit/go/genkit"
	"github.com/firebase/genkit/go/plugins/compat_oai/openai"
	"github.com/openai/openai-go/option"
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

func stamped(ctx context.Context, team string) *genkit.Genkit {
	hc := &http.Client{
		Timeout: time.Minute,
		Transport: &stamp{ // carrier project_id,service_name,team_id overwrite=nil
			next: http.DefaultTransport,
			team: team, // value team_id
		},
	}
	return genkit.Init(ctx, genkit.WithPlugins(&openai.OpenAI{Opts: []option.RequestOption{ // site stamped: openai.OpenAI
		option.WithHTTPClient(hc), // carrier project_id,service_name,team_id only=overwrite overwrite=http.DefaultClient
	}}))
}

// roundTripFunc adapts a function.
type roundTripFunc func(*http.Request) (*http.Response, error)

func (f roundTripFunc) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// tag wraps a transport so that each request carries one header.
func tag(next http.RoundTripper, name, value string) http.RoundTripper {
	return roundTripFunc(func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		req.Header.Set(name, value) // carrier project_id,service_name,team_id -> wrapped only=drop
		return next.RoundTrip(req)
	})
}

func wrapped(ctx context.Context) *genkit.Genkit {
	rt := http.DefaultTransport
	rt = tag(rt, "X-LLM-Project-ID", "shop")     // carrier project_id but=overwrite
	rt = tag(rt, "X-LLM-Service-Name", "search") // carrier service_name but=overwrite
	rt = tag(rt, "X-LLM-Team-ID", "discovery")   // carrier team_id but=overwrite
	hc := &http.Client{Timeout: time.Minute}
	hc.Transport = rt                                                                       // carrier project_id,service_name,team_id only=conditional,overwrite overwrite=http.DefaultTransport
	return genkit.Init(ctx, genkit.WithPlugins(&openai.OpenAI{Opts: []option.RequestOption{ // site wrapped: openai.OpenAI
		option.WithHTTPClient(hc), // carrier project_id,service_name,team_id only=overwrite overwrite=http.DefaultClient
	}}))
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

func listing(ctx context.Context, team string) *genkit.Genkit {
	h := http.Header{
		"X-Llm-Project-Id": {"shop"}, // carrier project_id
	}
	h.Set("X-LLM-Service-Name", "search")                                                   // carrier service_name
	h.Set("X-LLM-Team-ID", team)                                                            // carrier team_id
	return genkit.Init(ctx, genkit.WithPlugins(&openai.OpenAI{Opts: []option.RequestOption{ // site listed: openai.OpenAI
		option.WithHTTPClient(&http.Client{Transport: byHeader{http.DefaultTransport, h}}), // carrier project_id,service_name,team_id only=overwrite overwrite=http.DefaultClient
	}}))
}
