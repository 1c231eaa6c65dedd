package config

import (
	"net/http"

	"github.com/sashabaranov/go-openai"
)

// made takes a configuration from one parameter and a client from another.
func made(hc *http.Client, base func(key string) openai.ClientConfig) *openai.Client {
	cfg := base("key")
	cfg.HTTPClient = hc
	return openai.NewClientWithConfig(cfg)
}

type owner struct{ next http.RoundTripper }

func (o owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "shop")
	req.Header.Set("X-LLM-Service-Name", "search")
	req.Header.Set("X-LLM-Team-ID", "discovery")
	return o.next.RoundTrip(req)
}

func goodMade() *openai.Client {
	return made(&http.Client{Transport: owner{http.DefaultTransport}}, openai.DefaultConfig)
}

func badMade() *openai.Client {
	return made(http.DefaultClient, func(key string) openai.ClientConfig { // want "untagged-client: made lacks project_id, service_name, team_id$"
		return openai.DefaultAzureConfig(key, "https://shop.example.com")
	})
}
