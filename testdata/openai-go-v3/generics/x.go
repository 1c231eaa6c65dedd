// Package generics passes clients and options through generic code.
package generics

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

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

// ask decodes the answer into whatever the caller wants.
func ask[T any](ctx context.Context, client *openai.Client, text string, opts ...option.RequestOption) (T, error) {
	var out T
	completion, err := client.Chat.Completions.New(ctx, params(text), opts...)
	if err != nil {
		return out, fmt.Errorf("asking: %w", err)
	}
	if err := json.Unmarshal([]byte(completion.Choices[0].Message.Content), &out); err != nil {
		return out, fmt.Errorf("decoding the answer: %w", err)
	}
	return out, nil
}

type verdict struct{ Spam bool }

func goodAsk(ctx context.Context) (verdict, error) {
	client := openai.NewClient(ownership()...)
	return ask[verdict](ctx, &client, "spam?")
}

func badAsk(ctx context.Context) (verdict, error) {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return ask[verdict](ctx, &client, "spam?")
}

// header takes any string type for its value.
func header[S ~string](name string, value S) option.RequestOption {
	return option.WithHeader(name, string(value))
}

type team string

const care team = "care"

func goodHeader(ctx context.Context) error {
	client := openai.NewClient(append(partial(), header("X-LLM-Team-ID", care))...)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badHeader(ctx context.Context) error {
	client := openai.NewClient(append(partial(), header("X-LLM-User-ID", care))...) // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// with is append for any slice.
func with[T any](list []T, more ...T) []T {
	return append(list[:len(list):len(list)], more...)
}

func goodWith(ctx context.Context) error {
	client := openai.NewClient(with(partial(), option.WithHeader("X-LLM-Team-ID", "care"))...)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badWith(ctx context.Context) error {
	client := openai.NewClient(with(partial(), option.WithMaxRetries(1))...) // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// lazy makes a value once.
type lazy[T any] struct {
	once  sync.Once
	make  func() T
	value T
}

func (l *lazy[T]) get() T {
	l.once.Do(func() { l.value = l.make() })
	return l.value
}

var goodLazy = &lazy[openai.Client]{make: func() openai.Client { return openai.NewClient(ownership()...) }}

var badLazy = &lazy[*openai.Client]{make: func() *openai.Client {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return &client
}}

func askLazy(ctx context.Context) error {
	client := goodLazy.get()
	if _, err := client.Chat.Completions.New(ctx, params("hello")); err != nil {
		return err
	}
	_, err := badLazy.get().Chat.Completions.New(ctx, params("hello"))
	return err
}

// holder keeps a client of any kind.
type holder[C any] struct{ client C }

func (h holder[C]) Client() C { return h.client }

func goodHolder(ctx context.Context) error {
	h := holder[openai.Client]{client: openai.NewClient(ownership()...)}
	client := h.Client()
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badHolder(ctx context.Context) error {
	h := holder[openai.Client]{client: openai.NewClient(partial()...)} // want "untagged-client: openai.NewClient lacks team_id$"
	client := h.Client()
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// must is the usual helper of constructors that may fail.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func newTagged() (openai.Client, error) { return openai.NewClient(ownership()...), nil }

func newUntagged() (openai.Client, error) {
	return openai.NewClient(partial()...), nil // want "untagged-client: openai.NewClient lacks team_id$"
}

func askMust(ctx context.Context) error {
	tagged, untagged := must(newTagged()), must(newUntagged())
	if _, err := tagged.Chat.Completions.New(ctx, params("hello")); err != nil {
		return err
	}
	_, err := untagged.Chat.Completions.New(ctx, params("hello"))
	return err
}

// service is constrained to what both services of the SDK have.
type service[P, R any] interface {
	New(ctx context.Context, body P, opts ...option.RequestOption) (R, error)
}

func call[P, R any](ctx context.Context, s service[P, R], body P) (R, error) {
	return s.New(ctx, body)
}

func goodConstrained(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	_, err := call[openai.ChatCompletionNewParams, *openai.ChatCompletion](ctx, &client.Chat.Completions, params("hello"))
	return err
}

func badConstrained(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := call[openai.ChatCompletionNewParams, *openai.ChatCompletion](ctx, &client.Chat.Completions, params("hello"))
	return err
}

// newFor is a generic factory with a duty.
func newFor[E ~string](env E, opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append(partial(), append(opts, option.WithHeader("X-Env", string(env)))...)...)
}

type stage string

func goodFactory(ctx context.Context) error {
	client := newFor(stage("prod"), option.WithHeader("X-LLM-Team-ID", "care"))
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badFactory(ctx context.Context) error {
	client := newFor(stage("prod")) // want "untagged-client: newFor lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}
