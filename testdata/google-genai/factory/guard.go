package factory

import (
	"context"
	"net/http"

	"google.golang.org/genai"
)

// Settings may have an HTTP client.
type Settings struct{ HTTPClient *http.Client }

// timed looks into the client it is given before it passes it on.
func timed(ctx context.Context, s Settings) (*genai.Client, error) {
	var options genai.HTTPOptions
	if s.HTTPClient != nil && s.HTTPClient.Timeout > 0 {
		options.Timeout = &s.HTTPClient.Timeout
	}
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: s.HTTPClient, HTTPOptions: options})
}

type owner struct{}

func (owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultTransport.RoundTrip(req)
}

func goodTimed(ctx context.Context) (*genai.Client, error) {
	return timed(ctx, Settings{HTTPClient: &http.Client{Transport: owner{}}})
}

func badTimed(ctx context.Context) (*genai.Client, error) {
	return timed(ctx, Settings{HTTPClient: &http.Client{}}) // want "^untagged-client: timed lacks project_id, service_name, team_id$"
}

// Provider is made in two steps, the second of which is called init.
type Provider struct{ client *genai.Client }

// NewProvider returns a provider.
func NewProvider(ctx context.Context, cfg *genai.ClientConfig) (*Provider, error) {
	p := &Provider{}
	if err := p.init(ctx, cfg); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Provider) init(ctx context.Context, cfg *genai.ClientConfig) error {
	client, err := genai.NewClient(ctx, cfg)
	if err != nil {
		return err
	}
	p.client = client
	return nil
}

// Generate sends a request.
func (p *Provider) Generate(ctx context.Context) error {
	_, err := p.client.Models.GenerateContent(ctx, "m", genai.Text("hi"), nil)
	return err
}
