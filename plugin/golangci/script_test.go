package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/gotooltest"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs the transcripts, one behaviour a file, with a golangci-lint
// that has llmtag in it. They use modules without dependencies.
func TestScripts(t *testing.T) {
	llmtag, lint := build(t)
	params := testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", filepath.Dir(lint)+string(filepath.ListSeparator)+env.Getenv("PATH"))
			env.Setenv("LLMTAG", llmtag)
			env.Setenv("HOME", filepath.Join(env.WorkDir, ".home")) // of golangci-lint's cache
			env.Setenv("GOLANGCI_LINT_CACHE", filepath.Join(env.WorkDir, ".home", "cache"))
			for _, v := range []string{"GOWORK", "GO111MODULE", "GOFLAGS"} {
				env.Setenv(v, "")
			}
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			return os.MkdirAll(filepath.Join(env.WorkDir, ".git"), 0o700) // policies end here
		},
	}
	if err := gotooltest.Setup(&params); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, params)
}
