package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPreCommit runs both hooks by pre-commit itself, in a repository that has a
// finding. That with a build is built from this checkout as it is, from the
// modules in the module cache.
func TestPreCommit(t *testing.T) {
	if testing.Short() {
		t.Skip("pre-commit builds the program")
	}
	if _, err := exec.LookPath("pre-commit"); err != nil {
		t.Skip("pre-commit is not installed: apt-get install pre-commit, or pip install pre-commit")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	cache, err := exec.CommandContext(t.Context(), "go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	bin, dir := t.TempDir(), t.TempDir()
	runGo(t, ".", "build", "-buildvcs=false", "-o", filepath.Join(bin, "llmtag"), ".")
	for name, text := range map[string]string{
		"go.mod": "module example.com/app\n\ngo 1.24\n",
		"a.go":   "package app\n\nimport \"net/http\"\n\nfunc Ask() (*http.Response, error) { return http.Post(\"https://api.openai.com/v1/chat/completions\", \"\", nil) }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	env := append(os.Environ(),
		"PRE_COMMIT_HOME="+t.TempDir(), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"),
		"GOFLAGS=-modcacherw -buildvcs=false", "GOSUMDB=off", "GOPROXY=file://"+filepath.ToSlash(strings.TrimSpace(string(cache)))+"/cache/download",
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*",
	)
	run := func(name string, args ...string) (string, error) {
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir, cmd.Env = dir, env
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}} {
		if out, err := run("git", args...); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	for _, hook := range []string{"llmtag", "llmtag-system"} {
		t.Run(hook, func(t *testing.T) {
			out, err := run("pre-commit", "try-repo", root, hook, "--all-files")
			if err == nil || !strings.Contains(out, "a.go:5:45: raw-endpoint: http.Post to api.openai.com lacks project_id, service_name, team_id") {
				t.Errorf("pre-commit: %v\n%s", err, out)
			}
		})
	}
}
