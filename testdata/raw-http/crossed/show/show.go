// Package main shows clients of other packages in functions of its own: what those
// could not help is told in them, not where they are called.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"example.com/raw-http/crossed/gen"
	"example.com/raw-http/crossed/house"
	"example.com/raw-http/crossed/lazy"
	"example.com/raw-http/crossed/registry"
)

type owned struct{ next http.RoundTripper }

func (o owned) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return o.next.RoundTrip(req)
}

func main() {
	ctx := context.Background()
	base := "https://api.openai.com/v1"
	first(ctx, os.Getenv("KEY"), base)
	second(ctx, os.Getenv("KEY"), base)
	given(ctx, http.DefaultClient, base) // want `^raw-endpoint: given lacks project_id, service_name, team_id$`
	given(ctx, &http.Client{Transport: owned{http.DefaultTransport}}, base)

	for _, provider := range os.Args {
		m, err := model(provider, os.Getenv("KEY"))
		if err != nil {
			return
		}
		_ = m.Ask(ctx, "x")
		_ = gen.Generate(ctx, m, "y")
	}
	m := modelOf(http.DefaultClient) // want `^raw-endpoint: modelOf lacks project_id, service_name, team_id$`
	_ = m.Ask(ctx, "x")
	_ = gen.Generate(ctx, m, "y")
	_ = gen.Generate(ctx, modelOf(&http.Client{Transport: owned{http.DefaultTransport}}), "y")

	llm := registry.NewLLM(&registry.Config{Provider: "openai", Key: os.Getenv("KEY")}, registry.NewRegistry()) // want `^raw-endpoint: registry.NewLLM lacks project_id, service_name, team_id$`
	memory := registry.NewMemory(llm)
	once(ctx, memory)
	twice(ctx, memory)

	tagged := registry.NewLLM(&registry.Config{Provider: "openai", Extra: map[string]string{
		"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "assistant", "X-LLM-Team-ID": "payments",
	}}, registry.NewRegistry())
	once(ctx, registry.NewMemory(tagged))
}

func first(ctx context.Context, key, base string) {
	c := lazy.New(key, lazy.WithBase(base)) // want `^raw-endpoint: lazy.New lacks project_id, service_name, team_id$`
	fmt.Println(c.Ask(ctx, "x"))
}

func second(ctx context.Context, key, base string) {
	c := lazy.New(key, lazy.WithBase(base)) // want `^raw-endpoint: lazy.New lacks project_id, service_name, team_id$`
	fmt.Println(c.Ask(ctx, "x"), c.Ask(ctx, "y"))
}

func given(ctx context.Context, hc *http.Client, base string) {
	fmt.Println(lazy.New("", lazy.WithBase(base), lazy.WithHTTPClient(hc)).Ask(ctx, "x"))
}

// model makes one of several clients: its callers have no say in how.
func model(provider, key string) (gen.Model, error) {
	switch provider {
	case "lazy":
		return lazy.New(key), nil // want `^raw-endpoint: lazy.New lacks project_id, service_name, team_id$`
	case "house":
		return house.New(), nil // want `^raw-endpoint: house.New lacks project_id, service_name, team_id$`
	}
	return nil, fmt.Errorf("unknown provider: %s", provider)
}

func modelOf(hc *http.Client) gen.Model { return house.New(house.WithHTTPClient(hc)) }

func once(ctx context.Context, m *registry.Memory) { fmt.Println(m.Ask(ctx, "x")) }

func twice(ctx context.Context, m *registry.Memory) { fmt.Println(m.Ask(ctx, "x"), m.Ask(ctx, "y")) }
