package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The first report of docs/rollup.md is what the commands there print.
func TestTheFirstReportOfTheDocumentIsTrue(t *testing.T) {
	text, err := os.ReadFile("../../docs/rollup.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(text)
	events := regexp.MustCompile("(?s)```json\n(.*?)```").FindStringSubmatch(doc)
	console := regexp.MustCompile("(?s)```console\n(.*?)```").FindStringSubmatch(doc)
	if events == nil || console == nil {
		t.Fatal("the document has no example")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "events.jsonl"), []byte(events[1]), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	parts := strings.Split("\n"+console[1], "\n$ ")
	if len(parts) < 3 {
		t.Fatalf("%d commands", len(parts)-1)
	}
	for _, part := range parts[1:] {
		command, want, _ := strings.Cut(part, "\n")
		args := strings.Fields(command)
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), args[1:], strings.NewReader(""), &stdout, &stderr, func(string) string { return "" }); code != exitDone {
			t.Errorf("%s exits %d: %s", command, code, &stderr)
		}
		if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(stdout.String())); diff != "" {
			t.Errorf("%s (-document +output):\n%s", command, diff)
		}
	}
}
