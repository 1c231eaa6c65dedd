// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/openai/openai-go"
	_ "github.com/openai/openai-go/azure"
	_ "github.com/openai/openai-go/option"
	_ "github.com/openai/openai-go/responses"
)
