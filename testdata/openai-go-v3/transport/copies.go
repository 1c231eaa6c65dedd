package transport

import (
	"context"
	"maps"
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// passing copies the headers of a request into one of its own, as transports
// do that must not change what they are given.
type passing struct {
	next http.RoundTripper
	drop bool // copies nothing
}

func (t *passing) RoundTrip(req *http.Request) (*http.Response, error) {
	out := *req
	out.Header = make(http.Header, len(req.Header))
	if !t.drop {
		for name, values := range req.Header {
			out.Header[name] = append([]string(nil), values...)
		}
	}
	return t.next.RoundTrip(&out)
}

// forgetful starts with headers of its own.
type forgetful struct{ next http.RoundTripper }

func (t forgetful) RoundTrip(req *http.Request) (*http.Response, error) {
	out := req.WithContext(req.Context())
	out.Header = http.Header{"Content-Type": {"application/json"}}
	return t.next.RoundTrip(out)
}

// copying is like passing, by maps.Copy.
type copying struct{ next http.RoundTripper }

func (t copying) RoundTrip(req *http.Request) (*http.Response, error) {
	out := *req
	out.Header = http.Header{}
	maps.Copy(out.Header, req.Header)
	out.Header.Set("X-Request-Source", "batch")
	return t.next.RoundTrip(&out)
}

func copied(next http.RoundTripper) openai.Client {
	return openai.NewClient(append(tags(), option.WithHTTPClient(&http.Client{Transport: next}))...)
}

func tags() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "indexer"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
}

func goodPassing(ctx context.Context) error {
	return answer(ctx, copied(&passing{next: http.DefaultTransport}))
}

func goodCopying(ctx context.Context) error {
	return answer(ctx, copied(copying{next: http.DefaultTransport}))
}

func badForgetful(ctx context.Context) error {
	return answer(ctx, copied(forgetful{next: http.DefaultTransport})) // want "untagged-client: copied lacks project_id, service_name, team_id$"
}

func badDropping(ctx context.Context) error {
	return answer(ctx, copied(&passing{next: http.DefaultTransport, drop: true})) // want "untagged-client: copied lacks project_id, service_name, team_id$"
}
