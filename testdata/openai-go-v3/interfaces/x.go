// Package interfaces hides clients and their options behind interfaces.
package interfaces

import (
	"context"
	"errors"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func params(text string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
	}
}

func ownership() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
		option.WithHeader("X-LLM-Team-ID", "care"),
	}
}

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
	}
}

// llm is what the package needs of a model.
type llm interface {
	Ask(ctx context.Context, question string) (string, error)
}

type goodLLM struct{ client openai.Client }

func newGoodLLM() llm {
	return &goodLLM{client: openai.NewClient(ownership()...)}
}

func (g *goodLLM) Ask(ctx context.Context, question string) (string, error) {
	completion, err := g.client.Chat.Completions.New(ctx, params(question))
	if err != nil {
		return "", err
	}
	return completion.Choices[0].Message.Content, nil
}

type badLLM struct{ client openai.Client }

func newBadLLM() llm {
	return &badLLM{client: openai.NewClient(partial()...)} // want "untagged-client: openai.NewClient lacks team_id$"
}

func (b *badLLM) Ask(ctx context.Context, question string) (string, error) {
	completion, err := b.client.Chat.Completions.New(ctx, params(question))
	if err != nil {
		return "", err
	}
	return completion.Choices[0].Message.Content, nil
}

func choose(paid bool) llm {
	if paid {
		return newGoodLLM()
	}
	return newBadLLM()
}

func ask(ctx context.Context, paid bool) (string, error) {
	return choose(paid).Ask(ctx, "hello")
}

// completer is the shape of the SDK's own service, so that tests can replace it.
type completer interface {
	New(ctx context.Context, body openai.ChatCompletionNewParams, opts ...option.RequestOption) (*openai.ChatCompletion, error)
}

type goodService struct{ chat completer }

func newGoodService() *goodService {
	client := openai.NewClient(ownership()...)
	return &goodService{chat: &client.Chat.Completions}
}

func (s *goodService) Ask(ctx context.Context) error {
	_, err := s.chat.New(ctx, params("hello"))
	return err
}

type badService struct{ chat completer }

func newBadService() *badService {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return &badService{chat: &client.Chat.Completions}
}

func (s *badService) Ask(ctx context.Context) error {
	_, err := s.chat.New(ctx, params("hello"))
	return err
}

// Injected gets its completer from outside: that is the caller's duty.
type Injected struct{ chat completer }

func NewInjected(chat completer) *Injected { return &Injected{chat: chat} }

func (s *Injected) Ask(ctx context.Context) error {
	_, err := s.chat.New(ctx, params("hello"))
	return err
}

func goodInjected(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	return NewInjected(&client.Chat.Completions).Ask(ctx)
}

func badInjected(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return NewInjected(&client.Chat.Completions).Ask(ctx)
}

// source is implemented in this package only.
type source interface{ Options() []option.RequestOption }

type static struct{}

func (static) Options() []option.RequestOption { return ownership() }

type short struct{}

func (short) Options() []option.RequestOption { return partial() }

func newFrom(s source) openai.Client {
	return openai.NewClient(s.Options()...)
}

func goodSource(ctx context.Context) error {
	client := newFrom(static{})
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badSource(ctx context.Context) error {
	client := newFrom(short{}) // want "untagged-client: newFrom lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func goodSourceHere(ctx context.Context) error {
	var s source = static{}
	client := openai.NewClient(s.Options()...)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badSourceHere(ctx context.Context) error {
	var s source = short{}
	client := openai.NewClient(s.Options()...) // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// provider is the interface of a whole set of vendors.
type provider interface {
	Name() string
	Client() (*openai.Client, error)
}

type openAI struct{ key string }

func (o openAI) Name() string { return "openai" }

func (o openAI) Client() (*openai.Client, error) {
	if o.key == "" {
		return nil, errors.New("no key")
	}
	client := openai.NewClient(append(ownership(), option.WithAPIKey(o.key))...)
	return &client, nil
}

type local struct{ url string }

func (l local) Name() string { return "local" }

func (l local) Client() (*openai.Client, error) {
	client := openai.NewClient(option.WithBaseURL(l.url)) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return &client, nil
}

func askProvider(ctx context.Context, p provider) error {
	client, err := p.Client()
	if err != nil {
		return err
	}
	_, err = client.Chat.Completions.New(ctx, params("hello from "+p.Name()))
	return err
}

func askAll(ctx context.Context) error {
	for _, p := range []provider{openAI{key: "from the vault"}, local{url: "https://llm.internal.example.com"}} {
		if err := askProvider(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// asserted comes out of an interface value again.
func goodAsserted(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	var boxed any = &client
	again, ok := boxed.(*openai.Client)
	if !ok {
		return errors.New("not a client")
	}
	_, err := again.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badAsserted(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	var boxed any = &client
	again, ok := boxed.(*openai.Client)
	if !ok {
		return errors.New("not a client")
	}
	_, err := again.Chat.Completions.New(ctx, params("hello"))
	return err
}
