// Package container keeps clients in containers of the standard library.
package container

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"

	"google.golang.org/genai"
)

const model = "gemini-2.5-flash"

func tags() http.Header {
	return http.Header{
		"X-LLM-Project-ID":   {"checkout"},
		"X-LLM-Service-Name": {"checkout-assistant"},
		"X-LLM-Team-ID":      {"payments"},
	}
}

func tagged() *genai.ClientConfig {
	return &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}}
}

func ask(ctx context.Context, client *genai.Client, prompt string) error {
	_, err := client.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

// goodCurrent is replaced when the configuration changes.
var goodCurrent atomic.Pointer[genai.Client]

func goodReload(ctx context.Context) error {
	client, err := genai.NewClient(ctx, tagged())
	if err != nil {
		return err
	}
	goodCurrent.Store(client)
	return nil
}

func goodAtomic(ctx context.Context, prompt string) error {
	_, err := goodCurrent.Load().Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

// badCurrent is replaced by untagged clients.
var badCurrent atomic.Pointer[genai.Client]

func badReload(ctx context.Context) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{}) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	badCurrent.Store(client)
	return nil
}

func badAtomic(ctx context.Context, prompt string) error {
	return ask(ctx, badCurrent.Load(), prompt)
}

// clients are kept by tenant.
var clients sync.Map

func goodTenant(ctx context.Context, tenant, prompt string) error {
	v, ok := clients.Load(tenant)
	if !ok {
		client, err := genai.NewClient(ctx, tagged())
		if err != nil {
			return err
		}
		v, _ = clients.LoadOrStore(tenant, client)
	}
	return ask(ctx, v.(*genai.Client), prompt)
}

// badEscape tags its own request, but the client may be asked by whoever loads it.
func badEscape(ctx context.Context, tenant, prompt string) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{}) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	clients.Store(tenant, client)
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: tags()}})
	return err
}

type clientKey struct{}

func withGood(ctx context.Context) (context.Context, error) {
	client, err := genai.NewClient(ctx, tagged())
	if err != nil {
		return nil, err
	}
	return context.WithValue(ctx, clientKey{}, client), nil
}

func withBad(ctx context.Context) (context.Context, error) {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return context.WithValue(ctx, clientKey{}, client), nil
}

func fromContext(ctx context.Context, prompt string) error {
	client, ok := ctx.Value(clientKey{}).(*genai.Client)
	if !ok {
		return errors.New("no client in the context")
	}
	return ask(ctx, client, prompt)
}

// goodChannel hands tagged clients to workers.
func goodChannel(ctx context.Context, prompts []string) error {
	ready := make(chan *genai.Client, 1)
	client, err := genai.NewClient(ctx, tagged())
	if err != nil {
		return err
	}
	ready <- client
	for _, p := range prompts {
		c := <-ready
		err := ask(ctx, c, p)
		ready <- c
		if err != nil {
			return err
		}
	}
	return nil
}

// badSlice keeps untagged clients in a slice.
func badSlice(ctx context.Context, keys, prompts []string) error {
	var pool []*genai.Client
	for _, key := range keys {
		client, err := genai.NewClient(ctx, &genai.ClientConfig{APIKey: key}) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
		if err != nil {
			return err
		}
		pool = append(pool, client)
	}
	for i, p := range prompts {
		if err := ask(ctx, pool[i%len(pool)], p); err != nil {
			return err
		}
	}
	return nil
}

// goodSlice keeps untagged clients in a slice and tags each request.
func goodSlice(ctx context.Context, keys, prompts []string) error {
	var pool []*genai.Client
	for _, key := range keys {
		client, err := genai.NewClient(ctx, &genai.ClientConfig{APIKey: key})
		if err != nil {
			return err
		}
		pool = append(pool, client)
	}
	for i, p := range prompts {
		if _, err := pool[i%len(pool)].Models.GenerateContent(ctx, model, genai.Text(p), &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: tags()}}); err != nil {
			return err
		}
	}
	return nil
}
