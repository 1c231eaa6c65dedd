// Package transport attaches tags in the transport of a client.
package transport

import (
	"context"
	"net/http"
	"os"
	"time"

	"cloud.google.com/go/vertexai/genai"
	"google.golang.org/api/option"
	htransport "google.golang.org/api/transport/http"
)

// tagging adds the token and the tags to each request.
type tagging struct {
	token string
	next  http.RoundTripper
}

func (t *tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("Authorization", "Bearer "+t.token)
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return t.next.RoundTrip(req)
}

// keyed adds the token and nothing else.
type keyed struct {
	token string
	next  http.RoundTripper
}

func (t *keyed) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("Authorization", "Bearer "+t.token)
	return t.next.RoundTrip(req)
}

// Good sends by a transport that tags.
func Good(ctx context.Context) (*genai.Client, error) {
	hc := &http.Client{Transport: &tagging{token: os.Getenv("VERTEX_TOKEN"), next: http.DefaultTransport}}
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", genai.WithREST(), option.WithHTTPClient(hc))
}

// Bad sends by one that authenticates.
func Bad(ctx context.Context) (*genai.Client, error) {
	hc := &http.Client{Transport: &keyed{token: os.Getenv("VERTEX_TOKEN"), next: http.DefaultTransport}}
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", genai.WithREST(), option.WithHTTPClient(hc)) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// BadFile has credentials and no transport.
func BadFile(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", genai.WithREST(), option.WithCredentialsFile(os.Getenv("GOOGLE_APPLICATION_CREDENTIALS"))) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// BadQuota takes the project of the quota for a tag.
func BadQuota(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", genai.WithREST(), option.WithCredentialsFile(os.Getenv("GOOGLE_APPLICATION_CREDENTIALS")), option.WithQuotaProject("checkout")) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// BadTimeout has an http.Client without a transport.
func BadTimeout(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", genai.WithREST(), option.WithHTTPClient(&http.Client{Timeout: time.Minute})) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// BadSecond gives a second http.Client, which replaces the one that tags.
func BadSecond(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", genai.WithREST(), // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
		option.WithHTTPClient(&http.Client{Transport: &tagging{next: http.DefaultTransport}}),
		option.WithHTTPClient(http.DefaultClient),
	)
}

// GoodWrapped wraps the transport that tags.
func GoodWrapped(ctx context.Context) (*genai.Client, error) {
	tagged := &tagging{token: os.Getenv("VERTEX_TOKEN"), next: http.DefaultTransport}
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", genai.WithREST(), option.WithHTTPClient(&http.Client{Transport: &keyed{next: tagged}}))
}

// GoodSlice spreads a slice that grows under a condition.
func GoodSlice(ctx context.Context, endpoint string) (*genai.Client, error) {
	opts := []option.ClientOption{genai.WithREST(), option.WithHTTPClient(&http.Client{Transport: &tagging{next: http.DefaultTransport}})}
	if endpoint != "" {
		opts = append(opts, option.WithEndpoint(endpoint))
	}
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", opts...)
}

// BadSlice appends the http.Client that tags under a condition.
func BadSlice(ctx context.Context, proxied bool) (*genai.Client, error) {
	opts := []option.ClientOption{genai.WithREST(), option.WithCredentialsFile(os.Getenv("GOOGLE_APPLICATION_CREDENTIALS"))}
	if proxied {
		opts = append(opts, option.WithHTTPClient(&http.Client{Transport: &tagging{next: http.DefaultTransport}}))
	}
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", opts...) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// Unproven sends by a client of the library for transports.
func Unproven(ctx context.Context) (*genai.Client, error) {
	hc, _, err := htransport.NewClient(ctx, option.WithCredentialsFile(os.Getenv("GOOGLE_APPLICATION_CREDENTIALS")))
	if err != nil {
		return nil, err
	}
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", genai.WithREST(), option.WithHTTPClient(hc)) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// GoodLibrary tags in front of the transport of the library.
func GoodLibrary(ctx context.Context) (*genai.Client, error) {
	rt, err := htransport.NewTransport(ctx, http.DefaultTransport, option.WithCredentialsFile(os.Getenv("GOOGLE_APPLICATION_CREDENTIALS")))
	if err != nil {
		return nil, err
	}
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", genai.WithREST(), option.WithHTTPClient(&http.Client{Transport: &tagging{next: rt}}))
}

// fromHTTP takes an http.Client.
func fromHTTP(ctx context.Context, hc *http.Client) (*genai.Client, error) {
	return genai.NewClient(ctx, "checkout-prod", "europe-west4", genai.WithREST(), option.WithHTTPClient(hc))
}

// GoodHTTP hands over one that tags.
func GoodHTTP(ctx context.Context) (*genai.Client, error) {
	return fromHTTP(ctx, &http.Client{Transport: &tagging{next: http.DefaultTransport}})
}

// BadHTTP hands over one that does not.
func BadHTTP(ctx context.Context) (*genai.Client, error) {
	return fromHTTP(ctx, http.DefaultClient) // want "untagged-client: fromHTTP lacks project_id, service_name, team_id$"
}
