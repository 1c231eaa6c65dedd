// Package fields takes what attaches the tags from struct fields, and keeps
// models in them.
package fields

import (
	"context"
	"net/http"
	"time"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

// tagged opens its models over a client that its constructor makes.
type tagged struct {
	hc    *http.Client
	model string
}

func newTagged(model string) *tagged {
	return &tagged{hc: tagging.Checkout(), model: model}
}

func (t *tagged) open() (llms.Model, error) {
	return openai.New(openai.WithModel(t.model), openai.WithHTTPClient(t.hc))
}

// untagged does the same over a client that attaches nothing.
type untagged struct {
	hc    *http.Client
	model string
}

func newUntagged(model string) *untagged {
	return &untagged{hc: &http.Client{Timeout: time.Minute}, model: model}
}

func (u *untagged) open() (llms.Model, error) {
	return openai.New(openai.WithModel(u.model), openai.WithHTTPClient(u.hc)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func opens() error {
	if _, err := newTagged("gpt-4o").open(); err != nil {
		return err
	}
	_, err := newUntagged("gpt-4o").open()
	return err
}

// prepared keeps the options themselves.
type prepared struct {
	opts []anthropic.Option
}

func newPrepared() *prepared {
	p := &prepared{}
	p.opts = append(p.opts, anthropic.WithModel("claude-haiku-4-5"))
	p.opts = append(p.opts, anthropic.WithHTTPClient(tagging.NewClient("shop", "search", "discovery")))
	return p
}

func (p *prepared) open() (*anthropic.LLM, error) { return anthropic.New(p.opts...) }

// plain keeps options that name no owner.
type plain struct {
	opts []anthropic.Option
}

func newPlain() *plain {
	return &plain{opts: []anthropic.Option{anthropic.WithModel("claude-haiku-4-5")}}
}

func (p *plain) open() (*anthropic.LLM, error) {
	return anthropic.New(p.opts...) // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
}

// Assistant keeps the model: its methods only use it.
type Assistant struct {
	llm *openai.LLM
}

// NewAssistant returns an assistant whose requests nobody owns.
func NewAssistant() (*Assistant, error) {
	llm, err := openai.New(openai.WithModel("gpt-4o")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &Assistant{llm: llm}, nil
}

// NewOwnedAssistant returns one of the discovery team's.
func NewOwnedAssistant() (*Assistant, error) {
	llm, err := openai.New(openai.WithHTTPClient(tagging.NewClient("shop", "search", "discovery")))
	if err != nil {
		return nil, err
	}
	a := new(Assistant)
	a.llm = llm
	return a, nil
}

// Ask sends one request.
func (a *Assistant) Ask(ctx context.Context, question string) (string, error) {
	return a.llm.Call(ctx, question)
}

// Embed sends another.
func (a *Assistant) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	return a.llm.CreateEmbedding(ctx, texts)
}

// server has its models deeper inside.
type server struct {
	llm struct {
		chat, titles llms.Model
	}
}

func (s *server) start() (err error) {
	if s.llm.chat, err = openai.New(openai.WithHTTPClient(tagging.Checkout())); err != nil {
		return err
	}
	s.llm.titles, err = openai.New(openai.WithModel("gpt-4o-mini")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	return err
}

func (s *server) title(ctx context.Context, text string) (string, error) {
	return s.llm.titles.Call(ctx, "A title for: "+text)
}
