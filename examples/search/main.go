// Command search makes vectors of documents for an index.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/sashabaranov/go-openai"

	"github.com/llmtag/llmtag/tag"
)

func main() {
	ctx := context.Background()
	rec := tag.NewRecorder(tag.JSONL(os.Stdout))
	err := run(ctx, rec, os.Stderr)
	if err := errors.Join(err, rec.Close(ctx)); err != nil {
		fmt.Fprintln(os.Stderr, "search:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rec *tag.Recorder, out io.Writer) error {
	client, err := newClient(os.Getenv("OPENAI_API_KEY"), os.Getenv("OPENAI_BASE_URL"), rec)
	if err != nil {
		return err
	}
	resp, err := client.CreateEmbeddings(tag.WithRequestType(ctx, "index"), openai.EmbeddingRequestStrings{
		Model: openai.SmallEmbedding3, Input: []string{"It was a dark and stormy night."},
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "search: %d vectors\n", len(resp.Data))
	return err
}

func newClient(key, address string, rec *tag.Recorder) (*openai.Client, error) {
	owner := tag.Owner{ProjectID: "search", ServiceName: "search-index", TeamID: "discovery", Environment: os.Getenv("ENVIRONMENT")}
	hc, err := tag.HTTPClient(owner, tag.WithRecorder(rec))
	if err != nil {
		return nil, err
	}
	config := openai.DefaultConfig(key)
	config.BaseURL = address
	config.HTTPClient = hc
	return openai.NewClientWithConfig(config), nil
}
