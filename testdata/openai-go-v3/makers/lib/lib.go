// Package lib makes its clients from what its constructors put into fields.
package lib

import (
	"context"
	"net/http"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// Sender sends.
type Sender interface {
	Send(ctx context.Context) error
}

func ask(ctx context.Context, c openai.Client) error {
	_, err := c.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}

// ByClient sends through the http.Client that either constructor was given.
type ByClient struct{ hc *http.Client }

// New returns a sender.
func New(hc *http.Client) *ByClient { return &ByClient{hc: hc} }

// NewStreaming returns another one.
func NewStreaming(hc *http.Client) *ByClient { return &ByClient{hc: hc} }

// Send sends.
func (s *ByClient) Send(ctx context.Context) error {
	return ask(ctx, openai.NewClient(option.WithHTTPClient(s.hc)))
}

// ByOptions sends with options.
type ByOptions struct{ opts []option.RequestOption }

// NewByOptions returns a sender.
func NewByOptions(opts ...option.RequestOption) *ByOptions { return &ByOptions{opts: opts} }

// Send sends.
func (s *ByOptions) Send(ctx context.Context) error { return ask(ctx, openai.NewClient(s.opts...)) }

// ByHeaders sends headers.
type ByHeaders struct{ extra map[string]string }

// NewByHeaders returns a sender.
func NewByHeaders(extra map[string]string) *ByHeaders { return &ByHeaders{extra: extra} }

// NewByTeam returns a sender for one of our teams.
func NewByTeam(team string) *ByHeaders {
	return &ByHeaders{extra: map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": team}}
}

// Send sends.
func (s *ByHeaders) Send(ctx context.Context) error {
	var opts []option.RequestOption
	for name, value := range s.extra {
		opts = append(opts, option.WithHeader(name, value))
	}
	return ask(ctx, openai.NewClient(opts...))
}

// Raw sends requests of its own.
type Raw struct{ hc *http.Client }

// NewRaw returns a sender.
func NewRaw(hc *http.Client) *Raw { return &Raw{hc: hc} }

// Send sends.
func (s *Raw) Send(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/chat/completions", strings.NewReader("{}"))
	if err != nil {
		return err
	}
	resp, err := s.hc.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
