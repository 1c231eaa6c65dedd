package live

import (
	"context"
	"net/http"

	"google.golang.org/genai"
)

type byTransport struct{}

func (byTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	for k, v := range owner() {
		r.Header[http.CanonicalHeaderKey(k)] = v
	}
	return http.DefaultTransport.RoundTrip(r)
}

// badTransport tags by its HTTP client, which a session does not use.
func badTransport(ctx context.Context) (*genai.Session, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: &http.Client{Transport: byTransport{}}})
	if err != nil {
		return nil, err
	}
	return client.Live.Connect(ctx, model, &genai.LiveConnectConfig{}) // want "^untagged-call: genai.Live.Connect lacks project_id, service_name, team_id$"
}

func goodModels(ctx context.Context) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: &http.Client{Transport: byTransport{}}})
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, nil, nil)
	return err
}
