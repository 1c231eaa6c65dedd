// Command golangci is golangci-lint with llmtag in it: what golangci-lint custom
// makes of .custom-gcl.yml, for the tests beside it and for make lint. It has
// a module of its own, so that nobody who uses llmtag gets golangci-lint's
// dependencies.
package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/llmtag/llmtag/plugin" // registers the linter llmtag
)

func main() {
	// The version is left open: golangci-lint then takes the hash of the program
	// for the keys of its cache, and so sees that llmtag has changed.
	if err := commands.Execute(commands.BuildInfo{}); err != nil {
		fmt.Fprintln(os.Stderr, "the command is terminated due to an error:", err)
		os.Exit(exitcodes.Failure)
	}
}
