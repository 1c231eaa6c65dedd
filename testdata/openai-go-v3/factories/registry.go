package factories

import (
	"context"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

type registered struct{ client *openai.Client }

// registry is filled as packages of drivers do: by literals in init.
var registry = map[string]func() *registered{}

func init() {
	registry["good"] = func() *registered {
		c := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", "payments"))
		return &registered{&c}
	}
	registry["bad"] = func() *registered {
		c := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Team-ID", "payments")) // want "^untagged-client: openai.NewClient lacks service_name$"
		return &registered{&c}
	}
}

func (r *registered) ask(ctx context.Context) error {
	_, err := r.client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}

func askRegistered(ctx context.Context, name string) error { return registry[name]().ask(ctx) }
