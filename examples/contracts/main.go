// Command contracts summarizes a contract on behalf of the team that asks: the
// owner comes with each request, and a request without one is not sent.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"

	"github.com/llmtag/llmtag/tag"
)

func main() {
	ctx := context.Background()
	rec := tag.NewRecorder(tag.JSONL(os.Stdout))
	err := run(ctx, rec, os.Stderr)
	if err := errors.Join(err, rec.Close(ctx)); err != nil {
		fmt.Fprintln(os.Stderr, "contracts:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rec *tag.Recorder, out io.Writer) error {
	hc, err := tag.HTTPClient(tag.Owner{}, tag.WithRecorder(rec), tag.Enforce(tag.Reject))
	if err != nil {
		return err
	}
	client := anthropic.NewClient(option.WithHTTPClient(hc)) // address and key come from the environment

	owner := tag.Owner{ProjectID: "contracts", ServiceName: "contract-reader", TeamID: "legal"}
	return summarize(tag.WithOwner(ctx, owner), client, out)
}

func summarize(ctx context.Context, client anthropic.Client, out io.Writer) error {
	message, err := client.Messages.New(tag.WithRequestType(ctx, "summarize"), anthropic.MessageNewParams{
		Model:     anthropic.ModelClaudeSonnet4_6,
		MaxTokens: 1000,
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("Summarize this contract."))},
	})
	if err != nil {
		return err
	}
	for _, block := range message.Content {
		if _, err := fmt.Fprintln(out, "contracts:", block.Text); err != nil {
			return err
		}
	}
	return nil
}
