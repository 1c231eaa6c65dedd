// Package events makes events of package tag by hand.
package events

import (
	"context"

	"github.com/llmtag/llmtag/tag"
	"github.com/openai/openai-go/v3"
	"github.com/pkoukk/tiktoken-go"
)

func good(ctx context.Context, sink tag.Sink, resp *openai.ChatCompletion) error {
	return sink.Write(ctx, []tag.Event{{ProjectID: "checkout", InputTokens: &resp.Usage.PromptTokens, OutputTokens: &resp.Usage.CompletionTokens}})
}

func bad(ctx context.Context, sink tag.Sink, enc *tiktoken.Tiktoken, prompt string) error {
	n := int64(len(enc.Encode(prompt, nil, nil)))
	return sink.Write(ctx, []tag.Event{{
		ProjectID:   "checkout",
		InputTokens: &n, // want "^estimated-tokens: tag.Event.InputTokens gets a local tokenizer's count as input_tokens, in place of the usage in the response$"
	}})
}

func badLater(e *tag.Event, enc *tiktoken.Tiktoken, answer string) {
	n := int64(len(enc.EncodeOrdinary(answer)))
	e.OutputTokens = &n // want "^estimated-tokens: tag.Event.OutputTokens gets"
	e.LatencyMS = n
}
