package drivers

import (
	"context"

	"github.com/openai/openai-go/v3"
)

type pool struct{ clients map[string]*openai.Client }

var shared = &pool{clients: map[string]*openai.Client{}}

// Put makes a client known: who made it has tagged it.
func (p *pool) Put(name string, c *openai.Client) { p.clients[name] = c }

// Shared returns the pool.
func Shared() *pool { return shared }

// Complete sends a request by one of the shared clients.
func Complete(ctx context.Context, name string) error {
	c := shared.clients[name]
	_, err := c.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}

// Default is for importers to set; nobody does.
var Default *openai.Client

func completeByDefault(ctx context.Context) error {
	_, err := Default.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{}) // want "^untagged-call: openai.ChatCompletionService.New lacks project_id, service_name, team_id$"
	return err
}
