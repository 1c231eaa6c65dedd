// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "google.golang.org/genai"
	_ "google.golang.org/genai/interactions"
	_ "google.golang.org/genai/interactions/models/operations"
	_ "google.golang.org/genai/tokenizer"
)
