package compliant

import (
	"context"
	"errors"
	"log"
	"net/http"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// stamp tags on a clone, as the contract of RoundTripper asks.
type stamp struct {
	next http.RoundTripper
	team string
}

func (t *stamp) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "photos") // carrier project_id -> stamped
	if req.URL.Host == "" {
		return nil, errors.New("no host")
	}
	req.Header.Set("X-LLM-Service-Name", "captioner") // carrier service_name -> stamped
	req.Header.Set("X-LLM-Team-ID", t.team)           // carrier team_id -> stamped
	// insert team_id -> stamped | req.Header.Del("X-LLM-Team-ID")
	// insert project_id,service_name,team_id -> stamped | req.Header = http.Header{}
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		log.Printf("llm request: %v", err)
	}
	return resp, err
}

func stamped(ctx context.Context) error {
	hc := &http.Client{
		Timeout: time.Minute,
		Transport: &stamp{ // carrier project_id,service_name,team_id overwrite=nil
			next: http.DefaultTransport,
			team: "media", // value team_id
		},
	}
	client := openai.NewClient( // site stamped: openai.NewClient
		option.WithHTTPClient(hc), // carrier project_id,service_name,team_id but=drop overwrite=http.DefaultClient
	)
	return answer(ctx, client)
}

// wrap adapts a function.
type roundTripFunc func(*http.Request) (*http.Response, error)

func (f roundTripFunc) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func wrap(next http.RoundTripper, service string) http.RoundTripper {
	return roundTripFunc(func(req *http.Request) (*http.Response, error) {
		clone := req.Clone(req.Context())
		clone.Header.Set("X-LLM-Project-ID", "photos")  // carrier project_id -> wrapped
		clone.Header.Set("X-LLM-Service-Name", service) // carrier service_name -> wrapped
		return next.RoundTrip(clone)
	})
}

func wrapped(ctx context.Context) error {
	hc := &http.Client{Timeout: time.Minute}
	hc.Transport = wrap(http.DefaultTransport, "captioner") // carrier project_id,service_name overwrite=http.DefaultTransport
	client := openai.NewClient(                             // site wrapped: openai.NewClient
		option.WithHTTPClient(hc),
		option.WithHeader("X-LLM-Team-ID", "media"), // carrier team_id
	)
	return answer(ctx, client)
}

// byHeaders stamps what it was made with.
type byHeaders struct {
	base    http.RoundTripper
	headers map[string]string
}

func (t byHeaders) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for name, value := range t.headers {
		req.Header.Set(name, value)
	} // carrier project_id,service_name,team_id -> mapped
	base := t.base
	if base == nil {
		base = http.DefaultTransport
	}
	return base.RoundTrip(req)
}

func mapped(ctx context.Context, team string) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: byHeaders{headers: map[string]string{ // site mapped: openai.NewClient
		"X-LLM-Project-ID":   "photos",    // carrier project_id
		"X-LLM-Service-Name": "captioner", // carrier service_name
		"X-LLM-Team-ID":      team,        // carrier team_id
	}}}))
	return answer(ctx, client)
}
