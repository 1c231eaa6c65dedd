// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "charm.land/fantasy"
	_ "charm.land/fantasy/object"
	_ "charm.land/fantasy/providers/anthropic"
	_ "charm.land/fantasy/providers/azure"
	_ "charm.land/fantasy/providers/bedrock"
	_ "charm.land/fantasy/providers/google"
	_ "charm.land/fantasy/providers/openai"
	_ "charm.land/fantasy/providers/openaicompat"
	_ "charm.land/fantasy/providers/openrouter"
	_ "charm.land/fantasy/providers/vercel"
)
