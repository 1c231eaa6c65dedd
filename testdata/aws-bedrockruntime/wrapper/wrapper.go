// Package wrapper keeps clients in fields and behind interfaces.
package wrapper

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

const model = "anthropic.claude-3-haiku-20240307-v1:0"

func withTags(o *bedrockruntime.Options) {
	o.APIOptions = append(o.APIOptions,
		smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"),
		smithyhttp.SetHeaderValue("X-LLM-Service-Name", "checkout-assistant"),
		smithyhttp.SetHeaderValue("X-LLM-Team-ID", "payments"),
	)
}

func input(prompt string) *bedrockruntime.ConverseInput {
	return &bedrockruntime.ConverseInput{
		ModelId: aws.String(model),
		Messages: []types.Message{{
			Role:    types.ConversationRoleUser,
			Content: []types.ContentBlock{&types.ContentBlockMemberText{Value: prompt}},
		}},
	}
}

// ConverseAPI is the part of a client that tests replace.
type ConverseAPI interface {
	Converse(ctx context.Context, params *bedrockruntime.ConverseInput, optFns ...func(*bedrockruntime.Options)) (*bedrockruntime.ConverseOutput, error)
}

// Answerer answers by whatever converses.
type Answerer struct{ api ConverseAPI }

// NewGoodAnswerer constructs a tagged client.
func NewGoodAnswerer(ctx context.Context) (*Answerer, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	return &Answerer{api: bedrockruntime.NewFromConfig(cfg, withTags)}, nil
}

// NewBadAnswerer constructs an untagged client.
func NewBadAnswerer(ctx context.Context) (*Answerer, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	return &Answerer{api: bedrockruntime.NewFromConfig(cfg)}, nil // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
}

// Answer answers a question.
func (a *Answerer) Answer(ctx context.Context, question string) (string, error) {
	out, err := a.api.Converse(ctx, input(question))
	if err != nil {
		return "", err
	}
	message, ok := out.Output.(*types.ConverseOutputMemberMessage)
	if !ok || len(message.Value.Content) == 0 {
		return "", errors.New("no answer")
	}
	text, _ := message.Value.Content[0].(*types.ContentBlockMemberText)
	return text.Value, nil
}

// stub is a test's double, and no client.
type stub struct {
	out *bedrockruntime.ConverseOutput
}

func (s stub) Converse(context.Context, *bedrockruntime.ConverseInput, ...func(*bedrockruntime.Options)) (*bedrockruntime.ConverseOutput, error) {
	return s.out, nil
}

// NewStubAnswerer answers from a stub.
func NewStubAnswerer(out *bedrockruntime.ConverseOutput) *Answerer {
	return &Answerer{api: stub{out}}
}

// goodHolder keeps a tagged client.
type goodHolder struct{ client *bedrockruntime.Client }

func newGoodHolder(ctx context.Context) (h goodHolder, err error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return h, err
	}
	h.client = bedrockruntime.NewFromConfig(cfg, withTags)
	return h, nil
}

func (h goodHolder) ask(ctx context.Context, prompt string) error {
	_, err := h.client.Converse(ctx, input(prompt))
	return err
}

// badHolder keeps an untagged client.
type badHolder struct{ client *bedrockruntime.Client }

func newBadHolder(ctx context.Context) (h badHolder, err error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return h, err
	}
	h.client = bedrockruntime.NewFromConfig(cfg) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
	return h, nil
}

func (h badHolder) ask(ctx context.Context, prompt string) error {
	_, err := h.client.Converse(ctx, input(prompt))
	return err
}

// callHolder keeps an untagged client and tags each request.
type callHolder struct {
	client *bedrockruntime.Client
	opts   []func(*bedrockruntime.Options)
}

func newCallHolder(ctx context.Context) (*callHolder, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	return &callHolder{
		client: bedrockruntime.NewFromConfig(cfg),
		opts:   []func(*bedrockruntime.Options){withTags},
	}, nil
}

func (h *callHolder) ask(ctx context.Context, prompt string) error {
	_, err := h.client.Converse(ctx, input(prompt), h.opts...)
	return err
}

// embedded embeds a client.
type embedded struct {
	*bedrockruntime.Client
	model string
}

func newGoodEmbedded(cfg aws.Config) embedded {
	return embedded{Client: bedrockruntime.NewFromConfig(cfg, withTags), model: model}
}

func (e embedded) ask(ctx context.Context, prompt string) error {
	_, err := e.Converse(ctx, input(prompt))
	return err
}

// badGo asks in goroutines, each of which tags but the last.
func badGo(ctx context.Context, prompts []string, done chan<- error) {
	client := bedrockruntime.NewFromConfig(aws.Config{}) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
	for _, p := range prompts {
		go func() {
			_, err := client.Converse(ctx, input(p), withTags)
			done <- err
		}()
	}
	go func() {
		_, err := client.Converse(ctx, input("Sum up."))
		done <- err
	}()
}

// ask is handed its client.
func ask(ctx context.Context, api ConverseAPI, prompt string) error {
	_, err := api.Converse(ctx, input(prompt))
	return err
}

// goodPassed passes a tagged client.
func goodPassed(ctx context.Context, prompt string) error {
	return ask(ctx, bedrockruntime.NewFromConfig(aws.Config{}, withTags), prompt)
}

// badPassed passes an untagged one.
func badPassed(ctx context.Context, prompt string) error {
	return ask(ctx, bedrockruntime.NewFromConfig(aws.Config{}), prompt) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
}
