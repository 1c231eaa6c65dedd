// Package transport attaches tags in the transport of the client's http.Client.
package transport

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"cloud.google.com/go/auth/httptransport"
	"google.golang.org/genai"
)

func newClient(ctx context.Context, hc *http.Client) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: hc})
}

// tagging sets all tags on a clone of each request.
type tagging struct{ next http.RoundTripper }

func (t *tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return t.next.RoundTrip(req)
}

// Good sends through a transport that tags.
func Good(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Transport: &tagging{next: http.DefaultTransport}})
}

// forgetful sets two tags.
type forgetful struct{ next http.RoundTripper }

func (t *forgetful) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return t.next.RoundTrip(req)
}

// Bad sends through a transport that forgets the service.
func Bad(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Transport: &forgetful{next: http.DefaultTransport}}) // want "untagged-client: newClient lacks service_name$"
}

// wrongClone sets the tags on a clone and sends the original.
type wrongClone struct{ next http.RoundTripper }

func (t wrongClone) RoundTrip(req *http.Request) (*http.Response, error) {
	tagged := req.Clone(req.Context())
	tagged.Header.Set("X-LLM-Project-ID", "checkout")
	tagged.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	tagged.Header.Set("X-LLM-Team-ID", "payments")
	return t.next.RoundTrip(req)
}

// BadClone sends the wrong request on.
func BadClone(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Transport: wrongClone{next: http.DefaultTransport}}) // want "untagged-client: newClient lacks project_id, service_name, team_id$"
}

// late sets the tags when the request has been sent.
type late struct{ next http.RoundTripper }

func (t late) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(req)
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return resp, err
}

// BadLate tags too late.
func BadLate(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Transport: late{http.DefaultTransport}}) // want "untagged-client: newClient lacks project_id, service_name, team_id$"
}

// refusing returns early, but never sends an untagged request.
type refusing struct {
	next   http.RoundTripper
	budget func() bool
}

func (t *refusing) RoundTrip(req *http.Request) (*http.Response, error) {
	if !t.budget() {
		return nil, errors.New("budget exceeded")
	}
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return t.next.RoundTrip(req)
}

// GoodRefusing may not send at all.
func GoodRefusing(ctx context.Context, budget func() bool) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Transport: &refusing{http.DefaultTransport, budget}})
}

// selective tags the requests of some sessions only.
type selective struct{ next http.RoundTripper }

func (t *selective) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Header.Get("X-Session-ID") == "" {
		return t.next.RoundTrip(req)
	}
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return t.next.RoundTrip(req)
}

// BadSelective sends some requests without tags.
func BadSelective(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Transport: &selective{http.DefaultTransport}}) // want "untagged-client: newClient lacks project_id, service_name, team_id$"
}

// BadTimeout sets no transport.
func BadTimeout(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Timeout: time.Minute}) // want "untagged-client: newClient lacks project_id, service_name, team_id$"
}

// BadDefault sends through the default client.
func BadDefault(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, http.DefaultClient) // want "untagged-client: newClient lacks project_id, service_name, team_id$"
}

// BadStandard tunes the standard transport.
func BadStandard(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{ // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
		HTTPClient: &http.Client{Transport: &http.Transport{
			Proxy:       http.ProxyFromEnvironment,
			DialContext: (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		}},
	})
}

// GoodStandard tags in front of a tuned transport.
func GoodStandard(ctx context.Context) (*genai.Client, error) {
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.MaxIdleConns = 10
	return newClient(ctx, &http.Client{Transport: &tagging{next: base}, Timeout: time.Minute})
}

// Unproven takes a client with credentials from the auth library.
func Unproven(ctx context.Context) (*genai.Client, error) {
	hc, err := httptransport.NewClient(&httptransport.Options{DisableAuthentication: true})
	if err != nil {
		return nil, err
	}
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: hc}) // want "unproven-tags: genai.NewClient may lack project_id, service_name, team_id: "
}

// GoodAuth takes a client with credentials and attaches the tags as headers.
func GoodAuth(ctx context.Context) (*genai.Client, error) {
	hc, err := httptransport.NewClient(&httptransport.Options{DisableAuthentication: true})
	if err != nil {
		return nil, err
	}
	return genai.NewClient(ctx, &genai.ClientConfig{
		HTTPClient: hc,
		HTTPOptions: genai.HTTPOptions{Headers: http.Header{
			"X-LLM-Project-ID":   {"checkout"},
			"X-LLM-Service-Name": {"checkout-assistant"},
			"X-LLM-Team-ID":      {"payments"},
		}},
	})
}

// GoodAuthTagged tags in front of the transport of the auth library.
func GoodAuthTagged(ctx context.Context) (*genai.Client, error) {
	hc, err := httptransport.NewClient(&httptransport.Options{DisableAuthentication: true})
	if err != nil {
		return nil, err
	}
	hc.Transport = &tagging{next: hc.Transport}
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: hc})
}
