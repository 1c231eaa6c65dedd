// Package held uses what holds a client of the house: what that lacks is said
// where it is made, however many layers are between.
package held

import (
	"context"
	"io"

	"example.com/raw-http/held/bots"
	"example.com/raw-http/held/llm"
)

func once(ctx context.Context, q io.Reader) error { return bots.New("key").Answer(ctx, q) }

func twice(ctx context.Context, q io.Reader) error {
	bot := bots.New("key")
	if err := bot.Answer(ctx, q); err != nil {
		return err
	}
	return bot.Again(ctx, q)
}

func tagged(ctx context.Context, q io.Reader) error { return bots.NewTagged("key").Answer(ctx, q) }

// direct makes the client itself.
func direct(ctx context.Context, q io.Reader) error {
	client := llm.New("key") // want `^raw-endpoint: llm.New lacks project_id, service_name, team_id$`
	if _, err := client.Ask(ctx, q); err != nil {
		return err
	}
	_, err := client.Ask(ctx, q)
	return err
}
