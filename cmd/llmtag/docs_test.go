package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestDocumentsShowTheExampleFiles(t *testing.T) {
	doc := read(t, "docs/golangci.md")
	for _, file := range []string{".golangci.example.yml", ".custom-gcl.example.yml"} {
		if !strings.Contains(doc, "```yaml\n"+read(t, file)+"```\n") {
			t.Errorf("docs/golangci.md does not show %s as it is", file)
		}
	}
	version := regexp.MustCompile(`golangci-lint/v2 (v\S+)`).FindStringSubmatch(read(t, "plugin/golangci/go.mod"))
	if len(version) < 2 || !strings.Contains(read(t, ".custom-gcl.example.yml"), "version: "+version[1]+"\n") {
		t.Errorf(".custom-gcl.example.yml is not of the golangci-lint that is tested, %v", version)
	}
}

// The inputs of the action, its hooks and the documents speak of the same things.
func TestDocumentsNameWhatThereIs(t *testing.T) {
	var action struct {
		Inputs map[string]struct {
			Description string `yaml:"description"`
		} `yaml:"inputs"`
		Runs struct {
			Steps []struct {
				Uses string            `yaml:"uses"`
				Env  map[string]string `yaml:"env"`
			} `yaml:"steps"`
		} `yaml:"runs"`
	}
	if err := yaml.Unmarshal([]byte(read(t, "action.yml")), &action); err != nil {
		t.Fatal(err)
	}
	script := read(t, ".ci/github-action")
	used := read(t, "action.yml")
	pinned := regexp.MustCompile(`@[0-9a-f]{40}$`)
	for _, step := range action.Runs.Steps {
		if step.Uses != "" && !pinned.MatchString(step.Uses) {
			t.Errorf("%s is not pinned by its commit", step.Uses)
		}
		for name := range step.Env {
			if name != "CODE" && !strings.Contains(script, name) {
				t.Errorf("the action sets %s, which its script does not read", name)
			}
		}
	}
	for name, input := range action.Inputs {
		if input.Description == "" || !strings.Contains(used, "inputs."+name) {
			t.Errorf("the input %s has no description or no use", name)
		}
	}
	doc := read(t, "docs/ci.md")
	workflow := block(t, doc, ".github/workflows/llmtag.yml")
	var flow struct {
		Jobs map[string]struct {
			Steps []struct {
				Uses string         `yaml:"uses"`
				With map[string]any `yaml:"with"`
			} `yaml:"steps"`
		} `yaml:"jobs"`
	}
	if err := yaml.Unmarshal([]byte(workflow), &flow); err != nil {
		t.Fatal(err)
	}
	seen := false
	for _, step := range flow.Jobs["llmtag"].Steps {
		if strings.HasPrefix(step.Uses, "llmtag/llmtag@") {
			seen = true
			for name := range step.With {
				if _, ok := action.Inputs[name]; !ok {
					t.Errorf("docs/ci.md gives the action an input %s, which it has not", name)
				}
			}
		}
	}
	if !seen {
		t.Error("the workflow in docs/ci.md does not use the action")
	}
	var hooks []struct {
		ID string `yaml:"id"`
	}
	if err := yaml.Unmarshal([]byte(read(t, ".pre-commit-hooks.yaml")), &hooks); err != nil {
		t.Fatal(err)
	}
	for _, hook := range hooks {
		if !strings.Contains(doc, "`"+hook.ID+"`") {
			t.Errorf("docs/ci.md does not tell of the hook %s", hook.ID)
		}
	}
}

// block returns the block of a document whose first line is a comment with a name.
func block(t *testing.T, doc, name string) string {
	t.Helper()
	_, rest, ok := strings.Cut(doc, "```yaml\n# "+name+"\n")
	text, _, end := strings.Cut(rest, "```\n")
	if !ok || !end {
		t.Fatalf("there is no block %s", name)
	}
	return text
}

// TestCommandsOfDocuments runs the command lines of docs/ci.md that call llmtag
// or go vet, in a module that is clean.
func TestCommandsOfDocuments(t *testing.T) {
	commands := regexp.MustCompile(`(?m)^(?:    - )?((?:llmtag|go vet) .*)$`).FindAllStringSubmatch(read(t, "docs/ci.md"), -1)
	if len(commands) < 6 {
		t.Fatalf("docs/ci.md has %d commands, want 6 or more: %q", len(commands), commands)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{"go.mod": "module example.com/app\n\ngo 1.24\n", "a.go": "package app\n"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, line := range [][]string{{"init", "-q", "-b", "main"}, {"add", "."}, {"-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "a"}, {"update-ref", "refs/remotes/origin/main", "HEAD"}} {
		shell(t, "git", line...)
	}
	for _, c := range commands {
		shell(t, "sh", "-c", c[1])
	}
}

func shell(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}
