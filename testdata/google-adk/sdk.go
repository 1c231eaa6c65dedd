// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "google.golang.org/adk/agent"
	_ "google.golang.org/adk/agent/llmagent"
	_ "google.golang.org/adk/model"
	_ "google.golang.org/adk/model/gemini"
	_ "google.golang.org/adk/runner"
)
