// Package llm asks for embeddings without any SDK.
package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"example.com/services/search/untagged/config"
)

const endpoint = "https://api.openai.com/v1/embeddings"

// Embedder turns texts into vectors.
type Embedder struct {
	cfg  config.Config
	http *http.Client
}

// NewEmbedder returns an embedder.
func NewEmbedder(cfg config.Config) *Embedder {
	return &Embedder{cfg: cfg, http: &http.Client{Timeout: cfg.Timeout}}
}

type request struct {
	Model string `json:"model"`
	Input string `json:"input"`
}

type response struct {
	Data []struct {
		Embedding []float64 `json:"embedding"`
	} `json:"data"`
}

// Embed returns the vector of a text.
func (e *Embedder) Embed(ctx context.Context, text string) ([]float64, error) {
	body, err := json.Marshal(request{Model: "text-embedding-3-small", Input: text})
	if err != nil {
		return nil, fmt.Errorf("encoding the request: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("making the request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+e.cfg.APIKey)

	resp, err := e.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("embedding: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("embedding: %s", resp.Status)
	}
	var out response
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		return nil, fmt.Errorf("decoding the answer: %w", err)
	}
	if len(out.Data) == 0 {
		return nil, errors.New("embedding: no vector")
	}
	return out.Data[0].Embedding, nil
}
