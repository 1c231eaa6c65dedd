// Package kept makes function literals in one function and calls them in another:
// what they lack is the fault of the call in which they were made.
package kept

import (
	"context"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func lazily(opts ...option.RequestOption) func() openai.Client {
	return func() openai.Client { return openai.NewClient(opts...) }
}

func tagged() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "assistant"),
		option.WithHeader("X-LLM-Team-ID", "payments"),
	}
}

// The literal is called by the function that had it made.
func atOnce() openai.Client {
	f := lazily() // want "^untagged-client: lazily lacks project_id, service_name, team_id$"
	return f()
}

func atOnceTagged() openai.Client {
	f := lazily(tagged()...)
	return f()
}

// It is kept in a field, and a method calls it.
type service struct{ client func() openai.Client }

func newService() *service {
	return &service{client: lazily()} // want "^untagged-client: lazily lacks project_id, service_name, team_id$"
}

func newTagged() *service {
	return &service{client: lazily(tagged()...)}
}

func (s *service) ask(ctx context.Context) error {
	client := s.client()
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4o})
	return err
}

// It is handed to another function, which calls it.
func with(f func() openai.Client) openai.Client { return f() }

func handed() openai.Client {
	return with(lazily()) // want "^untagged-client: lazily lacks project_id, service_name, team_id$"
}

// What the call brings is the call's fault, whoever made the literal.
func open(model string) func(opts ...option.RequestOption) openai.Client {
	return func(opts ...option.RequestOption) openai.Client { return openai.NewClient(opts...) }
}

func opened() openai.Client {
	f := open("gpt-4o")
	_ = f(tagged()...)
	return f() // want "^untagged-client: open lacks project_id, service_name, team_id$"
}

// Some of it is captured, and some the call brings.
func both(team option.RequestOption) func(opts ...option.RequestOption) openai.Client {
	return func(opts ...option.RequestOption) openai.Client {
		return openai.NewClient(append(opts, team)...)
	}
}

func halves() openai.Client {
	f := both(option.WithHeader("X-LLM-Team-ID", "payments"))
	_ = f(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "assistant"))
	return f(option.WithHeader("X-LLM-Project-ID", "checkout")) // want "^untagged-client: both lacks service_name$"
}

// A package variable holds it.
var (
	shared       = lazily() // want "^untagged-client: lazily lacks project_id, service_name, team_id$"
	sharedTagged = lazily(tagged()...)
)

func use(ctx context.Context) error {
	one, two := shared(), sharedTagged()
	if _, err := one.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{}); err != nil {
		return err
	}
	_, err := two.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}
