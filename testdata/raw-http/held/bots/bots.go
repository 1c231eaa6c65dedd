// Package bots holds clients of the house.
package bots

import (
	"context"
	"io"
	"net/http"

	"example.com/raw-http/held/llm"
)

// Bot answers.
type Bot struct{ client *llm.Client }

// New makes a client that nobody tags.
func New(key string) *Bot {
	client := llm.New(key) // want `^raw-endpoint: llm.New lacks project_id, service_name, team_id$`
	return &Bot{client: client}
}

// NewTagged makes one that tags.
func NewTagged(key string) *Bot {
	return &Bot{client: llm.New(key, func(o *llm.Options) { o.HTTP = &http.Client{Transport: owner{}} })}
}

// Answer asks once, and Again a second time: the fault is where the client was made.
func (b *Bot) Answer(ctx context.Context, question io.Reader) error {
	_, err := b.client.Ask(ctx, question)
	return err
}

// Again asks too.
func (b *Bot) Again(ctx context.Context, question io.Reader) error {
	_, err := b.client.Ask(ctx, question)
	return err
}

type owner struct{}

func (owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultTransport.RoundTrip(req)
}
