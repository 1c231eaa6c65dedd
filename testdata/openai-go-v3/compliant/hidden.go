package compliant

import (
	"context"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// asker is what the program needs of a client.
type asker interface {
	New(ctx context.Context, body openai.ChatCompletionNewParams, opts ...option.RequestOption) (*openai.ChatCompletion, error)
}

type helpdesk struct{ chat asker }

func newHelpdesk() *helpdesk {
	client := openai.NewClient( // site desk: openai.NewClient
		option.WithHeader("X-LLM-Project-ID", "support"),      // carrier project_id
		option.WithHeader("X-LLM-Service-Name", "ticket-bot"), // carrier service_name
		option.WithHeader("X-LLM-Team-ID", "care"),            // carrier team_id
	)
	return &helpdesk{chat: &client.Chat.Completions}
}

func (h *helpdesk) ask(ctx context.Context) error {
	_, err := h.chat.New(ctx, params("hello"), option.WithMaxRetries(1)) // site call untagged-call: openai.ChatCompletionService.New
	return err
}

// bot embeds its client.
type bot struct {
	*openai.Client
	name string
}

func newBot(opts ...option.RequestOption) *bot {
	client := openai.NewClient(opts...)
	return &bot{Client: &client, name: "bot"}
}

func (b *bot) reply(ctx context.Context) error {
	_, err := b.Chat.Completions.New(ctx, params(b.name))
	return err
}

func botted(ctx context.Context) error {
	b := newBot( // site bot: newBot
		option.WithHeader("X-LLM-Project-ID", "support"),           // carrier project_id
		option.WithHeader("X-LLM-Service-Name", os.Getenv("NAME")), // carrier service_name
		option.WithHeader("X-LLM-Team-ID", "care"),                 // carrier team_id
	)
	return b.reply(ctx)
}

// lazily makes a client of a provider when it is first asked for.
type registry[K comparable] struct {
	clients map[K]*openai.Client
	base    []option.RequestOption
}

func newRegistry[K comparable](team string) *registry[K] {
	return &registry[K]{
		clients: map[K]*openai.Client{},
		base: []option.RequestOption{
			option.WithHeader("X-LLM-Project-ID", "support"), // carrier project_id -> registry
			option.WithHeader("X-LLM-Team-ID", team),         // carrier team_id -> registry
		},
	}
}

func (r *registry[K]) client(key K, service string) *openai.Client {
	if c, ok := r.clients[key]; ok {
		return c
	}
	opts := append([]option.RequestOption{}, r.base...)
	opts = append(opts, option.WithHeader("X-LLM-Service-Name", service)) // carrier service_name -> registry
	c := openai.NewClient(opts...)                                        // site registry: openai.NewClient
	r.clients[key] = &c
	return &c
}

func registered(ctx context.Context) error {
	r := newRegistry[string]("care")
	return answer(ctx, *r.client("eu", "ticket-bot"))
}

// choose returns one of several clients.
func choose(kind string) (client openai.Client, ok bool) {
	switch kind {
	case "fast":
		return openai.NewClient( // site fast: openai.NewClient
			option.WithHeader("X-LLM-Project-ID", "support"),      // carrier project_id -> fast
			option.WithHeader("X-LLM-Service-Name", "ticket-bot"), // carrier service_name -> fast
			option.WithHeader("X-LLM-Team-ID", "care"),            // carrier team_id -> fast
		), true
	case "good":
		opts := []option.RequestOption{
			option.WithHeader("X-LLM-Project-ID", "support"),      // carrier project_id -> good
			option.WithHeader("X-LLM-Service-Name", "ticket-bot"), // carrier service_name -> good
		}
		defer func() { client = openai.NewClient(append(opts, option.WithHeader("X-LLM-Team-ID", "care"))...) }() // site good: openai.NewClient
		return client, true
	}
	return client, false
}

func chosen(ctx context.Context, kind string) error {
	if client, ok := choose(kind); ok {
		return answer(ctx, client)
	}
	return nil
}
