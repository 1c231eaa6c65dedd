// Package streams opens streams, and asks for their usage or does not.
package streams

import (
	"context"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/packages/param"
	"github.com/openai/openai-go/v3/responses"
	goopenai "github.com/sashabaranov/go-openai"
)

func good(ctx context.Context, client openai.Client) {
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4o}
	params.StreamOptions.IncludeUsage = openai.Bool(true)
	client.Chat.Completions.NewStreaming(ctx, params)
}

func bad(ctx context.Context, client openai.Client) {
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4o}
	client.Chat.Completions.NewStreaming(ctx, params) // want "^missing-usage: openai.ChatCompletionService.NewStreaming opens a stream that does not report its usage unless asked$"
}

func badFalse(ctx context.Context, client openai.Client) {
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4o}
	params.StreamOptions.IncludeUsage = openai.Bool(false)
	client.Chat.Completions.NewStreaming(ctx, params) // want "^missing-usage: "
}

func badOnSomePaths(ctx context.Context, client openai.Client, verbose bool) {
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4o}
	if verbose {
		params.StreamOptions = openai.ChatCompletionStreamOptionsParam{IncludeUsage: param.NewOpt(true)}
	}
	client.Chat.Completions.NewStreaming(ctx, params) // want "^missing-usage: "
}

func goodAtRunTime(ctx context.Context, client openai.Client) {
	ask := os.Getenv("USAGE") != ""
	params := openai.ChatCompletionNewParams{StreamOptions: openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(ask)}}
	client.Chat.Completions.NewStreaming(ctx, params)
}

func goodBody(ctx context.Context, client openai.Client) {
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{}, option.WithJSONSet("stream_options.include_usage", true))
}

func goodOtherBody(ctx context.Context, client openai.Client, body []byte) {
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{}, option.WithRequestBody("application/json", body))
}

func goodOptions(ctx context.Context, client openai.Client, options map[string]any) {
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{}, option.WithJSONSet("stream_options", options))
}

func badBody(ctx context.Context, client openai.Client) {
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{}, option.WithJSONSet("seed", 1)) // want "^missing-usage: "
}

// Others report their usage unasked, or send no stream.
func unasked(ctx context.Context, client openai.Client) error {
	client.Responses.NewStreaming(ctx, responses.ResponseNewParams{})
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}

func badCompletion(ctx context.Context, client openai.Client) {
	client.Completions.NewStreaming(ctx, openai.CompletionNewParams{}) // want "^missing-usage: openai.CompletionService.NewStreaming opens"
}

// open leaves the parameters to its callers.
func open(ctx context.Context, client openai.Client, params openai.ChatCompletionNewParams) {
	client.Chat.Completions.NewStreaming(ctx, params)
}

func goodCaller(ctx context.Context, client openai.Client) {
	open(ctx, client, openai.ChatCompletionNewParams{StreamOptions: openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(true)}})
}

func badCaller(ctx context.Context, client openai.Client) {
	open(ctx, client, openai.ChatCompletionNewParams{}) // want "^missing-usage: open opens a stream that does not report its usage unless asked$"
}

// Open has callers elsewhere.
func Open(ctx context.Context, client openai.Client, params openai.ChatCompletionNewParams) {
	client.Chat.Completions.NewStreaming(ctx, params)
}

// build is where the parameters are made.
func build(model string) goopenai.ChatCompletionRequest {
	return goopenai.ChatCompletionRequest{Model: model, Stream: true, StreamOptions: &goopenai.StreamOptions{IncludeUsage: true}}
}

func goodCommunity(ctx context.Context, client *goopenai.Client) error {
	_, err := client.CreateChatCompletionStream(ctx, build("gpt-4o"))
	return err
}

func badCommunity(ctx context.Context, client *goopenai.Client) error {
	_, err := client.CreateChatCompletionStream(ctx, goopenai.ChatCompletionRequest{Model: "gpt-4o", Stream: true}) // want "^missing-usage: openai.Client.CreateChatCompletionStream opens"
	return err
}

func badCommunityEmpty(ctx context.Context, client *goopenai.Client) error {
	_, err := client.CreateCompletionStream(ctx, goopenai.CompletionRequest{StreamOptions: &goopenai.StreamOptions{}}) // want "^missing-usage: "
	return err
}

// resumed opens its stream again, by what it was opened with.
type resumed struct {
	request openai.ChatCompletionNewParams
	again   func()
}

func newResumed(ctx context.Context, client openai.Client) *resumed {
	r := &resumed{request: openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4o}}
	r.again = func() { client.Chat.Completions.NewStreaming(ctx, r.request) } // want "^missing-usage: "
	return r
}

func (r *resumed) resume() { r.again() }

// Stream is called from another package, which does not say so again.
func Stream(ctx context.Context, client openai.Client) {
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{}) // want "^missing-usage: "
}
