package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// root is the repository.
const root = "../.."

// build builds llmtag, and golangci-lint with llmtag in it, and returns the names
// of the programs. They are kept in bin: go build leaves alone what is current,
// and the caches of go vet and golangci-lint hold until llmtag changes.
func build(t *testing.T) (llmtag, lint string) {
	t.Helper()
	built.Do(func() {
		runGo(t, root, "build", "-buildvcs=false", "-o", "bin/driver/llmtag", "./cmd/llmtag")
		runGo(t, ".", "build", "-buildvcs=false", "-o", "../../bin/driver/golangci-lint", ".")
	})
	bin, err := filepath.Abs(filepath.Join(root, "bin", "driver"))
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(bin, "llmtag"), filepath.Join(bin, "golangci-lint")
}

var built sync.Once

func runGo(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
