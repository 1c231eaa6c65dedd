package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDriversAgree lints every example module by llmtag check, which loads
// programs by itself; by go vet, which runs llmtag once for each package and
// hands on what it says of one to those that import it; and by golangci-lint,
// which does the like in one process. What they find is the same.
func TestDriversAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("go vet and golangci-lint analyse each dependency of each module")
	}
	llmtag, lint := build(t)
	policy := filepath.Join(t.TempDir(), "policy.yaml")
	if err := os.WriteFile(policy, []byte("version: 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	modules, err := filepath.Glob(filepath.Join(root, "testdata/*/go.mod"))
	if err != nil || len(modules) == 0 {
		t.Fatalf("no example modules: %v", err)
	}
	var found atomic.Int64
	t.Run("modules", func(t *testing.T) { // returns when all have
		for _, mod := range modules {
			dir, err := filepath.Abs(filepath.Dir(mod))
			if err != nil {
				t.Fatal(err)
			}
			t.Run(filepath.Base(dir), func(t *testing.T) {
				t.Parallel() // go vet waits much for one package after the other
				checked := checkFindings(t, llmtag, policy, dir)
				found.Add(int64(len(checked)))
				drivers := map[string][]string{
					"go vet":        vetFindings(t, llmtag, policy, dir),
					"golangci-lint": lintFindings(t, lint, policy, dir),
				}
				slices.Sort(checked)
				for driver, others := range drivers {
					slices.Sort(others) // each as often as the others, too
					if diff := cmp.Diff(checked, others); diff != "" {
						t.Errorf("what llmtag and %s find differs (-llmtag +%s):\n%s", driver, driver, diff)
					}
				}
			})
		}
	})
	if n := found.Load(); n < 1000 {
		t.Errorf("%d findings in all: the modules have more", n)
	}
}

func checkFindings(t *testing.T, llmtag, policy, dir string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), llmtag, "--policy", policy, "--format", "json", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, _ := cmd.Output() // it exits 1 for findings
	var doc struct {
		Findings []struct {
			File    string `json:"file"`
			Line    int    `json:"line"`
			Column  int    `json:"column"`
			Rule    string `json:"rule"`
			Message string `json:"message"`
		} `json:"findings"`
	}
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatalf("llmtag check: %v\n%s", err, &stderr)
	}
	var all []string
	for _, f := range doc.Findings {
		all = append(all, fmt.Sprintf("%s:%d:%d: %s: %s", f.File, f.Line, f.Column, f.Rule, f.Message))
	}
	return all
}

func vetFindings(t *testing.T, llmtag, policy, dir string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "vet", "-vettool="+llmtag, "-llmtag.warnings", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "LLMTAG_POLICY="+policy)
	out, _ := cmd.CombinedOutput() // it exits 1 for findings
	var all []string
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "", strings.HasPrefix(line, "#"), strings.Contains(line, ": \t"): // a package's heading, a related place
		case strings.Count(line, ": ") >= 2 && strings.Contains(line, ".go:"):
			all = append(all, strings.TrimPrefix(line, "./"))
		default:
			t.Errorf("go vet says: %s", line)
		}
	}
	return all
}

func lintFindings(t *testing.T, lint, policy, dir string) []string {
	t.Helper()
	config := filepath.Join(t.TempDir(), "golangci.yml")
	if err := os.WriteFile(config, []byte(lintConfig), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), lint, "run", "--allow-parallel-runners", "--config", config,
		"--path-mode=abs", "--show-stats=false", "--output.json.path=stdout", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "LLMTAG_POLICY="+policy)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, _ := cmd.Output() // it exits 1 for findings
	var doc struct {
		Issues []struct {
			Text string
			Pos  struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatalf("golangci-lint: %v\n%s%s", err, out, &stderr)
	}
	if stderr.Len() > 0 {
		t.Errorf("golangci-lint says: %s", &stderr)
	}
	var all []string
	for _, f := range doc.Issues {
		file, err := filepath.Rel(dir, f.Pos.Filename)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%s:%d:%d: %s", filepath.ToSlash(file), f.Pos.Line, f.Pos.Column, f.Text))
	}
	return all
}

// Of all exclusions golangci-lint leaves itself that of generated files.
const lintConfig = `version: "2"
linters:
  default: none
  enable: [llmtag]
  settings:
    custom:
      llmtag:
        type: module
        settings: { warnings: true }
issues: { max-issues-per-linter: 0, max-same-issues: 0, uniq-by-line: false }
`
