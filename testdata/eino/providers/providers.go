// Package providers makes a chat model of each provider whose configuration
// takes an http.Client.
package providers

import (
	"context"
	"net/http"
	"os"
	"time"

	"github.com/cloudwego/eino-ext/components/model/ark"
	"github.com/cloudwego/eino-ext/components/model/claude"
	"github.com/cloudwego/eino-ext/components/model/deepseek"
	"github.com/cloudwego/eino-ext/components/model/ollama"
	acl "github.com/cloudwego/eino-ext/libs/acl/openai"

	"example.com/eino/tagging"
)

func hc() *http.Client { return tagging.NewClient("shop", "search", "discovery") }

func goodArk(ctx context.Context) (*ark.ChatModel, error) {
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{APIKey: os.Getenv("ARK_API_KEY"), Model: "doubao", HTTPClient: hc()})
}

func badArk(ctx context.Context) (*ark.ChatModel, error) {
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{APIKey: os.Getenv("ARK_API_KEY"), Model: "doubao"}) // want "untagged-client: ark.NewChatModel lacks project_id, service_name, team_id$"
}

func goodClaude(ctx context.Context) (*claude.ChatModel, error) {
	return claude.NewChatModel(ctx, &claude.Config{APIKey: os.Getenv("ANTHROPIC_API_KEY"), Model: "claude-sonnet-4-5", MaxTokens: 2000, HTTPClient: hc()})
}

func badClaude(ctx context.Context) (*claude.ChatModel, error) {
	return claude.NewChatModel(ctx, &claude.Config{APIKey: os.Getenv("ANTHROPIC_API_KEY"), Model: "claude-sonnet-4-5", MaxTokens: 2000}) // want "untagged-client: claude.NewChatModel lacks project_id, service_name, team_id$"
}

func badClaudeByBedrock(ctx context.Context) (*claude.ChatModel, error) {
	return claude.NewChatModel(ctx, &claude.Config{ // want "untagged-client: claude.NewChatModel lacks project_id, service_name, team_id$"
		ByBedrock: true,
		Region:    "eu-central-1",
		Profile:   "shop-search",
		Model:     "anthropic.claude-3-5-sonnet-20240620-v1:0",
	})
}

func goodDeepSeek(ctx context.Context) (*deepseek.ChatModel, error) {
	cfg := &deepseek.ChatModelConfig{APIKey: os.Getenv("DEEPSEEK_API_KEY"), Model: "deepseek-chat"}
	cfg.HTTPClient = hc()
	return deepseek.NewChatModel(ctx, cfg)
}

func badDeepSeek(ctx context.Context) (*deepseek.ChatModel, error) {
	cfg := &deepseek.ChatModelConfig{APIKey: os.Getenv("DEEPSEEK_API_KEY"), Model: "deepseek-chat"}
	cfg.Timeout = time.Minute
	return deepseek.NewChatModel(ctx, cfg) // want "untagged-client: deepseek.NewChatModel lacks project_id, service_name, team_id$"
}

func goodOllama(ctx context.Context) (*ollama.ChatModel, error) {
	return ollama.NewChatModel(ctx, &ollama.ChatModelConfig{BaseURL: "https://ollama.com", Model: "qwen3", HTTPClient: hc()})
}

func badOllama(ctx context.Context) (*ollama.ChatModel, error) {
	return ollama.NewChatModel(ctx, &ollama.ChatModelConfig{BaseURL: "https://ollama.com", Model: "qwen3"}) // want "untagged-client: ollama.NewChatModel lacks project_id, service_name, team_id$"
}

// The library under the OpenAI models, used directly.
func goodACL(ctx context.Context) (*acl.Client, error) {
	return acl.NewClient(ctx, &acl.Config{Model: "gpt-4o", HTTPClient: hc()})
}

func badACL(ctx context.Context) (*acl.Client, error) {
	return acl.NewClient(ctx, &acl.Config{Model: "gpt-4o"}) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

func goodACLEmbedding(ctx context.Context) (*acl.EmbeddingClient, error) {
	return acl.NewEmbeddingClient(ctx, &acl.EmbeddingConfig{Model: "text-embedding-3-small", HTTPClient: hc()})
}

func badACLEmbedding(ctx context.Context) (*acl.EmbeddingClient, error) {
	return acl.NewEmbeddingClient(ctx, &acl.EmbeddingConfig{Model: "text-embedding-3-small"}) // want "untagged-client: openai.NewEmbeddingClient lacks project_id, service_name, team_id$"
}
