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
	"testing"
)

// TestDriversAgree lints every example module by llmtag check, which loads
// programs by itself, and by go vet, which runs llmtag once for each package and
// hands on what it says of one to those that import it. What they find is the
// same. (That golangci-lint finds it too is a test of package plugin.)
func TestDriversAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("go vet analyses each dependency of each module")
	}
	// Built the same way each time, so that go vet's cache holds until llmtag changes.
	llmtag := filepath.Join(t.TempDir(), "llmtag")
	runGo(t, ".", "build", "-buildvcs=false", "-trimpath", "-o", llmtag, ".")
	policy := filepath.Join(t.TempDir(), "policy.yaml")
	if err := os.WriteFile(policy, []byte("version: 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	modules, err := filepath.Glob("../../testdata/*/go.mod")
	if err != nil || len(modules) == 0 {
		t.Fatalf("no example modules: %v", err)
	}
	found := 0
	for _, mod := range modules {
		dir, err := filepath.Abs(filepath.Dir(mod))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			checked := checkFindings(t, llmtag, policy, dir)
			vetted := vetFindings(t, llmtag, policy, dir)
			found += len(checked)
			for _, f := range checked {
				if !slices.Contains(vetted, f) {
					t.Errorf("go vet does not find %s", f)
				}
			}
			for _, f := range vetted {
				if !slices.Contains(checked, f) {
					t.Errorf("llmtag check does not find %s", f)
				}
			}
		})
	}
	if found < 1000 {
		t.Errorf("%d findings in all: the modules have more", found)
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

func runGo(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
