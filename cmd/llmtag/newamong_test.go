package main

import (
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/analyzer"
)

// findingsIn returns a finding for each line "bad RULE", in the function that the
// last line "func NAME" begins.
func findingsIn(file, text string) (all []analyzer.Finding) {
	function := ""
	for i, line := range strings.Split(text, "\n") {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "func":
			function = rest
		case "bad":
			rule, _, _ := strings.Cut(rest, " ")
			all = append(all, analyzer.Finding{Rule: rule, Function: function, Pos: token.Position{Filename: file, Line: i + 1, Column: 1}})
		}
	}
	return all
}

func TestWhichFindingsAreNew(t *testing.T) {
	const long = "package p, with enough words to know the file again\n"
	tests := map[string]struct {
		then, now map[string]string // name → text
		want      []string
	}{
		"nothing changed": {
			map[string]string{"a.go": "func A\nbad x\nbad x"},
			map[string]string{"a.go": "func A\nbad x\nbad x"},
			nil,
		},
		"lines that move": {
			map[string]string{"a.go": "func A\nbad x"},
			map[string]string{"a.go": "\n\nfunc A\n\nbad x"},
			nil,
		},
		"a second of a kind behind": {
			map[string]string{"a.go": "func A\nbad x\nend"},
			map[string]string{"a.go": "func A\nbad x\nbad x again\nend"},
			[]string{"a.go:3: x"},
		},
		"a second of a kind before stands where it is": {
			map[string]string{"a.go": "func A\nbad x\nend"},
			map[string]string{"a.go": "func A\nbad x first\nbad x\nend"},
			[]string{"a.go:2: x"},
		},
		"the only one, changed": {
			map[string]string{"a.go": "func A\nbad x"},
			map[string]string{"a.go": "func A\nbad x otherwise"},
			nil,
		},
		"the only one, changed, and another": {
			map[string]string{"a.go": "func A\nbad x\nend"},
			map[string]string{"a.go": "func A\nbad x here\nbad x there\nend"},
			[]string{"a.go:3: x"},
		},
		"another rule on the same line": {
			map[string]string{"a.go": "func A\nbad x"},
			map[string]string{"a.go": "func A\nbad y"},
			[]string{"a.go:2: y"},
		},
		"one mended, another made": {
			map[string]string{"a.go": "func A\nbad x\nend"},
			map[string]string{"a.go": "func A\ngood x\nbad x elsewhere\nend"},
			nil, // it cannot be told from one that is changed
		},
		"a function that is renamed": {
			map[string]string{"a.go": "func A\nbad x"},
			map[string]string{"a.go": "func B\nbad x"},
			nil,
		},
		"the same in another function": {
			map[string]string{"a.go": "func A\nbad x"},
			map[string]string{"a.go": "func A\nbad x\nfunc B\nbad x"},
			[]string{"a.go:4: x"},
		},
		"a file that is moved and changed": {
			map[string]string{"a.go": long + "func A\nbad x"},
			map[string]string{"b/c.go": long + "func A\nbad x\nbad x more"},
			[]string{"b/c.go:4: x"},
		},
		"a file that is copied": {
			map[string]string{"a.go": long + "func A\nbad x"},
			map[string]string{"a.go": long + "func A\nbad x", "b.go": long + "func A\nbad x"},
			[]string{"b.go:3: x"},
		},
		"a new file": {
			map[string]string{"a.go": "func A\nbad x"},
			map[string]string{"b.go": "func Quite\nsomething else\nbad x"},
			[]string{"b.go:3: x"},
		},
		"a new package of a repository without one": {
			nil,
			map[string]string{"a.go": "func A\nbad x"},
			[]string{"a.go:2: x"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			before := map[string][]byte{}
			var then, now []analyzer.Finding
			for name, text := range tt.now {
				file := filepath.Join(dir, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				now = append(now, findingsIn(file, text)...)
				if was, ok := tt.then[name]; !ok {
					before[file] = nil
				} else if was != text {
					before[file] = []byte(was)
				}
			}
			for name, text := range tt.then {
				file := filepath.Join(dir, filepath.FromSlash(name))
				then = append(then, findingsIn(file, text)...)
				if _, ok := tt.now[name]; !ok {
					before[file] = []byte(text)
				}
			}
			var got []string
			for _, f := range newAmong(now, then, before) {
				rel, err := filepath.Rel(dir, f.Pos.Filename)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, fmt.Sprintf("%s:%d: %s", filepath.ToSlash(rel), f.Pos.Line, f.Rule))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("new findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAFindingThatAnotherFileMakesIsNewInAnUnchangedOne(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.go")
	then := findingsIn(file, "func A\nbad x\nline")
	now := findingsIn(file, "func A\nline\nbad x")
	if got := newAmong(now, then, nil); len(got) != 1 {
		t.Errorf("%d findings are new, want 1: the line of the old one is still there, and has none", len(got))
	}
}
