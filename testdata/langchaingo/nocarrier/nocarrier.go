// Package nocarrier holds the providers that take neither headers nor an
// http.Client: a model of theirs cannot be tagged at all.
package nocarrier

import (
	"context"
	"os"
	"time"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/cohere"
	"github.com/tmc/langchaingo/llms/mistral"
	"github.com/tmc/langchaingo/llms/watsonx"
)

func badMistral() (*mistral.Model, error) {
	return mistral.New( // want "untagged-client: mistral.New lacks project_id, service_name, team_id$"
		mistral.WithAPIKey(os.Getenv("MISTRAL_API_KEY")),
		mistral.WithModel("mistral-large-latest"),
		mistral.WithTimeout(time.Minute),
	)
}

func badCohere() (llms.Model, error) {
	return cohere.New(cohere.WithToken(os.Getenv("COHERE_API_KEY"))) // want "untagged-client: cohere.New lacks project_id, service_name, team_id$"
}

func badWatsonx() (*watsonx.LLM, error) {
	return watsonx.New("ibm/granite-13b-instruct-v2") // want "untagged-client: watsonx.New lacks project_id, service_name, team_id$"
}

// Metadata on the call does not leave the process here either.
func badMistralMetadata(ctx context.Context, question string) (string, error) {
	model, err := mistral.New() // want "untagged-client: mistral.New lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	return model.Call(ctx, question, llms.WithMetadata(map[string]any{
		"project_id":   "shop",
		"service_name": "search",
		"team_id":      "discovery",
	}))
}

// A factory of such models has nothing to ask of its callers.
func newMistral(opts ...mistral.Option) (*mistral.Model, error) {
	return mistral.New(opts...) // want "untagged-client: mistral.New lacks project_id, service_name, team_id$"
}

func callsNewMistral() (*mistral.Model, error) {
	return newMistral(mistral.WithModel("open-mistral-7b"))
}
