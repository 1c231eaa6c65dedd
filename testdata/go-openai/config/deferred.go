package config

import (
	"context"

	"github.com/sashabaranov/go-openai"
)

type span interface{ End(opts ...any) }

type tracer interface{ Start(name string) span }

type asker struct {
	on     bool
	tracer tracer
	client *openai.Client
}

// ask defers a call whose arguments are not there yet on the first return.
func (a *asker) ask(ctx context.Context) error {
	if !a.on {
		return nil
	}
	s := a.tracer.Start("ask")
	defer s.End("done")
	_, err := a.client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{})
	return err
}

func traced(ctx context.Context) error {
	a := &asker{client: openai.NewClient("key")} // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return a.ask(ctx)
}
