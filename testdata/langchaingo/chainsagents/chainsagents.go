// Package chainsagents runs models through chains, agents, embedders and a
// cache. Many requests hide behind one call; what counts is the model.
package chainsagents

import (
	"context"

	"github.com/tmc/langchaingo/agents"
	"github.com/tmc/langchaingo/chains"
	"github.com/tmc/langchaingo/embeddings"
	hfembed "github.com/tmc/langchaingo/embeddings/huggingface"
	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/cache"
	"github.com/tmc/langchaingo/llms/huggingface"
	"github.com/tmc/langchaingo/llms/openai"
	"github.com/tmc/langchaingo/memory"
	"github.com/tmc/langchaingo/prompts"
	"github.com/tmc/langchaingo/schema"
	"github.com/tmc/langchaingo/tools"

	"example.com/langchaingo/tagging"
)

func goodLLMChain(ctx context.Context, text string) (string, error) {
	llm, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return "", err
	}
	chain := chains.NewLLMChain(llm, prompts.NewPromptTemplate("Translate into Dutch: {{.text}}", []string{"text"}))
	return chains.Run(ctx, chain, text)
}

func badLLMChain(ctx context.Context, text string) (string, error) {
	llm, err := openai.New(openai.WithModel("gpt-4o-mini")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	chain := chains.NewLLMChain(llm, prompts.NewPromptTemplate("Translate into Dutch: {{.text}}", []string{"text"}))
	return chains.Run(ctx, chain, text, chains.WithTemperature(0.2))
}

// A chain may be written as a literal, too.
func goodChainLiteral(ctx context.Context, inputs map[string]any) (map[string]any, error) {
	llm, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return nil, err
	}
	chain := chains.LLMChain{LLM: llm, Prompt: prompts.NewPromptTemplate("{{.q}}", []string{"q"}), Memory: memory.NewSimple()}
	return chains.Call(ctx, chain, inputs)
}

func badChainLiteral(ctx context.Context, inputs map[string]any) (map[string]any, error) {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	chain := chains.LLMChain{LLM: llm, Prompt: prompts.NewPromptTemplate("{{.q}}", []string{"q"}), Memory: memory.NewSimple()}
	return chains.Call(ctx, chain, inputs)
}

func goodConversation(ctx context.Context, line string) (string, error) {
	llm, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return "", err
	}
	return chains.Run(ctx, chains.NewConversation(llm, memory.NewConversationBuffer()), line)
}

// One model behind three chains is one fault.
func badManyChains(ctx context.Context, docs []schema.Document) error {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	in := map[string]any{"input_documents": docs}
	for _, chain := range []chains.Chain{
		chains.LoadStuffSummarization(llm),
		chains.LoadMapReduceSummarization(llm),
		chains.LoadRefineSummarization(llm),
	} {
		if _, err := chains.Call(ctx, chain, in); err != nil {
			return err
		}
	}
	return nil
}

// retrievalQA asks with the model that it is given.
func retrievalQA(ctx context.Context, llm llms.Model, r schema.Retriever, question string) (string, error) {
	return chains.Run(ctx, chains.NewRetrievalQAFromLLM(llm, r), question)
}

func goodRetrieval(ctx context.Context, r schema.Retriever) (string, error) {
	llm, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return "", err
	}
	return retrievalQA(ctx, llm, r, "Where is my parcel?")
}

func badRetrieval(ctx context.Context, r schema.Retriever) (string, error) {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	return retrievalQA(ctx, llm, r, "Where is my parcel?")
}

func goodAgent(ctx context.Context, question string) (string, error) {
	llm, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return "", err
	}
	agent := agents.NewOneShotAgent(llm, []tools.Tool{tools.Calculator{}}, agents.WithMaxIterations(3))
	return chains.Run(ctx, agents.NewExecutor(agent), question)
}

func badAgent(ctx context.Context, question string) (string, error) {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	agent := agents.NewOneShotAgent(llm, []tools.Tool{tools.Calculator{}}, agents.WithMaxIterations(3))
	return chains.Run(ctx, agents.NewExecutor(agent), question)
}

func badInitialize(ctx context.Context, question string) (map[string]any, error) {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	executor, err := agents.Initialize(llm, []tools.Tool{tools.Calculator{}}, agents.ZeroShotReactDescription)
	if err != nil {
		return nil, err
	}
	return executor.Call(ctx, map[string]any{"input": question})
}

func badFunctionsAgent() *agents.Executor {
	llm, err := openai.New(openai.WithModel("gpt-4o")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil
	}
	return agents.NewExecutor(agents.NewOpenAIFunctionsAgent(llm, nil, agents.NewOpenAIOption().WithSystemMessage("You help shoppers.")))
}

func goodEmbedder(ctx context.Context, texts []string) ([][]float32, error) {
	llm, err := openai.New(openai.WithEmbeddingModel("text-embedding-3-small"), openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return nil, err
	}
	e, err := embeddings.NewEmbedder(llm, embeddings.WithBatchSize(64))
	if err != nil {
		return nil, err
	}
	return e.EmbedDocuments(ctx, texts)
}

func badEmbedder(ctx context.Context, texts []string) ([][]float32, error) {
	llm, err := openai.New(openai.WithEmbeddingModel("text-embedding-3-small")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	e, err := embeddings.NewEmbedder(llm, embeddings.WithBatchSize(64))
	if err != nil {
		return nil, err
	}
	return e.EmbedDocuments(ctx, texts)
}

// This embedder has an inner model, by value.
func goodHuggingface() (*hfembed.Huggingface, error) {
	inner, err := huggingface.New(huggingface.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return nil, err
	}
	return hfembed.NewHuggingface(hfembed.WithClient(*inner))
}

func badHuggingfaceInner() (*hfembed.Huggingface, error) {
	inner, err := huggingface.New() // want "untagged-client: huggingface.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return hfembed.NewHuggingface(hfembed.WithClient(*inner))
}

func badHuggingface() (*hfembed.Huggingface, error) {
	return hfembed.NewHuggingface(hfembed.WithModel("BAAI/bge-small-en-v1.5")) // want "untagged-client: huggingface.NewHuggingface lacks project_id, service_name, team_id$"
}

func goodCache(ctx context.Context, backend cache.Backend, prompt string) (string, error) {
	llm, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return "", err
	}
	return llms.GenerateFromSinglePrompt(ctx, cache.New(llm, backend), prompt)
}

func badCache(ctx context.Context, backend cache.Backend, prompt string) (string, error) {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	return llms.GenerateFromSinglePrompt(ctx, cache.New(llm, backend), prompt)
}
