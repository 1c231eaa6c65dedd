// Package interfaces keeps models behind llms.Model and behind interfaces of
// its own: in fields, maps, decorators, and as parameters.
package interfaces

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/googleai"
	"github.com/tmc/langchaingo/llms/mistral"
	"github.com/tmc/langchaingo/llms/ollama"
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

// Summarizer shortens reviews with the model that it was given.
type Summarizer struct {
	model llms.Model
	limit int
}

// NewSummarizer leaves the model to its caller.
func NewSummarizer(model llms.Model, limit int) *Summarizer {
	return &Summarizer{model: model, limit: limit}
}

// Summarize sends one request.
func (s *Summarizer) Summarize(ctx context.Context, review string) (string, error) {
	return llms.GenerateFromSinglePrompt(ctx, s.model, "Summarize: "+review, llms.WithMaxTokens(s.limit))
}

func goodSummarizer(ctx context.Context, review string) (string, error) {
	model, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return "", err
	}
	return NewSummarizer(model, 200).Summarize(ctx, review)
}

func badSummarizer(ctx context.Context, review string) (string, error) {
	model, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	return NewSummarizer(model, 200).Summarize(ctx, review)
}

// completer is what the rest of the service sees of a model.
type completer interface {
	Call(ctx context.Context, prompt string, options ...llms.CallOption) (string, error)
}

func title(ctx context.Context, c completer, product string) (string, error) {
	return c.Call(ctx, "A title for "+product)
}

func goodCompleter(ctx context.Context) (string, error) {
	model, err := anthropic.New(anthropic.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return "", err
	}
	return title(ctx, model, "socks")
}

func badCompleter(ctx context.Context) (string, error) {
	model, err := anthropic.New() // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	return title(ctx, model, "socks")
}

var errUnknownProvider = errors.New("unknown provider")

// goodSwitch tags what each provider sends.
func goodSwitch(ctx context.Context, provider string) (llms.Model, error) {
	hc := tagging.Checkout()
	switch provider {
	case "openai":
		return openai.New(openai.WithHTTPClient(hc))
	case "anthropic":
		return anthropic.New(anthropic.WithHTTPClient(hc))
	case "googleai":
		return googleai.New(ctx, googleai.WithHTTPClient(hc))
	case "ollama":
		return ollama.New(ollama.WithHTTPClient(hc))
	default:
		return nil, fmt.Errorf("%w: %q", errUnknownProvider, provider)
	}
}

// badSwitch forgets one provider and has one that cannot be tagged.
func badSwitch(ctx context.Context, provider string) (llms.Model, error) {
	hc := tagging.Checkout()
	switch provider {
	case "openai":
		return openai.New(openai.WithHTTPClient(hc))
	case "anthropic":
		return anthropic.New() // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
	case "mistral":
		return mistral.New(mistral.WithModel("mistral-small-latest")) // want "untagged-client: mistral.New lacks project_id, service_name, team_id$"
	default:
		return nil, fmt.Errorf("%w: %q", errUnknownProvider, provider)
	}
}

func badSwitchVariable(provider, question string) (string, error) {
	var (
		model llms.Model
		err   error
	)
	switch provider {
	case "openai":
		model, err = openai.New(openai.WithHTTPClient(tagging.Checkout()))
	case "ollama":
		model, err = ollama.New(ollama.WithModel("qwen3")) // want "untagged-client: ollama.New lacks project_id, service_name, team_id$"
	default:
		err = errUnknownProvider
	}
	if err != nil {
		return "", err
	}
	return model.Call(context.Background(), question)
}

// Registry keeps a model per provider.
type Registry struct {
	mu     sync.RWMutex
	models map[string]llms.Model
}

func newRegistry() (*Registry, error) {
	r := &Registry{models: map[string]llms.Model{}}
	gpt, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return nil, err
	}
	r.models["openai"] = gpt
	claude, err := anthropic.New(anthropic.WithModel("claude-sonnet-4-5")) // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	r.models["anthropic"] = claude
	return r, nil
}

// Ask sends the question to the named provider.
func (r *Registry) Ask(ctx context.Context, provider, question string) (string, error) {
	r.mu.RLock()
	model, ok := r.models[provider]
	r.mu.RUnlock()
	if !ok {
		return "", errUnknownProvider
	}
	return model.Call(ctx, question)
}

func (r *Registry) register(name string, model llms.Model) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.models[name] = model
}

func goodRegister(r *Registry) error {
	model, err := ollama.New(ollama.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return err
	}
	r.register("ollama", model)
	return nil
}

func badRegister(r *Registry) error {
	model, err := ollama.New() // want "untagged-client: ollama.New lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	r.register("ollama", model)
	return nil
}

// logged is a decorator: an llms.Model over an llms.Model.
type logged struct {
	llms.Model
	log *slog.Logger
}

func (l logged) GenerateContent(ctx context.Context, messages []llms.MessageContent, options ...llms.CallOption) (*llms.ContentResponse, error) {
	res, err := l.Model.GenerateContent(ctx, messages, options...)
	l.log.InfoContext(ctx, "llm request", "messages", len(messages), "err", err)
	return res, err
}

func goodDecorated(ctx context.Context, messages []llms.MessageContent) (*llms.ContentResponse, error) {
	model, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return nil, err
	}
	return logged{Model: model, log: slog.Default()}.GenerateContent(ctx, messages)
}

func badDecorated(ctx context.Context, messages []llms.MessageContent) (*llms.ContentResponse, error) {
	model, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	var m llms.Model = logged{Model: model, log: slog.Default()}
	return m.GenerateContent(ctx, messages)
}

// fallback tries the models in their order.
type fallback []llms.Model

func (f fallback) ask(ctx context.Context, question string) (answer string, err error) {
	for _, model := range f {
		if answer, err = model.Call(ctx, question); err == nil {
			return answer, nil
		}
	}
	return "", err
}

func badFallback(ctx context.Context, question string) (string, error) {
	first, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return "", err
	}
	second, err := mistral.New() // want "untagged-client: mistral.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	return fallback{first, second}.ask(ctx, question)
}

// assistant embeds the provider's own type.
type assistant struct {
	*openai.LLM
	greeting string
}

func (a assistant) greet(ctx context.Context) (string, error) {
	return a.Call(ctx, a.greeting)
}

func goodEmbeddedModel(ctx context.Context) (string, error) {
	llm, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return "", err
	}
	return assistant{LLM: llm, greeting: "Greet the shopper."}.greet(ctx)
}

func badEmbeddedModel(ctx context.Context) (string, error) {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	return assistant{LLM: llm, greeting: "Greet the shopper."}.greet(ctx)
}

// pool is generic over what it holds.
type pool[M llms.Model] struct {
	free chan M
}

func newPool[M llms.Model](size int, open func() (M, error)) (*pool[M], error) {
	p := &pool[M]{free: make(chan M, size)}
	for range size {
		m, err := open()
		if err != nil {
			return nil, err
		}
		p.free <- m
	}
	return p, nil
}

func (p *pool[M]) ask(ctx context.Context, question string) (string, error) {
	m := <-p.free
	defer func() { p.free <- m }()
	return m.Call(ctx, question)
}

func goodPool() (*pool[*openai.LLM], error) {
	return newPool(4, func() (*openai.LLM, error) {
		return openai.New(openai.WithHTTPClient(tagging.Checkout()))
	})
}

func badPool() (*pool[*openai.LLM], error) {
	return newPool(4, func() (*openai.LLM, error) {
		return openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	})
}
