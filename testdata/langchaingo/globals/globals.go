// Package globals keeps clients, options and models in package variables.
package globals

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/globals/shared"
	"example.com/langchaingo/tagging"
)

var (
	taggedClient = tagging.Checkout()
	plainClient  = &http.Client{Timeout: time.Minute}
	taggedOpts   = []openai.Option{openai.WithModel("gpt-4o"), openai.WithHTTPClient(taggedClient)}
	plainOpts    = []openai.Option{openai.WithModel("gpt-4o")}
)

func goodClientVariable() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(taggedClient))
}

func badClientVariable() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(plainClient)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodOptionVariable() (*openai.LLM, error) { return openai.New(taggedOpts...) }

func badOptionVariable() (*openai.LLM, error) {
	return openai.New(plainOpts...) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodOtherPackage() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(shared.Client))
}

func badOtherPackage() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(shared.Plain)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

var (
	goodModel, goodModelErr = openai.New(openai.WithHTTPClient(taggedClient))
	badModel, badModelErr   = openai.New(openai.WithModel("gpt-4o-mini")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
)

func ask(ctx context.Context, question string) (string, error) {
	if goodModelErr != nil || badModelErr != nil {
		return "", goodModelErr
	}
	if answer, err := goodModel.Call(ctx, question); err == nil {
		return answer, nil
	}
	return badModel.Call(ctx, question)
}

var (
	once  sync.Once
	model llms.Model
)

func goodOnce() llms.Model {
	once.Do(func() {
		m, err := anthropic.New(anthropic.WithHTTPClient(taggedClient))
		if err != nil {
			panic(err)
		}
		model = m
	})
	return model
}

var badOnceValues = sync.OnceValues(func() (llms.Model, error) {
	return anthropic.New(anthropic.WithModel("claude-haiku-4-5")) // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
})

func askOnce(ctx context.Context, question string) (string, error) {
	m, err := badOnceValues()
	if err != nil {
		return "", err
	}
	return m.Call(ctx, question)
}

// A model per provider, written down as a table of functions.
var byProvider = map[string]func() (llms.Model, error){
	"openai":    func() (llms.Model, error) { return openai.New(taggedOpts...) },
	"anthropic": func() (llms.Model, error) { return anthropic.New() }, // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
}

func open(provider string) (llms.Model, error) {
	start, ok := byProvider[provider]
	if !ok {
		return openai.New(openai.WithHTTPClient(taggedClient))
	}
	return start()
}
