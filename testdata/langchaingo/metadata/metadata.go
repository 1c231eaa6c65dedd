// Package metadata shows what looks like a tag and is none: call metadata is
// dropped by most providers and never reaches the gateway's headers.
package metadata

import (
	"context"
	"maps"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

var owner = map[string]any{
	"project_id":   "shop",
	"service_name": "search",
	"team_id":      "discovery",
}

func badMetadataOnly(ctx context.Context, question string) (string, error) {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	return llm.Call(ctx, question, llms.WithMetadata(owner))
}

func badMetadataHeaders(ctx context.Context, messages []llms.MessageContent) (*llms.ContentResponse, error) {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return llm.GenerateContent(ctx, messages, llms.WithMetadata(map[string]any{
		tagging.HeaderProject: "shop",
		tagging.HeaderService: "search",
		tagging.HeaderTeam:    "discovery",
	}))
}

// Metadata beside a tagged client takes nothing away.
func goodMetadataBeside(ctx context.Context, question, conversation string) (string, error) {
	llm, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return "", err
	}
	md := maps.Clone(owner)
	md["conversation"] = conversation
	return llm.Call(ctx, question, llms.WithMetadata(md))
}
