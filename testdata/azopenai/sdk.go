// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai"
	_ "github.com/Azure/azure-sdk-for-go/sdk/azcore"
	_ "github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)
