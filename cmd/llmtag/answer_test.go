package main

import (
	"context"
	"errors"
	"fmt"
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
// them at any moment, and changes the tree in between: those that end say what a run
// says that has no cache. A new comment each time sees to it that no answer is there as a
// whole: what is kept of the packages is asked.
func TestKilledAndConcurrentRuns(t *testing.T) {
	llmtag, cache, dir := filepath.Join(t.TempDir(), "llmtag"), t.TempDir(), t.TempDir()
	runGo(t, ".", "build", "-buildvcs=false", "-trimpath", "-o", llmtag, ".")
	write := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.com/app\n\ngo 1.24\n")
	write("inner/inner.go", `package inner

import (
	"net/http"

	"example.com/app/tags"
)

func New() *http.Request {
	r, _ := http.NewRequest("POST", "https://api.openai.com/v1/embeddings", nil)
	tags.Apply(r)
	return r
}
`)
	states := []string{"", "\tr.Header.Set(\"X-LLM-Team-ID\", \"core\")\n"} // two packages from where it is told
	lint := func(ctx context.Context, cache string) (string, error) {
		cmd := exec.CommandContext(ctx, llmtag, "./...")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "LLMTAG_CACHE="+cache, "GOWORK=off")
		out, err := cmd.Output()
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == 1 {
			err = nil // there are findings
		}
		return string(out), err
	}
	for round := range 8 {
		write("tags/tags.go", "package tags\n\nimport \"net/http\"\n\nfunc Apply(r *http.Request) {\n\tr.Header.Set(\"X-LLM-Project-ID\", \"shop\")\n\tr.Header.Set(\"X-LLM-Service-Name\", \"shop\")\n"+states[round%2]+"}\n")
		write("outer/outer.go", fmt.Sprintf("package outer\n\nimport (\n\t\"net/http\"\n\n\t\"example.com/app/inner\"\n)\n\n// Round %d.\nfunc Send() (*http.Response, error) { return http.DefaultClient.Do(inner.New()) }\n", round))
		time.Sleep(10 * time.Millisecond) // file times are no finer
		want, err := lint(t.Context(), t.TempDir())
		if err != nil || (round%2 == 0) != strings.Contains(want, "lacks team_id") {
			t.Fatalf("round %d: without a cache, %v:\n%s", round, err, want)
		}
		var wg sync.WaitGroup
		for i := range 4 {
			wg.Go(func() {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				killed := i%2 == 1
				if killed {
					time.AfterFunc(time.Duration(rand.IntN(600))*time.Millisecond, cancel)
				}
				got, err := lint(ctx, cache)
				if killed && ctx.Err() != nil {
					return
				}
				if err != nil || got != want {
					t.Errorf("round %d: %v, found %q, want %q", round, err, got, want)
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
