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

func TestSubmodulesWereAtTheirCommitOfThen(t *testing.T) {
	dir, git := repository(t)
	t.Setenv("GIT_CONFIG_COUNT", "1")
	t.Setenv("GIT_CONFIG_KEY_0", "protocol.file.allow")
	t.Setenv("GIT_CONFIG_VALUE_0", "always")
	library := t.TempDir()
	in := func(dir string, args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	in(library, "init", "-q", "-b", "main")
	write(t, library, "same.go", "same")
	write(t, library, "changed.go", "old")
	in(library, "add", ".")
	in(library, "commit", "-q", "-m", "first")
	write(t, dir, "a.go", "a")
	git("submodule", "--quiet", "add", library, "lib")
	git("add", ".")
	git("commit", "-q", "-m", "first")
	all := func(name string) bool { return filepath.Ext(name) == ".go" }
	changed := func() map[string]string {
		t.Helper()
		before, err := Before(t.Context(), dir, "HEAD~0", all)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for name, data := range before {
			name, err = filepath.Rel(dir, name)
			if err != nil {
				t.Fatal(err)
			}
			if out[filepath.ToSlash(name)] = string(data); data == nil {
				out[filepath.ToSlash(name)] = "nothing"
			}
		}
		return out
	}
	lib := filepath.Join(dir, "lib")
	expect := func(want map[string]string) {
		t.Helper()
		if got := changed(); !maps.Equal(got, want) {
			t.Errorf("before: %v, want %v", got, want)
		}
	}
	expect(map[string]string{})
	// It is changed, but nothing is committed.
	write(t, lib, "changed.go", "new")
	write(t, lib, "untracked.go", "new")
	expect(map[string]string{"lib/changed.go": "old", "lib/untracked.go": "nothing"})
	// It is at another commit.
	in(lib, "add", ".")
	in(lib, "commit", "-q", "-m", "second")
	expect(map[string]string{"lib/changed.go": "old", "lib/untracked.go": "nothing"})
	git("commit", "-q", "-a", "-m", "second")
	expect(map[string]string{})
	// From within it, it is a repository of its own.
	before, err := Before(t.Context(), lib, "HEAD~1", all)
	if err != nil || len(before) != 2 || string(before[filepath.Join(lib, "changed.go")]) != "old" {
		t.Errorf("from within: %q, %v", before, err)
	}
	// Another repository, and a submodule that is new.
	if err := os.Mkdir(filepath.Join(dir, "nested"), 0o755); err != nil {
		t.Fatal(err)
	}
	in(filepath.Join(dir, "nested"), "init", "-q")
	write(t, dir, "nested/n.go", "new")
	in(filepath.Join(dir, "nested"), "add", ".")
	in(filepath.Join(dir, "nested"), "commit", "-q", "-m", "first")
	git("submodule", "--quiet", "add", library, "lib2")
	expect(map[string]string{"nested/n.go": "nothing", "lib2/same.go": "nothing", "lib2/changed.go": "nothing"})
	git("rm", "-q", "-f", "lib2")
	// A commit that the submodule's clone does not have.
	git("update-index", "--cacheinfo", "160000,1234567890123456789012345678901234567890,lib")
	git("commit", "-q", "-m", "nowhere")
	_, err = Before(t.Context(), dir, "HEAD", all)
	if want := "the submodule lib was at 1234567890123456789012345678901234567890, which is not there: git -C lib fetch"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("the error is %v, want %s", err, want)
	}
	// One that is not checked out has no files.
	git("submodule", "--quiet", "deinit", "-f", "lib")
	if got := slices.Sorted(maps.Keys(changed())); !slices.Equal(got, []string{"nested/n.go"}) {
		t.Errorf("before: %v", got)
	}
}
