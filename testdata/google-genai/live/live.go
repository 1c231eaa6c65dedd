// Package live opens sessions. Their handshake has the headers of the client;
// a session's own options are refused.
package live

import (
	"context"
	"net/http"

	"google.golang.org/genai"
)

const model = "gemini-live-2.5-flash"

func owner() http.Header {
	return http.Header{
		"X-LLM-Project-ID":   {"checkout"},
		"X-LLM-Service-Name": {"checkout-assistant"},
		"X-LLM-Team-ID":      {"payments"},
	}
}

// good gives the headers to the client.
func good(ctx context.Context) (*genai.Session, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{
		HTTPOptions: genai.HTTPOptions{APIVersion: "v1alpha", Headers: owner()},
	})
	if err != nil {
		return nil, err
	}
	return client.Live.Connect(ctx, model, &genai.LiveConnectConfig{})
}

// bad gives them to the session.
func bad(ctx context.Context) (*genai.Session, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{ // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
		HTTPOptions: genai.HTTPOptions{APIVersion: "v1alpha"},
	})
	if err != nil {
		return nil, err
	}
	return client.Live.Connect(ctx, model, &genai.LiveConnectConfig{HTTPOptions: &genai.HTTPOptions{Headers: owner()}})
}

// goodLabels names the owner in the labels of the session.
func goodLabels(ctx context.Context) (*genai.Session, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{APIVersion: "v1alpha"}})
	if err != nil {
		return nil, err
	}
	return client.Live.Connect(ctx, model, &genai.LiveConnectConfig{
		Labels: map[string]string{"project_id": "checkout", "service_name": "checkout-assistant", "team_id": "payments"},
	})
}
