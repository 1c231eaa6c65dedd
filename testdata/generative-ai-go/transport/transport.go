// Package transport attaches tags in the transport of a client.
package transport

import (
	"context"
	"net/http"
	"os"
	"time"

	"github.com/google/generative-ai-go/genai"
	"google.golang.org/api/option"
	htransport "google.golang.org/api/transport/http"
)

// tagging adds the key and the tags to each request.
type tagging struct {
	key  string
	next http.RoundTripper
}

func (t *tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("x-goog-api-key", t.key)
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return t.next.RoundTrip(req)
}

// keyed adds the key and nothing else.
type keyed struct {
	key  string
	next http.RoundTripper
}

func (t *keyed) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("x-goog-api-key", t.key)
	return t.next.RoundTrip(req)
}

// Good sends by a transport that tags.
func Good(ctx context.Context) (*genai.Client, error) {
	hc := &http.Client{Transport: &tagging{key: os.Getenv("GEMINI_API_KEY"), next: http.DefaultTransport}}
	return genai.NewClient(ctx, option.WithHTTPClient(hc))
}

// Bad sends by one that authenticates.
func Bad(ctx context.Context) (*genai.Client, error) {
	hc := &http.Client{Transport: &keyed{key: os.Getenv("GEMINI_API_KEY"), next: http.DefaultTransport}}
	return genai.NewClient(ctx, option.WithHTTPClient(hc)) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// BadKey has a key and no transport.
func BadKey(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, option.WithAPIKey(os.Getenv("GEMINI_API_KEY"))) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// BadQuota takes the project of the quota for a tag.
func BadQuota(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, option.WithAPIKey(os.Getenv("GEMINI_API_KEY")), option.WithQuotaProject("checkout")) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// BadTimeout has an http.Client without a transport.
func BadTimeout(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, option.WithHTTPClient(&http.Client{Timeout: time.Minute})) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// BadSecond gives a second http.Client, which replaces the one that tags.
func BadSecond(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
		option.WithHTTPClient(&http.Client{Transport: &tagging{next: http.DefaultTransport}}),
		option.WithHTTPClient(http.DefaultClient),
	)
}

// GoodWrapped wraps the transport that tags.
func GoodWrapped(ctx context.Context) (*genai.Client, error) {
	tagged := &tagging{key: os.Getenv("GEMINI_API_KEY"), next: http.DefaultTransport}
	return genai.NewClient(ctx, option.WithHTTPClient(&http.Client{Transport: &keyed{next: tagged}}))
}

// GoodSlice spreads a slice that grows under a condition.
func GoodSlice(ctx context.Context, endpoint string) (*genai.Client, error) {
	opts := []option.ClientOption{option.WithHTTPClient(&http.Client{Transport: &tagging{next: http.DefaultTransport}})}
	if endpoint != "" {
		opts = append(opts, option.WithEndpoint(endpoint))
	}
	return genai.NewClient(ctx, opts...)
}

// BadSlice appends the http.Client that tags under a condition.
func BadSlice(ctx context.Context, proxied bool) (*genai.Client, error) {
	opts := []option.ClientOption{option.WithAPIKey(os.Getenv("GEMINI_API_KEY"))}
	if proxied {
		opts = append(opts, option.WithHTTPClient(&http.Client{Transport: &tagging{next: http.DefaultTransport}}))
	}
	return genai.NewClient(ctx, opts...) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// Unproven sends by a client of the library for transports.
func Unproven(ctx context.Context) (*genai.Client, error) {
	hc, _, err := htransport.NewClient(ctx, option.WithAPIKey(os.Getenv("GEMINI_API_KEY")))
	if err != nil {
		return nil, err
	}
	return genai.NewClient(ctx, option.WithHTTPClient(hc)) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// GoodLibrary tags in front of the transport of the library.
func GoodLibrary(ctx context.Context) (*genai.Client, error) {
	rt, err := htransport.NewTransport(ctx, http.DefaultTransport, option.WithAPIKey(os.Getenv("GEMINI_API_KEY")))
	if err != nil {
		return nil, err
	}
	return genai.NewClient(ctx, option.WithHTTPClient(&http.Client{Transport: &tagging{next: rt}}))
}

// fromHTTP takes an http.Client.
func fromHTTP(ctx context.Context, hc *http.Client) (*genai.Client, error) {
	return genai.NewClient(ctx, option.WithHTTPClient(hc))
}

// GoodHTTP hands over one that tags.
func GoodHTTP(ctx context.Context) (*genai.Client, error) {
	return fromHTTP(ctx, &http.Client{Transport: &tagging{next: http.DefaultTransport}})
}

// BadHTTP hands over one that does not.
func BadHTTP(ctx context.Context) (*genai.Client, error) {
	return fromHTTP(ctx, http.DefaultClient) // want "untagged-client: fromHTTP lacks project_id, service_name, team_id$"
}
