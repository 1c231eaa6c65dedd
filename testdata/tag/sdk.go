// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/llmtag/llmtag/tag"
	_ "github.com/llmtag/llmtag/tag/tagpolicy"
)
