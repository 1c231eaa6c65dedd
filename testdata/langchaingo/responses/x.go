// Package responses makes clients behind what a response holds: nothing is known of
// a map in it, so both ways behind a question about one are taken.
package responses

import (
	"context"

	"github.com/tmc/langchaingo/chains"
	"github.com/tmc/langchaingo/llms/openai"
)

func found(ctx context.Context, c chains.Chain, v map[string]any) (*openai.LLM, error) {
	res, err := chains.Call(ctx, c, v)
	if err != nil {
		return nil, err
	}
	if _, ok := res["text"]; !ok {
		return nil, nil
	}
	return openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func ranged(ctx context.Context, c chains.Chain, v map[string]any) (*openai.LLM, error) {
	res, err := chains.Call(ctx, c, v)
	if err != nil {
		return nil, err
	}
	for range res {
		return openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	}
	return nil, nil
}

func notNil(ctx context.Context, c chains.Chain, v map[string]any) (*openai.LLM, error) {
	res, err := chains.Call(ctx, c, v)
	if err != nil {
		return nil, err
	}
	if res["text"] == nil {
		return nil, nil
	}
	return openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func below(ctx context.Context, llm *openai.LLM) (*openai.LLM, error) {
	res, err := llm.GenerateContent(ctx, nil)
	if err != nil {
		return nil, err
	}
	if _, ok := res.Choices[0].GenerationInfo["x"]; !ok {
		return nil, nil
	}
	return openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func listed(ctx context.Context, c chains.Chain, v []map[string]any) (*openai.LLM, error) {
	res, err := chains.Apply(ctx, c, v, 2)
	if err != nil {
		return nil, err
	}
	if _, ok := res[0]["x"]; !ok {
		return nil, nil
	}
	return openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}
