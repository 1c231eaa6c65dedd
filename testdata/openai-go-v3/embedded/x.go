// Package embedded embeds clients and services in other types.
package embedded

import (
	"context"

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

// assistant promotes the fields of the client.
type assistant struct {
	openai.Client
	persona string
}

func newAssistant(persona string) assistant {
	return assistant{Client: openai.NewClient(ownership()...), persona: persona}
}

func (a *assistant) Ask(ctx context.Context, text string) error {
	_, err := a.Chat.Completions.New(ctx, params(a.persona+": "+text))
	return err
}

type bareAssistant struct {
	*openai.Client
}

func newBareAssistant() bareAssistant {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return bareAssistant{&client}
}

func (a bareAssistant) Ask(ctx context.Context, text string) error {
	_, err := a.Chat.Completions.New(ctx, params(text))
	return err
}

// chat promotes the methods of a service.
type chat struct {
	*openai.ChatCompletionService
}

func goodPromotedMethod(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	c := chat{&client.Chat.Completions}
	_, err := c.New(ctx, params("hello"))
	return err
}

func badPromotedMethod(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	c := chat{&client.Chat.Completions}
	_, err := c.New(ctx, params("hello"))
	return err
}

func goodPromotedMethodCompleted(ctx context.Context) error {
	client := openai.NewClient(partial()...)
	c := chat{&client.Chat.Completions}
	_, err := c.New(ctx, params("hello"), option.WithHeader("X-LLM-Team-ID", "care"))
	return err
}

// base is embedded by the agents, two floors down.
type base struct {
	client *openai.Client
	opts   []option.RequestOption
}

func (b *base) ask(ctx context.Context, text string) error {
	_, err := b.client.Chat.Completions.New(ctx, params(text))
	return err
}

type common struct{ *base }

type triageAgent struct {
	common
	queue string
}

func newTriageAgent() *triageAgent {
	client := openai.NewClient(ownership()...)
	return &triageAgent{common: common{&base{client: &client}}, queue: "inbox"}
}

func (t *triageAgent) Run(ctx context.Context) error { return t.ask(ctx, t.queue) }

type replyAgent struct{ common }

func newReplyAgent() *replyAgent {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return &replyAgent{common{&base{client: &client}}}
}

func (r *replyAgent) Run(ctx context.Context) error { return r.ask(ctx, "reply") }

// tagged overrides the promoted method and adds what is missing.
type tagged struct {
	openai.ChatCompletionService
}

func (t *tagged) New(ctx context.Context, body openai.ChatCompletionNewParams, opts ...option.RequestOption) (*openai.ChatCompletion, error) {
	return t.ChatCompletionService.New(ctx, body, append(opts, ownership()...)...)
}

func goodOverriddenMethod(ctx context.Context) error {
	client := openai.NewClient()
	t := &tagged{client.Chat.Completions}
	_, err := t.New(ctx, params("hello"))
	return err
}
