// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/cloudwego/eino-ext/components/embedding/openai"
	_ "github.com/cloudwego/eino-ext/components/model/ark"
	_ "github.com/cloudwego/eino-ext/components/model/claude"
	_ "github.com/cloudwego/eino-ext/components/model/deepseek"
	_ "github.com/cloudwego/eino-ext/components/model/gemini"
	_ "github.com/cloudwego/eino-ext/components/model/ollama"
	_ "github.com/cloudwego/eino-ext/components/model/openai"
	_ "github.com/cloudwego/eino-ext/libs/acl/openai"
	_ "github.com/cloudwego/eino/adk"
	_ "github.com/cloudwego/eino/components/embedding"
	_ "github.com/cloudwego/eino/components/model"
	_ "github.com/cloudwego/eino/compose"
	_ "github.com/cloudwego/eino/flow/agent/react"
	_ "github.com/cloudwego/eino/schema"
)
