// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/cohere-ai/cohere-go/v2"
	_ "github.com/cohere-ai/cohere-go/v2/client"
	_ "github.com/cohere-ai/cohere-go/v2/connectors"
	_ "github.com/cohere-ai/cohere-go/v2/core"
	_ "github.com/cohere-ai/cohere-go/v2/datasets"
	_ "github.com/cohere-ai/cohere-go/v2/embedjobs"
	_ "github.com/cohere-ai/cohere-go/v2/finetuning/client"
	_ "github.com/cohere-ai/cohere-go/v2/models"
	_ "github.com/cohere-ai/cohere-go/v2/option"
	_ "github.com/cohere-ai/cohere-go/v2/v2"
)
