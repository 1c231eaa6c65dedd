// Package clients makes clients with the library's own option.
package clients

import (
	"context"
	"net/http"
	"os"
	"time"

	"github.com/liushuangls/go-anthropic/v2"

	"example.com/liushuangls-go-anthropic/tagging"
)

var key = os.Getenv("ANTHROPIC_API_KEY")

func good() *anthropic.Client {
	return anthropic.NewClient(key, anthropic.WithHTTPClient(tagging.NewClient("shop", "search", "discovery")))
}

func goodLiteral() *anthropic.Client {
	return anthropic.NewClient(key,
		anthropic.WithBaseURL("https://gateway.shop.example/v1"),
		anthropic.WithHTTPClient(&http.Client{
			Timeout:   time.Minute,
			Transport: &tagging.Transport{Project: "shop", Service: "search", Team: "discovery"},
		}),
	)
}

func bad() *anthropic.Client {
	return anthropic.NewClient(key) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
}

// Beta versions are a header, but not of the owner.
func badBeta() *anthropic.Client {
	return anthropic.NewClient(key, anthropic.WithBetaVersion(anthropic.BetaPromptCaching20240731)) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
}

func badVertex() *anthropic.Client {
	return anthropic.NewClient(key, anthropic.WithVertexAI("shop-prod", "europe-west1")) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
}

func badTimeout() *anthropic.Client {
	return anthropic.NewClient(key, anthropic.WithHTTPClient(&http.Client{Timeout: time.Minute})) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
}

func badTeamless() *anthropic.Client {
	return anthropic.NewClient(key, anthropic.WithHTTPClient(tagging.ForShop("search"))) // want "untagged-client: anthropic.NewClient lacks team_id$"
}

func badEmpty() *anthropic.Client {
	return anthropic.NewClient(key, anthropic.WithHTTPClient(tagging.NewClient("", "search", "discovery"))) // want "empty-tag: anthropic.NewClient attaches an empty value to project_id$"
}

func badPlaceholder() *anthropic.Client {
	return anthropic.NewClient(key, anthropic.WithHTTPClient(tagging.NewClient("shop", "search", "unknown"))) // want `empty-tag: anthropic.NewClient attaches the placeholder "unknown" to team_id$`
}

// The metadata of a message knows a user and nothing else.
func badMetadata(ctx context.Context) (anthropic.MessagesResponse, error) {
	client := anthropic.NewClient(key) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	return client.CreateMessages(ctx, anthropic.MessagesRequest{
		Model:     anthropic.ModelClaude3Dot5HaikuLatest,
		MaxTokens: 1000,
		Messages:  []anthropic.Message{anthropic.NewUserTextMessage("Hello")},
		Metadata:  map[string]any{"project_id": "shop", "service_name": "search", "team_id": "discovery"},
	})
}

func badZeroValue(ctx context.Context, req anthropic.MessagesRequest) (anthropic.MessagesResponse, error) {
	var client anthropic.Client
	return client.CreateMessages(ctx, req) // want "untagged-call: anthropic.Client.CreateMessages lacks project_id, service_name, team_id$"
}
