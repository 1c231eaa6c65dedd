package wrapper

import (
	"context"
	"net/http"
	"time"

	"example.com/policies/wrapper/platform"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// A wrapper's HTTP client tags in its transport, as long as it has that one.
type plain struct{ next http.RoundTripper }

func (p plain) RoundTrip(r *http.Request) (*http.Response, error) { return p.next.RoundTrip(r) }

func withTimeout(ctx context.Context) error {
	hc := platform.HTTP()
	hc.Timeout = time.Minute
	return ask(ctx, openai.NewClient(option.WithHTTPClient(hc)))
}

func transportWrapped(ctx context.Context) error {
	hc := platform.HTTP()
	hc.Transport = plain{hc.Transport}
	return ask(ctx, openai.NewClient(option.WithHTTPClient(hc)))
}

func transportReplaced(ctx context.Context) error {
	hc := platform.HTTP()
	hc.Transport = http.DefaultTransport
	return ask(ctx, openai.NewClient(option.WithHTTPClient(hc))) // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

func transportReplacedSometimes(ctx context.Context, direct bool) error {
	hc := platform.HTTP()
	if direct {
		hc.Transport = &http.Transport{}
	}
	return ask(ctx, openai.NewClient(option.WithHTTPClient(hc))) // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

func transportReplacedInCopy(ctx context.Context) error {
	hc := *platform.HTTP()
	hc.Transport = http.DefaultTransport
	return ask(ctx, openai.NewClient(option.WithHTTPClient(&hc))) // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}
