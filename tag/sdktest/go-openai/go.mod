module github.com/llmtag/llmtag/tag/sdktest/go-openai

go 1.26.0

require (
	github.com/llmtag/llmtag v0.0.0
	github.com/sashabaranov/go-openai v1.43.0
)

require github.com/google/go-cmp v0.7.0 // indirect

replace github.com/llmtag/llmtag => ../../..
