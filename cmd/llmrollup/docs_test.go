package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fences are the blocks of a document: what they are, a word more, and their text.
var fences = regexp.MustCompile("(?ms)^```([a-z]+)(?: (\\S+))?\n(.*?)\n```")

// In these documents, a block of a file's kind and name is that file, and what a console
// shows is what its commands print; a number is their exit code. A console that shows less
// shows the beginning.
func TestTheConsolesOfDocumentsAreTrue(t *testing.T) {
	for _, name := range []string{"rollup.md", "finops.md"} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile("../../docs/" + name)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			commands := 0
			for _, fence := range fences.FindAllStringSubmatch(string(text), -1) {
				kind, word, body := fence[1], fence[2], fence[3]+"\n"
				switch {
				case kind == "console":
					code, _ := strconv.Atoi(word) // none is 0
					commands += console(t, body, code)
				case word != "":
					if err := os.WriteFile(filepath.Clean(word), []byte(body), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			if commands < 2 {
				t.Errorf("the document has %d commands", commands)
			}
		})
	}
}

// console runs the commands that a console shows, and returns how many they are.
func console(t *testing.T, body string, code int) int {
	t.Helper()
	parts := strings.Split("\n"+body, "\n$ ")[1:]
	for _, part := range parts {
		command, want, _ := strings.Cut(part, "\n")
		var stdout, stderr bytes.Buffer
		if got := run(t.Context(), strings.Fields(command)[1:], strings.NewReader(""), &stdout, &stderr, func(string) string { return "" }); got != code {
			t.Errorf("%s exits %d, want %d: %s", command, got, code, &stderr)
		}
		got, want := strings.TrimSpace(stdout.String()), strings.TrimSpace(want)
		if rest, ok := strings.CutSuffix(want, "\n..."); ok {
			want = rest
			got = got[:min(len(got), len(want))]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-document +output):\n%s", command, diff)
		}
	}
	return len(parts)
}
