// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/openai/openai-go/v2"
	_ "github.com/openai/openai-go/v2/azure"
	_ "github.com/openai/openai-go/v2/option"
	_ "github.com/openai/openai-go/v2/realtime"
	_ "github.com/openai/openai-go/v2/responses"
)
