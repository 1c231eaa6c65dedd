// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/firebase/genkit/go/ai"
	_ "github.com/firebase/genkit/go/core/api"
	_ "github.com/firebase/genkit/go/genkit"
	_ "github.com/firebase/genkit/go/plugins/anthropic"
	_ "github.com/firebase/genkit/go/plugins/compat_oai"
	_ "github.com/firebase/genkit/go/plugins/compat_oai/anthropic"
	_ "github.com/firebase/genkit/go/plugins/compat_oai/openai"
	_ "github.com/firebase/genkit/go/plugins/googlegenai"
	_ "github.com/firebase/genkit/go/plugins/ollama"
	_ "github.com/firebase/genkit/go/plugins/vertexai/modelgarden"
)
