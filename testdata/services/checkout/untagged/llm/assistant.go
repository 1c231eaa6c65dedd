// Package llm asks the model.
package llm

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"example.com/services/checkout/untagged/config"
)

// Assistant answers questions about a basket.
type Assistant struct {
	client     openai.Client
	embeddings openai.EmbeddingService
	model      openai.ChatModel
}

// NewAssistant returns an assistant. Two of its requests are nobody's: see the
// findings on the lines below.
func NewAssistant(cfg config.Config) *Assistant {
	// The team is attached only in production.
	opts := []option.RequestOption{
		option.WithAPIKey(cfg.APIKey),
		option.WithHeader("X-LLM-Project-ID", cfg.Owner.Project),
		option.WithHeader("X-LLM-Service-Name", cfg.Owner.Service),
	}
	if cfg.Production {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", cfg.Owner.Team))
	}

	// An http client of one's own attaches nothing by being there.
	plain := openai.NewClient(
		option.WithAPIKey(cfg.APIKey),
		option.WithHTTPClient(&http.Client{Timeout: cfg.Timeout}),
	)

	return &Assistant{
		client:     openai.NewClient(opts...),
		embeddings: plain.Embeddings,
		model:      openai.ChatModelGPT4oMini,
	}
}

// Answer answers one question.
func (a *Assistant) Answer(ctx context.Context, question string) (string, error) {
	completion, err := a.client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model: a.model,
		Messages: []openai.ChatCompletionMessageParamUnion{
			openai.SystemMessage("You help customers with their basket."),
			openai.UserMessage(question),
		},
	})
	if err != nil {
		return "", fmt.Errorf("asking the model: %w", err)
	}
	if len(completion.Choices) == 0 {
		return "", errors.New("asking the model: no answer")
	}
	return completion.Choices[0].Message.Content, nil
}

// Similar returns the vector of a text.
func (a *Assistant) Similar(ctx context.Context, text string) ([]float64, error) {
	response, err := a.embeddings.New(ctx, openai.EmbeddingNewParams{
		Model: openai.EmbeddingModelTextEmbedding3Small,
		Input: openai.EmbeddingNewParamsInputUnion{OfString: openai.String(text)},
	})
	if err != nil {
		return nil, fmt.Errorf("embedding: %w", err)
	}
	if len(response.Data) == 0 {
		return nil, errors.New("embedding: no vector")
	}
	return response.Data[0].Embedding, nil
}
