// Package pattern attaches values that match the policy's pattern, or not.
package pattern

import (
	"fmt"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func right() openai.Client { return openai.NewClient(option.WithHeader("X-LLM-Team-ID", "payments")) }

func wrong() openai.Client {
	return openai.NewClient(option.WithHeader("X-LLM-Team-ID", "Payments!")) // want "^invalid-tag-value: openai.NewClient attaches \"Payments!\" to team_id, which does not match \\^\\[a-z\\]\\[a-z0-9-\\]\\*\\$$"
}

func ownPlaceholder() openai.Client {
	return openai.NewClient(option.WithHeader("X-LLM-Team-ID", "acme-team")) // want "^empty-tag: openai.NewClient attaches the placeholder \"acme-team\" to team_id$"
}

// What is known at run time only is taken to be right.
func computed(n int) openai.Client {
	return openai.NewClient(option.WithHeader("X-LLM-Team-ID", fmt.Sprintf("Team %d", n)))
}
