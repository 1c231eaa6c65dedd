module github.com/llmtag/llmtag/tag/sdktest/azopenai

go 1.26.0

require (
	github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai v0.7.2
	github.com/Azure/azure-sdk-for-go/sdk/azcore v1.17.0
	github.com/llmtag/llmtag v0.0.0
)

require (
	github.com/Azure/azure-sdk-for-go/sdk/internal v1.10.0 // indirect
	github.com/google/go-cmp v0.7.0 // indirect
	golang.org/x/net v0.34.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace github.com/llmtag/llmtag => ../../..
