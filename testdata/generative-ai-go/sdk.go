// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/google/generative-ai-go/genai"
	_ "github.com/googleapis/gax-go/v2/callctx"
	_ "google.golang.org/api/option"
)
