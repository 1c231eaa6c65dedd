// Package holders keeps clients in fields, variables and behind interfaces:
// what is reported is their construction, once.
package holders

import (
	"context"
	"net/http"
	"net/url"
	"sync"

	"github.com/ollama/ollama/api"

	"example.com/ollama-api/tagging"
)

var base = &url.URL{Scheme: "https", Host: "ollama.com"}

// embedder is what the indexer needs of a client.
type embedder interface {
	Embed(context.Context, *api.EmbedRequest) (*api.EmbedResponse, error)
}

// Indexer turns products into vectors.
type Indexer struct {
	client embedder
	model  string
}

// NewIndexer leaves the client to its caller.
func NewIndexer(client embedder) *Indexer {
	return &Indexer{client: client, model: "nomic-embed-text"}
}

// Index sends one request.
func (i *Indexer) Index(ctx context.Context, texts []string) ([][]float32, error) {
	res, err := i.client.Embed(ctx, &api.EmbedRequest{Model: i.model, Input: texts})
	if err != nil {
		return nil, err
	}
	return res.Embeddings, nil
}

func goodIndexer() *Indexer {
	return NewIndexer(api.NewClient(base, tagging.NewClient("shop", "index", "discovery")))
}

func badIndexer() *Indexer {
	return NewIndexer(api.NewClient(base, http.DefaultClient)) // want "untagged-client: api.NewClient lacks project_id, service_name, team_id$"
}

// Titles keeps the concrete client.
type Titles struct {
	*api.Client
	once sync.Once
}

func (t *Titles) connect() *api.Client {
	t.once.Do(func() {
		t.Client = api.NewClient(base, &http.Client{}) // want "untagged-client: api.NewClient lacks project_id, service_name, team_id$"
	})
	return t.Client
}

// Title sends one request through the embedded client.
func (t *Titles) Title(ctx context.Context, product string) (title string, err error) {
	t.connect()
	err = t.Generate(ctx, &api.GenerateRequest{Model: "llama3.2", Prompt: product}, func(r api.GenerateResponse) error {
		title += r.Response
		return nil
	})
	return title, err
}

var (
	tagged = api.NewClient(base, tagging.NewClient("shop", "search", "discovery"))
	plain  = api.NewClient(base, http.DefaultClient) // want "untagged-client: api.NewClient lacks project_id, service_name, team_id$"
)

func vectors(ctx context.Context, text string) ([]float64, error) {
	client := tagged
	if len(text) > 1000 {
		client = plain
	}
	res, err := client.Embeddings(ctx, &api.EmbeddingRequest{Model: "nomic-embed-text", Prompt: text})
	if err != nil {
		return nil, err
	}
	return res.Embedding, nil
}

func badGoroutine(ctx context.Context, done chan<- error) {
	chat := api.NewClient(base, http.DefaultClient).Chat // want "untagged-client: api.NewClient lacks project_id, service_name, team_id$"
	go func() {
		done <- chat(ctx, &api.ChatRequest{Model: "llama3.2"}, func(api.ChatResponse) error { return nil })
	}()
}

func goodGoroutine(ctx context.Context, done chan<- error) {
	chat := api.NewClient(base, tagging.NewClient("shop", "search", "discovery")).Chat
	go func() {
		done <- chat(ctx, &api.ChatRequest{Model: "llama3.2"}, func(api.ChatResponse) error { return nil })
	}()
}
