// Package reexports uses the names of the root package, which are aliases and
// variables: the function behind WithHTTPClient is found through a variable.
package reexports

import (
	"context"
	"time"

	anyllm "github.com/mozilla-ai/any-llm-go"
	"github.com/mozilla-ai/any-llm-go/providers/gemini"
	"github.com/mozilla-ai/any-llm-go/providers/openai"

	"example.com/any-llm-go/tagging"
)

func good() (anyllm.Provider, error) {
	return openai.New(anyllm.WithAPIKey("key"), anyllm.WithHTTPClient(tagging.NewClient("shop", "search", "discovery")))
}

func bad() (anyllm.Provider, error) {
	return openai.New(anyllm.WithAPIKey("key"), anyllm.WithTimeout(time.Minute)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodSlice() (anyllm.Provider, error) {
	opts := []anyllm.Option{anyllm.WithAPIKey("key")}
	opts = append(opts, anyllm.WithHTTPClient(tagging.NewClient("shop", "search", "discovery")))
	return gemini.New(opts...)
}

func badSlice(key string) (anyllm.Provider, error) {
	var opts []anyllm.Option
	if key != "" {
		opts = append(opts, anyllm.WithAPIKey(key))
	}
	return gemini.New(opts...) // want "untagged-client: gemini.New lacks project_id, service_name, team_id$"
}

func badUser(ctx context.Context) (*anyllm.ChatCompletion, error) {
	p, err := openai.New(anyllm.WithAPIKey("key")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return p.Completion(ctx, anyllm.CompletionParams{
		Model:    "gpt-4o-mini",
		Messages: []anyllm.Message{{Role: anyllm.RoleUser, Content: "Hello"}},
		User:     "discovery",
		Extra:    map[string]any{"team_id": "discovery"},
	})
}
