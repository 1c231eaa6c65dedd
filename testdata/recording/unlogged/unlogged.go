// Package unlogged makes tagged clients, and records what they use or does not.
package unlogged

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"example.com/recording/inhouse"
	"example.com/recording/telemetry"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

var owner = inhouse.Owner{Project: "checkout", Service: "checkout-assistant", Team: "payments"}

func headers() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
		option.WithHeader("X-LLM-Team-ID", "payments"),
	}
}

func badHeaders() openai.Client {
	return openai.NewClient(headers()...) // want "^unlogged-client: openai.NewClient is tagged, but nothing that is seen records the usage of its responses$"
}

var badVariable = openai.NewClient(headers()...) // want "^unlogged-client: openai.NewClient is tagged"

// A client that is not tagged has one finding, and not two.
func badUntagged() openai.Client {
	return openai.NewClient() // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

func badNoRecorder() openai.Client {
	hc, _ := inhouse.Client(owner)
	return openai.NewClient(option.WithHTTPClient(hc)) // want "^unlogged-client: openai.NewClient is tagged"
}

func badNilRecorder() openai.Client {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(nil))
	return openai.NewClient(option.WithHTTPClient(hc)) // want "^unlogged-client: openai.NewClient is tagged"
}

func goodRecorder() openai.Client {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(inhouse.NewRecorder()))
	return openai.NewClient(option.WithHTTPClient(hc))
}

func goodGivenRecorder(r *inhouse.Recorder) openai.Client {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(r))
	return openai.NewClient(option.WithHTTPClient(hc))
}

func badOnSomePaths(record bool) openai.Client {
	opts := []inhouse.Option{}
	if record {
		opts = append(opts, inhouse.WithRecorder(inhouse.NewRecorder()))
	}
	hc, _ := inhouse.Client(owner, opts...)
	return openai.NewClient(option.WithHTTPClient(hc)) // want "^unlogged-client: openai.NewClient is tagged"
}

func badReplaced() openai.Client {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(inhouse.NewRecorder()))
	opts := append(headers(), option.WithHTTPClient(hc), option.WithHTTPClient(http.DefaultClient))
	return openai.NewClient(opts...) // want "^unlogged-client: openai.NewClient is tagged"
}

// Factories: one finding at the root.

func newClient(opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append(headers(), opts...)...)
}

func goodFactory() openai.Client {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(inhouse.NewRecorder()))
	return newClient(option.WithHTTPClient(hc))
}

func badFactory() openai.Client {
	return newClient(option.WithHTTPClient(http.DefaultClient)) // want "^unlogged-client: newClient is tagged"
}

func withTeam(team string) openai.Client {
	return openai.NewClient( // want "^unlogged-client: openai.NewClient is tagged"
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
		option.WithHeader("X-LLM-Team-ID", team),
	)
}

func firstTeam() openai.Client  { return withTeam("payments") }
func secondTeam() openai.Client { return withTeam("search") }

// Transports and middleware of the house.

// reading hands a copy of each body to whoever wants it.
type reading struct{ into func([]byte) }

func (r reading) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	r.into(body)
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

func goodReadingTransport(into func([]byte)) openai.Client {
	return openai.NewClient(append(headers(), option.WithHTTPClient(&http.Client{Transport: reading{into}}))...)
}

func goodReadingMiddleware(into io.Writer) openai.Client {
	return openai.NewClient(append(headers(), option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		resp, err := next(req)
		if err == nil {
			resp.Body = struct {
				io.Reader
				io.Closer
			}{io.TeeReader(resp.Body, into), resp.Body}
		}
		return resp, err
	}))...)
}

// retrying looks at the status only.
type retrying struct{ next http.RoundTripper }

func (r retrying) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := r.next.RoundTrip(req)
	if err == nil && resp.StatusCode == http.StatusTooManyRequests {
		resp.Body.Close()
		return r.next.RoundTrip(req)
	}
	return resp, err
}

func badRetrying() openai.Client {
	return openai.NewClient(append(headers(), option.WithHTTPClient(&http.Client{Transport: retrying{http.DefaultTransport}}))...) // want "^unlogged-client: openai.NewClient is tagged"
}

func goodNamedFunction() openai.Client {
	return openai.NewClient(append(headers(), option.WithHTTPClient(telemetry.Observe(http.DefaultClient)))...)
}

func goodNamedMethod() openai.Client {
	return openai.NewClient(append(headers(), option.WithHTTPClient(&http.Client{Transport: &telemetry.Meter{}}))...)
}

func badUnnamed() openai.Client {
	return openai.NewClient(append(headers(), option.WithHTTPClient(telemetry.Plain(http.DefaultClient)))...) // want "^unlogged-client: openai.NewClient is tagged"
}

func suppressed() openai.Client {
	//llmtag:ignore unlogged-client -- the gateway records what it bills
	return openai.NewClient(headers()...)
}

// A constructor that keeps options for a client that is made later owes a recorder
// as it owes tags: it is said once, where the object is made.
type maker struct{ opts []option.RequestOption }

func newMaker(opts []option.RequestOption) *maker { return &maker{opts: opts} }

func (m *maker) client() openai.Client { return openai.NewClient(m.opts...) }

func badMaker() openai.Client {
	return newMaker(headers()).client() // want "^unlogged-client: newMaker is tagged"
}

// A client that is not tagged and only used for what is free owes neither.
func goodFree(ctx context.Context) error {
	client := openai.NewClient()
	_, err := client.Models.List(ctx)
	return err
}
