package holder

import (
	"context"
	"fmt"
	"sync"

	"google.golang.org/genai"
)

var goodDefault = must(genai.NewClient(context.Background(), &genai.ClientConfig{
	HTTPOptions: genai.HTTPOptions{Headers: tags()},
}))

var badDefault = must(genai.NewClient(context.Background(), &genai.ClientConfig{ // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	Backend: genai.BackendGeminiAPI,
}))

func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Errorf("constructing a client: %w", err))
	}
	return v
}

func goodVariable(ctx context.Context, prompt string) error {
	_, err := goodDefault.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

func badVariable(ctx context.Context, prompt string) error {
	_, err := badDefault.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

// Headers shared by several clients.
var sharedHeaders = tags()

func goodSharedHeaders(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: sharedHeaders}})
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

// Clients that are set by an init function.
var goodInit, badInit *genai.Client

func init() {
	ctx := context.Background()
	var err error
	goodInit, err = genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}})
	if err != nil {
		panic(err)
	}
	badInit, err = genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		panic(err)
	}
}

func useInit(ctx context.Context, prompt string) error {
	if _, err := goodInit.Models.GenerateContent(ctx, model, genai.Text(prompt), nil); err != nil {
		return err
	}
	_, err := badInit.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

// Clients that are made on first use.
var (
	once     sync.Once
	lazyGood *genai.Client
	lazyBad  = sync.OnceValues(func() (*genai.Client, error) {
		return genai.NewClient(context.Background(), nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	})
)

func goodLazy(ctx context.Context, prompt string) error {
	var err error
	once.Do(func() {
		lazyGood, err = genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}})
	})
	if err != nil {
		return err
	}
	_, err = lazyGood.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

func badLazy(ctx context.Context, prompt string) error {
	client, err := lazyBad()
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

// pool keeps a client per provider.
type pool struct {
	mu      sync.Mutex
	clients map[string]*genai.Client
}

// fill constructs a good and a bad client.
func (p *pool) fill(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clients = make(map[string]*genai.Client)
	gemini, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}})
	if err != nil {
		return err
	}
	p.clients["gemini"] = gemini
	vertex, err := genai.NewClient(ctx, &genai.ClientConfig{Backend: genai.BackendVertexAI}) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	p.clients["vertex"] = vertex
	return nil
}

func (p *pool) ask(ctx context.Context, provider, prompt string) error {
	client, ok := p.clients[provider]
	if !ok {
		return fmt.Errorf("unknown provider %q", provider)
	}
	_, err := client.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}
