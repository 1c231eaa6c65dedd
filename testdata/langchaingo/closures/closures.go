// Package closures makes and uses models in function literals, method values,
// deferred calls and goroutines.
package closures

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

func goodCaptured(model string) (*openai.LLM, error) {
	hc := tagging.Checkout()
	open := func(name string) (*openai.LLM, error) {
		return openai.New(openai.WithModel(name), openai.WithHTTPClient(hc))
	}
	return open(model)
}

func badCaptured(model string) (*openai.LLM, error) {
	hc := &http.Client{}
	open := func(name string) (*openai.LLM, error) {
		return openai.New(openai.WithModel(name), openai.WithHTTPClient(hc)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	}
	return open(model)
}

func goodCapturedAppend() (*openai.LLM, error) {
	var opts []openai.Option
	add := func(o openai.Option) { opts = append(opts, o) }
	add(openai.WithModel("gpt-4o"))
	add(openai.WithHTTPClient(tagging.Checkout()))
	return openai.New(opts...)
}

func badCapturedAppend(debug bool) (*openai.LLM, error) {
	var opts []openai.Option
	add := func(o openai.Option) { opts = append(opts, o) }
	add(openai.WithModel("gpt-4o"))
	if debug {
		add(openai.WithHTTPClient(tagging.Checkout()))
	}
	return openai.New(opts...) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodFunctionValue() (*openai.LLM, error) {
	open := openai.New
	return open(openai.WithHTTPClient(tagging.Checkout()))
}

func badFunctionValue() (*openai.LLM, error) {
	open := openai.New
	return open(openai.WithModel("gpt-4o")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodMethodValue(ctx context.Context, question string) (string, error) {
	llm, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return "", err
	}
	ask := llm.Call
	return ask(ctx, question)
}

func badMethodValue(ctx context.Context, question string) (string, error) {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	ask := llm.Call
	return ask(ctx, question)
}

func badMethodExpression(ctx context.Context, question string) (string, error) {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	ask := (*openai.LLM).Call
	return ask(llm, ctx, question)
}

func badGoroutines(ctx context.Context, questions []string) ([]string, error) {
	llm, err := openai.New(openai.WithModel("gpt-4o-mini")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	answers, errs := make([]string, len(questions)), make([]error, len(questions))
	var wg sync.WaitGroup
	for i, q := range questions {
		wg.Add(1)
		go func() {
			defer wg.Done()
			answers[i], errs[i] = llm.Call(ctx, q)
		}()
	}
	wg.Wait()
	return answers, errors.Join(errs...)
}

func goodDeferred(ctx context.Context, log func(string)) error {
	llm, err := openai.New(openai.WithHTTPClient(tagging.Checkout()))
	if err != nil {
		return err
	}
	defer llm.Call(ctx, "Say goodbye.")
	defer func() {
		if text, err := llm.Call(ctx, "Summarize the session."); err == nil {
			log(text)
		}
	}()
	return nil
}

func badDeferred(ctx context.Context) error {
	llm, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	defer llm.Call(ctx, "Say goodbye.")
	return nil
}

func badInGoroutine(ctx context.Context, out chan<- llms.Model) {
	go func() {
		if llm, err := openai.New(openai.WithModel("o3")); err == nil { // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
			out <- llm
		}
	}()
}

// each calls open for every name: what it opens is up to the caller.
func each(names []string, open func(string) (llms.Model, error)) ([]llms.Model, error) {
	var out []llms.Model
	for _, name := range names {
		m, err := open(name)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

func goodCallback() ([]llms.Model, error) {
	return each([]string{"gpt-4o", "o3"}, func(name string) (llms.Model, error) {
		return openai.New(openai.WithModel(name), openai.WithHTTPClient(tagging.Checkout()))
	})
}

func badCallback() ([]llms.Model, error) {
	return each([]string{"gpt-4o", "o3"}, func(name string) (llms.Model, error) {
		return openai.New(openai.WithModel(name)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	})
}
