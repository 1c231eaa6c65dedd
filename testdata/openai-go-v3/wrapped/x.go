// Package wrapped sends requests through other libraries' transports.
package wrapped

import (
	"context"
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"golang.org/x/oauth2"
)

type owned struct{ base http.RoundTripper }

func (o owned) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-LLM-Project-ID", "checkout")
	r.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	r.Header.Set("X-LLM-Team-ID", "payments")
	return o.base.RoundTrip(r)
}

func goodTraced() openai.Client {
	return openai.NewClient(option.WithHTTPClient(&http.Client{Transport: otelhttp.NewTransport(owned{http.DefaultTransport})}))
}

func goodTracing() openai.Client {
	return openai.NewClient(option.WithHTTPClient(&http.Client{Transport: owned{otelhttp.NewTransport(http.DefaultTransport)}}))
}

// A propagator adds headers that are not seen.
func doubtTraced() openai.Client {
	return openai.NewClient(option.WithHTTPClient(&http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)})) // want "^unproven-tags: openai.NewClient may lack project_id, service_name, team_id"
}

func goodSigned(source oauth2.TokenSource) openai.Client {
	return openai.NewClient(option.WithHTTPClient(&http.Client{Transport: &oauth2.Transport{Source: source, Base: owned{http.DefaultTransport}}}))
}

func goodSigning(source oauth2.TokenSource) openai.Client {
	signed := oauth2.NewClient(context.Background(), source)
	signed.Transport = owned{signed.Transport}
	return openai.NewClient(option.WithHTTPClient(signed))
}

func badSigned(source oauth2.TokenSource) openai.Client {
	return openai.NewClient(option.WithHTTPClient(&http.Client{Transport: &oauth2.Transport{Source: source}})) // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}
