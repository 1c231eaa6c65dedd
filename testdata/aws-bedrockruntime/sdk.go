// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/aws/aws-sdk-go-v2/aws"
	_ "github.com/aws/aws-sdk-go-v2/config"
	_ "github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	_ "github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"
	_ "github.com/aws/smithy-go/middleware"
	_ "github.com/aws/smithy-go/transport/http"
)
