package transport

import (
	"context"
	"net/http"

	"github.com/google/generative-ai-go/genai"
	"google.golang.org/api/option"
)

type cachedOwner struct{}

func (cachedOwner) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-LLM-Project-ID", "checkout")
	r.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	r.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultTransport.RoundTrip(r)
}

// The SDK's client for caches leaves the HTTP client out.
func cached(ctx context.Context) error {
	c, err := genai.NewClient(ctx, option.WithHTTPClient(&http.Client{Transport: cachedOwner{}}))
	if err != nil {
		return err
	}
	_, err = c.CreateCachedContent(ctx, &genai.CachedContent{}) // want "^untagged-call: genai.Client.CreateCachedContent lacks project_id, service_name, team_id$"
	return err
}
