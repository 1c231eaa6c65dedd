// Package zerovalue calls models that no construction in the program made:
// there the call itself is the root.
package zerovalue

import (
	"context"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/openai"
)

func badZeroValue(ctx context.Context, question string) (string, error) {
	llm := &openai.LLM{}
	return llm.Call(ctx, question) // want "untagged-call: openai.LLM.Call lacks project_id, service_name, team_id$"
}

func badZeroVariable(ctx context.Context, texts []string) ([][]float32, error) {
	var llm openai.LLM
	return llm.CreateEmbedding(ctx, texts) // want "untagged-call: openai.LLM.CreateEmbedding lacks project_id, service_name, team_id$"
}

// A model by parameter is the caller's.
func goodParameter(ctx context.Context, llm *openai.LLM, question string) (string, error) {
	return llm.Call(ctx, question)
}

func goodInterfaceParameter(ctx context.Context, llm llms.Model, messages []llms.MessageContent) (*llms.ContentResponse, error) {
	return llm.GenerateContent(ctx, messages)
}
