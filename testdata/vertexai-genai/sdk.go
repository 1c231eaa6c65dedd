// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "cloud.google.com/go/vertexai/genai"
	_ "github.com/googleapis/gax-go/v2/callctx"
	_ "google.golang.org/api/option"
	_ "google.golang.org/grpc/metadata"
)
