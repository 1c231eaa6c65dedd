package streams

import (
	"context"

	"github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/mozilla-ai/any-llm-go/providers"
	"github.com/mozilla-ai/any-llm-go/providers/anthropic"
	"github.com/mozilla-ai/any-llm-go/providers/groq"
	openai1 "github.com/openai/openai-go"
	"github.com/openai/openai-go/option"
	openai2 "github.com/openai/openai-go/v2"
)

// Version 1 of openai-go.

func goodFirst(ctx context.Context, client openai1.Client) {
	client.Chat.Completions.NewStreaming(ctx, openai1.ChatCompletionNewParams{
		StreamOptions: openai1.ChatCompletionStreamOptionsParam{IncludeUsage: openai1.Bool(true)},
	})
}

func badFirst(ctx context.Context, client openai1.Client) {
	client.Chat.Completions.NewStreaming(ctx, openai1.ChatCompletionNewParams{Model: openai1.ChatModelGPT4o}) // want "^missing-usage: openai.ChatCompletionService.NewStreaming opens a stream that does not report its usage unless asked$"
}

func goodFirstBody(ctx context.Context, client openai1.Client) {
	client.Chat.Completions.NewStreaming(ctx, openai1.ChatCompletionNewParams{}, option.WithJSONSet("stream_options.include_usage", true))
}

func badFirstCompletion(ctx context.Context, client openai1.Client) {
	client.Completions.NewStreaming(ctx, openai1.CompletionNewParams{}) // want "^missing-usage: openai.CompletionService.NewStreaming opens"
}

// Version 2.

func goodSecond(ctx context.Context, client openai2.Client) {
	params := openai2.ChatCompletionNewParams{Model: openai2.ChatModelGPT4o}
	params.StreamOptions.IncludeUsage = openai2.Bool(true)
	client.Chat.Completions.NewStreaming(ctx, params)
}

func badSecond(ctx context.Context, client openai2.Client) {
	params := openai2.ChatCompletionNewParams{Model: openai2.ChatModelGPT4o}
	params.StreamOptions.IncludeUsage = openai2.Bool(false)
	client.Chat.Completions.NewStreaming(ctx, params) // want "^missing-usage: openai.ChatCompletionService.NewStreaming opens"
}

func badSecondCompletion(ctx context.Context, client openai2.Client) {
	client.Completions.NewStreaming(ctx, openai2.CompletionNewParams{}) // want "^missing-usage: openai.CompletionService.NewStreaming opens"
}

// azopenai.

func goodAzure(ctx context.Context, client *azopenai.Client) error {
	_, err := client.GetChatCompletionsStream(ctx, azopenai.ChatCompletionsStreamOptions{
		DeploymentName: to.Ptr("gpt-4o-eu"),
		StreamOptions:  &azopenai.ChatCompletionStreamOptions{IncludeUsage: to.Ptr(true)},
	}, nil)
	return err
}

func badAzure(ctx context.Context, client *azopenai.Client) error {
	_, err := client.GetChatCompletionsStream(ctx, azopenai.ChatCompletionsStreamOptions{DeploymentName: to.Ptr("gpt-4o-eu")}, nil) // want "^missing-usage: azopenai.Client.GetChatCompletionsStream opens"
	return err
}

func badAzureEmpty(ctx context.Context, client *azopenai.Client) error {
	body := azopenai.ChatCompletionsStreamOptions{StreamOptions: &azopenai.ChatCompletionStreamOptions{}}
	_, err := client.GetChatCompletionsStream(ctx, body, nil) // want "^missing-usage: azopenai.Client.GetChatCompletionsStream opens"
	return err
}

func badAzureCompletion(ctx context.Context, client *azopenai.Client) error {
	_, err := client.GetCompletionsStream(ctx, azopenai.CompletionsStreamOptions{}, nil) // want "^missing-usage: azopenai.Client.GetCompletionsStream opens"
	return err
}

// any-llm, whose providers of OpenAI's shape have to be asked.

func goodAny(ctx context.Context, p *groq.Provider) {
	p.CompletionStream(ctx, providers.CompletionParams{StreamOptions: &providers.StreamOptions{IncludeUsage: true}})
}

func badAny(ctx context.Context, p *groq.Provider) {
	p.CompletionStream(ctx, providers.CompletionParams{Model: "llama"}) // want "^missing-usage: openai.CompatibleProvider.CompletionStream opens"
}

func badAnyEmpty(ctx context.Context, p *groq.Provider) {
	p.CompletionStream(ctx, providers.CompletionParams{StreamOptions: &providers.StreamOptions{}}) // want "^missing-usage: openai.CompatibleProvider.CompletionStream opens"
}

// Anthropic reports unasked, and of an interface it is not known.

func unaskedAny(ctx context.Context, a *anthropic.Provider, p providers.Provider) {
	a.CompletionStream(ctx, providers.CompletionParams{})
	p.CompletionStream(ctx, providers.CompletionParams{})
}
