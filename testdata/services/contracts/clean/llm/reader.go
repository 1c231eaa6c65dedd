package llm

import (
	"context"
	"errors"
	"fmt"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"

	"example.com/services/contracts/clean/config"
)

// Reader summarizes contracts.
type Reader struct {
	summaries anthropic.Client
	drafts    anthropic.Client
}

// NewReader returns a reader whose clients are tagged by their transport.
func NewReader(cfg config.Config) *Reader {
	return &Reader{
		summaries: New(cfg),
		drafts:    New(cfg, option.WithHeader("X-LLM-Request-Type", "draft")),
	}
}

// Summarize returns a summary of a contract.
func (r *Reader) Summarize(ctx context.Context, contract string) (string, error) {
	return text(r.summaries.Messages.New(ctx, params("Summarize this contract.", contract)))
}

// Draft returns a contract that says what the summary says.
func (r *Reader) Draft(ctx context.Context, summary string) (string, error) {
	return text(r.drafts.Messages.New(ctx, params("Write this contract.", summary)))
}

func params(task, input string) anthropic.MessageNewParams {
	return anthropic.MessageNewParams{
		Model:     anthropic.ModelClaudeHaiku4_5,
		MaxTokens: 1024,
		System:    []anthropic.TextBlockParam{{Text: task}},
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(input))},
	}
}

func text(message *anthropic.Message, err error) (string, error) {
	if err != nil {
		return "", fmt.Errorf("asking the model: %w", err)
	}
	if len(message.Content) == 0 {
		return "", errors.New("asking the model: no answer")
	}
	return message.Content[0].Text, nil
}
