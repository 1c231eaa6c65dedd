package compliant

import (
	"context"
	"net/http"
	"net/url"
	"os"

	"github.com/ollama/ollama/api"
)

// owner is a transport with fields.
type owner struct{ project, service, team string }

func (o *owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", o.project)
	req.Header.Set("X-LLM-Service-Name", o.service)
	req.Header.Set("X-LLM-Team-ID", o.team)
	return http.DefaultTransport.RoundTrip(req)
}

// forTeam takes the values of the tags.
func forTeam(service, team string) *api.Client {
	hc := &http.Client{Transport: &owner{"shop", service, team}}
	return api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, hc)
}

// byClient takes what sends.
func byClient(host string, hc *http.Client) (*api.Client, error) {
	base, err := url.Parse(host)
	if err != nil {
		return nil, err
	}
	return api.NewClient(base, hc), nil
}

func chat(ctx context.Context) error {
	client := forTeam( // site values: forTeam
		"search",             // value service_name only=empty,placeholder
		os.Getenv("TEAM_ID"), // value team_id only=empty,placeholder
	)
	return client.Chat(ctx, &api.ChatRequest{Model: "llama3.2"}, func(api.ChatResponse) error { return nil })
}

func generate(ctx context.Context, team string) error {
	hc := &http.Client{}
	hc.Transport = &owner{ // carrier project_id,service_name,team_id overwrite=http.DefaultTransport
		project: "shop",   // value project_id
		service: "search", // value service_name
		team:    team,     // value team_id
	}
	client, err := byClient(os.Getenv("OLLAMA_HOST"), hc) // site client: byClient
	if err != nil {
		return err
	}
	return client.Generate(ctx, &api.GenerateRequest{Model: "llama3.2"}, func(api.GenerateResponse) error { return nil })
}
