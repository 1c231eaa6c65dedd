// Command mainpackage is a program: nobody imports what it exports.
package main

import (
	"context"
	"flag"
	"log"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func params(text string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
	}
}

// NewClient is exported, and completed by all that can call it.
func NewClient() openai.Client { return openai.NewClient() }

// Shared is exported, and used with tags only.
var Shared = openai.NewClient(option.WithHeader("X-LLM-Project-ID", "cli"))

// NewForgotten is exported, and one of its users forgets a tag.
func NewForgotten() openai.Client {
	return openai.NewClient() // want "untagged-client: openai.NewClient lacks team_id$"
}

func main() {
	team := flag.String("team", "", "the team that pays")
	flag.Parse()
	ctx := context.Background()
	tags := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "cli"),
		option.WithHeader("X-LLM-Service-Name", "ask"),
		option.WithHeader("X-LLM-Team-ID", *team),
	}
	client := NewClient()
	if _, err := client.Chat.Completions.New(ctx, params("hello"), tags...); err != nil {
		log.Fatal(err)
	}
	if _, err := Shared.Chat.Completions.New(ctx, params("hello"), tags[1:]...); err != nil {
		log.Fatal(err)
	}
	forgotten := NewForgotten()
	if _, err := forgotten.Chat.Completions.New(ctx, params("hello"), tags[:2]...); err != nil {
		log.Fatal(err)
	}
}
