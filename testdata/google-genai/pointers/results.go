package pointers

import (
	"context"
	"net/http"
	"os"

	"google.golang.org/genai"
)

func plainClient() *http.Client {
	if os.Getenv("INSECURE") == "" {
		return &http.Client{}
	}
	return &http.Client{Transport: &http.Transport{}}
}

// What the function returned, in whichever place, is changed.
func changedResult(ctx context.Context) (*genai.Client, error) {
	c := plainClient()
	c.Transport = owner{}
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: c})
}

func unchangedResult(ctx context.Context) (*genai.Client, error) {
	c := plainClient()
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: c}) // want "^untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

func config() (*genai.ClientConfig, error) {
	if os.Getenv("VERTEX") != "" {
		return &genai.ClientConfig{Backend: genai.BackendVertexAI}, nil
	}
	return &genai.ClientConfig{APIKey: os.Getenv("KEY")}, nil
}

func changedConfig(ctx context.Context) (*genai.Client, error) {
	cfg, err := config()
	if err != nil {
		return nil, err
	}
	cfg.HTTPOptions.Headers = headers()
	return genai.NewClient(ctx, cfg)
}
