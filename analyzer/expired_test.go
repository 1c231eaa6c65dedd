package analyzer_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/llmtag/llmtag/analyzer"
)

func TestExpired(t *testing.T) {
	t.Parallel()
	dir, elsewhere := t.TempDir(), t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)
	expect := func(law, want string) {
		t.Helper()
		if got := analyzer.Expired([]string{dir}, now); got != want {
			t.Errorf("%s: %q, want %q", law, got, want)
		}
	}
	write("go.mod", "module m\n")
	write("a/a.go", "package a\n\n// until=2026-01-01 is no comment of ours.\n")
	expect("nothing expires where no comment has a day", "")
	write("b/b.go", "package b\n\n//llmtag:ignore untagged-client until=2027-02-02 -- later\n//llmtag:ignore-file raw-endpoint until=2027-01-30 -- soon\n//llmtag:ignore shared-key until=2027-01-31 -- sooner\n")
	expect("the days that are over, and no other", "2027-01-30 2027-01-31")
	now = now.AddDate(0, 0, 1)
	expect("the last day counts", "2027-01-30 2027-01-31")
	now = now.AddDate(0, 0, 1)
	expect("until it is over", "2027-01-30 2027-01-31 2027-02-02")
	if err := os.Symlink(elsewhere, filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	expect("behind a link there may be more: the day counts", "until 2027-02-03")
	if got := analyzer.Expired(nil, now); got != "until 2027-02-03" {
		t.Errorf("without modules: %q, want the day", got)
	}
}
