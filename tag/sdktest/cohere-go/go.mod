module github.com/llmtag/llmtag/tag/sdktest/cohere-go

go 1.26.0

require (
	github.com/cohere-ai/cohere-go/v2 v2.16.2
	github.com/llmtag/llmtag v0.0.0
)

require (
	github.com/aws/aws-sdk-go-v2 v1.30.3 // indirect
	github.com/aws/smithy-go v1.20.3 // indirect
	github.com/google/go-cmp v0.7.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
)

replace github.com/llmtag/llmtag => ../../..
