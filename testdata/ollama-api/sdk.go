// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/jmorganca/ollama/api"
	_ "github.com/ollama/ollama/api"
)
