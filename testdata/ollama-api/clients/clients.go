// Package clients makes clients of an Ollama server. The http.Client is the
// only place where tags can be attached.
package clients

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/ollama/ollama/api"

	"example.com/ollama-api/tagging"
)

var base = &url.URL{Scheme: "https", Host: "ollama.com"}

func goodTransport() *api.Client {
	return api.NewClient(base, &http.Client{Transport: &tagging.Transport{Project: "shop", Service: "search", Team: "discovery"}})
}

func goodHelper() *api.Client {
	return api.NewClient(base, tagging.NewClient("shop", "search", "discovery"))
}

func badDefault() *api.Client {
	return api.NewClient(base, http.DefaultClient) // want "untagged-client: api.NewClient lacks project_id, service_name, team_id$"
}

func badTimeout() *api.Client {
	return api.NewClient(base, &http.Client{Timeout: time.Minute}) // want "untagged-client: api.NewClient lacks project_id, service_name, team_id$"
}

func badTeamless() *api.Client {
	return api.NewClient(base, tagging.ForShop("search")) // want "untagged-client: api.NewClient lacks team_id$"
}

func badEmpty() *api.Client {
	return api.NewClient(base, tagging.NewClient("shop", "search", "")) // want "empty-tag: api.NewClient attaches an empty value to team_id$"
}

func badPlaceholder() *api.Client {
	return api.NewClient(base, tagging.NewClient("shop", "TODO", "discovery")) // want `empty-tag: api.NewClient attaches the placeholder "TODO" to service_name$`
}

func goodRuntimeValues() *api.Client {
	return api.NewClient(base, tagging.NewClient("shop", os.Getenv("SERVICE"), os.Getenv("TEAM")))
}

// This constructor sends through http.DefaultClient and takes nothing else.
func badFromEnvironment(ctx context.Context) (string, error) {
	client, err := api.ClientFromEnvironment() // want "untagged-client: api.ClientFromEnvironment lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	var text string
	err = client.Generate(ctx, &api.GenerateRequest{Model: "llama3.2", Prompt: "A title for socks"}, func(r api.GenerateResponse) error {
		text += r.Response
		return nil
	})
	return text, err
}

func badConditional(billed bool) *api.Client {
	hc := http.DefaultClient
	if billed {
		hc = tagging.NewClient("shop", "search", "discovery")
	}
	return api.NewClient(base, hc) // want "untagged-client: api.NewClient lacks project_id, service_name, team_id$"
}

func goodBothBranches(local bool) *api.Client {
	hc := tagging.NewClient("shop", "search", "discovery")
	if local {
		hc = &http.Client{Transport: &tagging.Transport{Project: "shop", Service: "search-local", Team: "discovery", Base: http.DefaultTransport}}
	}
	return api.NewClient(base, hc)
}

// Local or hosted: one branch has no tags.
func badConstructorsDiffer(local bool) (*api.Client, error) {
	if local {
		return api.ClientFromEnvironment() // want "untagged-client: api.ClientFromEnvironment lacks project_id, service_name, team_id$"
	}
	return api.NewClient(base, tagging.NewClient("shop", "search", "discovery")), nil
}

func goodWrappers() *api.Client {
	rt := tagging.WithHeader(http.DefaultTransport, tagging.HeaderProject, "shop")
	rt = tagging.WithHeader(rt, tagging.HeaderService, "search")
	rt = tagging.WithHeader(rt, tagging.HeaderTeam, "discovery")
	return api.NewClient(base, &http.Client{Transport: rt})
}

func badWrappers() *api.Client {
	rt := tagging.WithHeader(http.DefaultTransport, tagging.HeaderProject, "shop")
	rt = tagging.WithHeader(rt, tagging.HeaderTeam, "discovery")
	return api.NewClient(base, &http.Client{Transport: rt}) // want "untagged-client: api.NewClient lacks service_name$"
}

// fromFile sends the headers that a file names.
type fromFile struct {
	headers map[string]string
}

func (f fromFile) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for k, v := range f.headers {
		req.Header.Set(k, v)
	}
	return http.DefaultTransport.RoundTrip(req)
}

func unprovenFile(name string) (*api.Client, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var headers map[string]string
	if err := json.Unmarshal(text, &headers); err != nil {
		return nil, err
	}
	return api.NewClient(base, &http.Client{Transport: fromFile{headers}}), nil // want "unproven-tags: api.NewClient may lack project_id, service_name, team_id: "
}

// Model options are sampling parameters, whatever their keys.
func badOptions(ctx context.Context) error {
	client := api.NewClient(base, http.DefaultClient) // want "untagged-client: api.NewClient lacks project_id, service_name, team_id$"
	return client.Chat(ctx, &api.ChatRequest{
		Model:    "llama3.2",
		Messages: []api.Message{{Role: "user", Content: "Hello"}},
		Options:  map[string]any{"project_id": "shop", "service_name": "search", "team_id": "discovery"},
	}, func(api.ChatResponse) error { return nil })
}

func badZeroValue(ctx context.Context) error {
	client := &api.Client{}
	return client.Chat(ctx, &api.ChatRequest{Model: "llama3.2"}, func(api.ChatResponse) error { return nil }) // want "untagged-call: api.Client.Chat lacks project_id, service_name, team_id$"
}
