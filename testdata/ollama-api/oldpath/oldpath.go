// Package oldpath uses the client under the path that it had at first. That one
// takes no http.Client: requests through it can carry no tags.
package oldpath

import (
	"context"

	"github.com/jmorganca/ollama/api"
)

func badChat(ctx context.Context, req *api.ChatRequest) error {
	client, err := api.ClientFromEnvironment() // want "untagged-client: api.ClientFromEnvironment lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return client.Chat(ctx, req, func(api.ChatResponse) error { return nil })
}

// A client that comes in by a parameter is the caller's.
func goodEmbeddings(ctx context.Context, client *api.Client) (*api.EmbeddingResponse, error) {
	return client.Embeddings(ctx, &api.EmbeddingRequest{Model: "llama2", Prompt: "socks"})
}
