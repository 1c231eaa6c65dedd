// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/mozilla-ai/any-llm-go"
	_ "github.com/mozilla-ai/any-llm-go/config"
	_ "github.com/mozilla-ai/any-llm-go/providers"
	_ "github.com/mozilla-ai/any-llm-go/providers/anthropic"
	_ "github.com/mozilla-ai/any-llm-go/providers/deepseek"
	_ "github.com/mozilla-ai/any-llm-go/providers/gemini"
	_ "github.com/mozilla-ai/any-llm-go/providers/groq"
	_ "github.com/mozilla-ai/any-llm-go/providers/llamacpp"
	_ "github.com/mozilla-ai/any-llm-go/providers/llamafile"
	_ "github.com/mozilla-ai/any-llm-go/providers/mistral"
	_ "github.com/mozilla-ai/any-llm-go/providers/ollama"
	_ "github.com/mozilla-ai/any-llm-go/providers/openai"
	_ "github.com/mozilla-ai/any-llm-go/providers/platform"
)
