// Package presets holds option lists that several services start from.
package presets

import (
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

// Owned is the checkout service's list.
func Owned() []openai.Option {
	return []openai.Option{openai.WithModel("gpt-4o-mini"), Owner("shop", "checkout-assistant", "payments")}
}

// Plain names the model and nobody else.
func Plain(model string) []openai.Option {
	return []openai.Option{openai.WithModel(model)}
}

// Owner is an option that names the owner of each request.
func Owner(project, service, team string) openai.Option {
	return openai.WithHTTPClient(tagging.NewClient(project, service, team))
}
