// Command app answers one question with the provider of one's choice.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/cohere"
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

type flags struct {
	provider, model, team string
	timeout               time.Duration
	debug                 bool
}

func main() {
	var f flags
	flag.StringVar(&f.provider, "provider", "openai", "openai, anthropic or cohere")
	flag.StringVar(&f.model, "model", "", "name of the model")
	flag.StringVar(&f.team, "team", os.Getenv("TEAM"), "team that pays")
	flag.DurationVar(&f.timeout, "timeout", time.Minute, "longest wait")
	flag.BoolVar(&f.debug, "debug", false, "ask the local model")
	flag.Parse()
	if err := run(context.Background(), f, strings.Join(flag.Args(), " ")); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, f flags, question string) error {
	model, err := open(f)
	if err != nil {
		return fmt.Errorf("opening %s: %w", f.provider, err)
	}
	answer, err := llms.GenerateFromSinglePrompt(ctx, model, question, llms.WithStreamingFunc(func(_ context.Context, chunk []byte) error {
		_, err := os.Stderr.Write(chunk)
		return err
	}))
	if err != nil {
		return err
	}
	fmt.Println(answer)
	return nil
}

func open(f flags) (llms.Model, error) {
	hc := tagging.NewClient("shop", "ask", f.team)
	hc.Timeout = f.timeout
	switch f.provider {
	case "openai":
		opts := []openai.Option{openai.WithHTTPClient(hc)}
		if f.model != "" {
			opts = append(opts, openai.WithModel(f.model))
		}
		if f.debug {
			opts = append(opts, openai.WithBaseURL("http://localhost:8080/v1"))
		}
		return openai.New(opts...)
	case "anthropic":
		var opts []anthropic.Option
		if f.debug {
			opts = append(opts, anthropic.WithHTTPClient(&http.Client{Timeout: f.timeout}))
		} else {
			opts = append(opts, anthropic.WithHTTPClient(hc))
		}
		return anthropic.New(append(opts, anthropic.WithModel(f.model))...) // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
	case "cohere":
		return cohere.New(cohere.WithModel(f.model)) // want "untagged-client: cohere.New lacks project_id, service_name, team_id$"
	}
	return nil, errors.New("no such provider")
}
