package main

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestKilledAndConcurrentRuns starts runs on one tree and one cache, kills some of
// them at any moment, and changes the tree in between: those that end say what
// holds for the tree as it is.
func TestKilledAndConcurrentRuns(t *testing.T) {
	llmtag, cache, dir := filepath.Join(t.TempDir(), "llmtag"), t.TempDir(), t.TempDir()
	runGo(t, ".", "build", "-buildvcs=false", "-trimpath", "-o", llmtag, ".")
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.com/app\n\ngo 1.24\n")
	states := []string{ // the file, and the line of its finding
		"package app\n\nimport \"net/http\"\n\nvar _, _ = http.Post(\"https://api.openai.com/v1/embeddings\", \"\", nil)\n",
		"package app\n\nimport \"net/http\"\n\n\n\nvar _, _ = http.Post(\"https://api.openai.com/v1/embeddings\", \"\", nil)\n",
	}
	wants := []string{"app.go:5:12: ", "app.go:7:12: "}
	for round := range 8 {
		state := round % 2
		write("app.go", states[state])
		time.Sleep(10 * time.Millisecond) // file times are no finer
		var wg sync.WaitGroup
		for i := range 4 {
			wg.Go(func() {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				killed := i%2 == 1
				if killed {
					time.AfterFunc(time.Duration(rand.IntN(600))*time.Millisecond, cancel)
				}
				cmd := exec.CommandContext(ctx, llmtag, "./...")
				cmd.Dir = dir
				cmd.Env = append(os.Environ(), "LLMTAG_CACHE="+cache, "GOWORK=off")
				var stderr strings.Builder
				cmd.Stderr = &stderr
				out, _ := cmd.Output() // 1 for the finding, or killed
				if killed && ctx.Err() != nil {
					return
				}
				if !strings.HasPrefix(string(out), wants[state]) {
					t.Errorf("round %d: found %q, want one at %s\n%s", round, out, wants[state], &stderr)
				}
			})
		}
		wg.Wait()
	}
	left, err := filepath.Glob(filepath.Join(cache, "*", "new-*"))
	if err != nil || len(left) > 8 {
		t.Errorf("%d unfinished entries are left of killed runs, %v", len(left), err)
	}
}

func runGo(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
