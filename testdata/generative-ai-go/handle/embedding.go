package handle

import (
	"context"

	"github.com/google/generative-ai-go/genai"
)

// embedder keeps a model for vectors.
type embedder struct{ model *genai.EmbeddingModel }

func newGoodEmbedder(ctx context.Context) (embedder, error) {
	client, err := genai.NewClient(ctx, withTags())
	if err != nil {
		return embedder{}, err
	}
	return embedder{model: client.EmbeddingModel("text-embedding-004")}, nil
}

func newBadEmbedder(ctx context.Context) (embedder, error) {
	client, err := genai.NewClient(ctx, withKey()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return embedder{}, err
	}
	return embedder{model: client.EmbeddingModel("text-embedding-004")}, nil
}

func (e embedder) embed(ctx context.Context, texts []string) error {
	batch := e.model.NewBatch()
	for _, t := range texts {
		batch.AddContent(genai.Text(t))
	}
	_, err := e.model.BatchEmbedContents(ctx, batch)
	return err
}
