package revision

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// repository returns a repository whose git prints in unusual ways.
func repository(t *testing.T) (dir string, git func(args ...string)) {
	t.Helper()
	dir = t.TempDir()
	for _, v := range []string{"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com"} {
		name, value, _ := strings.Cut(v, "=")
		t.Setenv(name, value)
	}
	git = func(args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	git("init", "-q", "-b", "main")
	git("config", "diff.noprefix", "true")
	git("config", "color.ui", "always")
	return dir, git
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestWhatFilesWereBefore(t *testing.T) {
	dir, git := repository(t)
	odd := "a \"quoted\"\tname é.go"
	for _, name := range []string{"same.go", "changed.go", "deleted.go", "moved.go", odd, "theirs.go", "sub/below.go", "other.txt", "empty.go"} {
		write(t, dir, name, "old "+name+"\n\x00 missing\n")
	}
	write(t, dir, "empty.go", "")
	write(t, dir, ".gitignore", "ignored.go\n")
	git("add", ".")
	git("commit", "-q", "-m", "first")
	git("checkout", "-q", "-b", "branch")
	write(t, dir, "changed.go", "new")
	write(t, dir, odd, "new")
	write(t, dir, "other.txt", "new")
	write(t, dir, "committed.go", "new")
	git("mv", "moved.go", "renamed.go")
	git("add", ".")
	git("commit", "-q", "-m", "second")
	write(t, dir, "sub/below.go", "new")
	write(t, dir, "empty.go", "new")
	write(t, dir, "untracked.go", "new")
	write(t, dir, "ignored.go", "new")
	git("rm", "-q", "deleted.go")
	// What the other branch did since is none of ours.
	git("stash", "-q", "-u")
	git("checkout", "-q", "main")
	write(t, dir, "theirs.go", "theirs")
	git("commit", "-q", "-a", "-m", "theirs")
	git("checkout", "-q", "branch")
	git("stash", "pop", "-q", "--index")

	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{dir, filepath.Join(dir, "sub"), link} {
		before, err := Before(t.Context(), from, "main", func(name string) bool { return filepath.Ext(name) == ".go" })
		if err != nil {
			t.Fatal(err)
		}
		at := dir
		if from == link {
			at = link
		}
		want := map[string]bool{ // was it there?
			"changed.go": true, odd: true, "committed.go": false, "moved.go": true, "renamed.go": false,
			"sub/below.go": true, "empty.go": true, "untracked.go": false, "deleted.go": true,
		}
		for name, there := range want {
			data, ok := before[filepath.Join(at, name)]
			text := "old " + name + "\n\x00 missing\n"
			if name == "empty.go" {
				text = ""
			}
			if !ok || (data != nil) != there || there && string(data) != text {
				t.Errorf("from %s, %s was %q, %t", from, name, data, ok)
			}
		}
		if len(before) != len(want) {
			t.Errorf("from %s, changed are %q", from, slices.Sorted(maps.Keys(before)))
		}
	}
}

func TestRevisionsThatAreNone(t *testing.T) {
	dir, git := repository(t)
	write(t, dir, "a.go", "1")
	git("add", ".")
	git("commit", "-q", "-m", "first")
	git("checkout", "-q", "--orphan", "other")
	git("commit", "-q", "-m", "unrelated")
	all := func(string) bool { return true }
	for rev, want := range map[string]string{
		"nowhere":            `"nowhere" is no revision of this repository`,
		"":                   `"" is no revision`,
		"--output=x":         `"--output=x" is no revision`,
		"HEAD:a.go":          `"HEAD:a.go" is no revision`,
		"main":               "main and HEAD have no commit in common",
		"deadbeefdeadbeefde": "is no revision",
	} {
		if _, err := Before(t.Context(), dir, rev, all); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", rev, err, want)
		}
	}
	if _, err := Before(t.Context(), t.TempDir(), "HEAD", all); err == nil || !strings.Contains(err.Error(), "not a git repository") {
		t.Errorf("outside of a repository: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Before(t.Context(), dir, "HEAD", all); err == nil || !strings.Contains(err.Error(), "no git command") {
		t.Errorf("without git: %v", err)
	}
}
