// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/anthropics/anthropic-sdk-go"
	_ "github.com/anthropics/anthropic-sdk-go/aws"
	_ "github.com/anthropics/anthropic-sdk-go/bedrock"
	_ "github.com/anthropics/anthropic-sdk-go/foundry"
	_ "github.com/anthropics/anthropic-sdk-go/googlecloud"
	_ "github.com/anthropics/anthropic-sdk-go/lib/betafallback"
	_ "github.com/anthropics/anthropic-sdk-go/lib/environments"
	_ "github.com/anthropics/anthropic-sdk-go/option"
	_ "github.com/anthropics/anthropic-sdk-go/vertex"
)
