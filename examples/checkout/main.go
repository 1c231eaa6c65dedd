// Command checkout answers a customer's question, as it is generated.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"github.com/llmtag/llmtag/tag"
)

func main() {
	ctx := context.Background()
	rec := tag.NewRecorder(tag.JSONL(os.Stdout))
	err := run(ctx, rec, os.Stderr)
	if err := errors.Join(err, rec.Close(ctx)); err != nil {
		fmt.Fprintln(os.Stderr, "checkout:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rec *tag.Recorder, out io.Writer) error {
	hc, err := tag.HTTPClient(
		tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"},
		tag.WithRecorder(rec), tag.IncludeStreamUsage(),
	)
	if err != nil {
		return err
	}
	client := openai.NewClient(option.WithHTTPClient(hc)) // address and key come from the environment

	ctx = tag.WithUser(tag.WithRequestType(ctx, "support"), "u-42")
	stream := client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4o,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("Where is my parcel?")},
	})
	defer stream.Close()
	var answer strings.Builder
	for stream.Next() {
		answer.WriteString(stream.Current().Choices[0].Delta.Content)
	}
	if err := stream.Err(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, "checkout:", answer.String())
	return err
}
