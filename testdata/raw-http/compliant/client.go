package compliant

import (
	"context"
	"io"
	"net/http"
	"os"
	"time"
)

// owner sends each request tagged.
type owner struct {
	next http.RoundTripper
	team string
}

func (o *owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")             // carrier project_id -> transported
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant") // carrier service_name -> transported
	req.Header.Set("X-LLM-Team-ID", o.team)                    // carrier team_id -> transported
	return o.next.RoundTrip(req)
}

func transported(ctx context.Context, body io.Reader) (*http.Response, error) {
	client := &http.Client{
		Timeout: time.Minute,
		Transport: &owner{ // carrier project_id,service_name,team_id overwrite=nil
			next: http.DefaultTransport,
			team: os.Getenv("TEAM_ID"), // value team_id
		},
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/embeddings", body) // site transported raw-endpoint: http.NewRequestWithContext to api.openai.com
	if err != nil {
		return nil, err
	}
	return client.Do(req)
}

// gateway is a client of one's own.
type gateway struct {
	http    *http.Client
	service string
}

func newGateway(hc *http.Client) *gateway {
	return &gateway{
		http:    hc,
		service: "checkout-assistant", // value service_name -> asked
	}
}

func (g *gateway) ask(ctx context.Context, path string, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/"+path, body) // site asked raw-endpoint: http.NewRequestWithContext to api.openai.com
	if err != nil {
		return nil, err
	}
	for name, value := range map[string]string{
		"X-LLM-Project-ID": "checkout", // carrier project_id
		"X-LLM-Team-ID":    "payments", // carrier team_id
	} {
		req.Header.Set(name, value)
	}
	req.Header.Set("X-LLM-Service-Name", g.service) // carrier service_name
	return g.http.Do(req)
}

func complete(ctx context.Context, body io.Reader) (*http.Response, error) {
	return newGateway(http.DefaultClient).ask(ctx, "chat/completions", body)
}
