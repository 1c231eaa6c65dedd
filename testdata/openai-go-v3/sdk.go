// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/openai/openai-go/v3"
	_ "github.com/openai/openai-go/v3/azure"
	_ "github.com/openai/openai-go/v3/bedrock"
	_ "github.com/openai/openai-go/v3/conversations"
	_ "github.com/openai/openai-go/v3/live"
	_ "github.com/openai/openai-go/v3/option"
	_ "github.com/openai/openai-go/v3/realtime"
	_ "github.com/openai/openai-go/v3/responses"
	_ "github.com/openai/openai-go/v3/webhooks"
)
