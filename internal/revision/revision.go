// Package revision tells what the files of a git work tree were before they were
// changed.
package revision

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// Before returns the changes of the work tree that dir is in, committed or not,
// since the commit in which rev and HEAD part: what only rev has is not ours. It
// returns what each changed file that wanted accepts was in that commit, by its
// absolute name; nil for one that was not there. Submodules were at the commits
// that were recorded for them; other repositories within this one were not there.
// Files that git ignores are taken as they are.
func Before(ctx context.Context, dir, rev string, wanted func(name string) bool) (map[string][]byte, error) {
	if strings.HasPrefix(rev, "-") {
		return nil, fmt.Errorf("%q is no revision", rev)
	}
	top, err := git(ctx, dir, nil, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	root := strings.TrimSuffix(string(top), "\n")
	commit, err := git(ctx, root, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("%q is no revision of this repository; a shallow clone may lack it: git fetch --unshallow, or fetch-depth: 0", rev)
	}
	base, err := git(ctx, root, nil, "merge-base", text(commit), "HEAD")
	if err != nil {
		return nil, fmt.Errorf("%s and HEAD have no commit in common; in a shallow clone: git fetch --unshallow, or fetch-depth: 0", rev)
	}
	old := make(map[string][]byte)
	if err := since(ctx, root, text(base), "", wanted, old); err != nil {
		return nil, err
	}
	// The go command knows files by the names under which dir lies.
	from, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	up, err := filepath.Rel(from, root)
	if err != nil {
		return nil, err
	}
	before := make(map[string][]byte)
	for name, data := range old {
		before[filepath.Join(dir, up, filepath.FromSlash(name))] = data
	}
	return before, nil
}

// since adds to old what the files of the work tree at root were in a commit, by
// their names with prefix in front; also those of its submodules.
func since(ctx context.Context, root, commit, prefix string, wanted func(string) bool, old map[string][]byte) error {
	changed, err := git(ctx, root, nil, "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none", commit, "--")
	if err != nil {
		return err
	}
	untracked, err := git(ctx, root, nil, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return err
	}
	var names []string
	for entries := split(changed); len(entries) > 1; entries = entries[2:] {
		name := entries[1]
		// ":MODE MODE ID ID STATUS", of then and now; a submodule is its commit.
		fields := strings.Fields(strings.TrimPrefix(entries[0], ":"))
		switch {
		case len(fields) != 5:
			return fmt.Errorf("git diff says %q about %s", entries[0], name)
		case fields[1] == submodule && fields[0] == submodule:
			if err := within(ctx, filepath.Join(root, filepath.FromSlash(name)), fields[2], prefix+name+"/", wanted, old); err != nil {
				return err
			}
		case fields[1] == submodule:
			if err := within(ctx, filepath.Join(root, filepath.FromSlash(name)), "", prefix+name+"/", wanted, old); err != nil {
				return err
			}
		case fields[0] != submodule && wanted(name):
			names = append(names, name)
		}
	}
	for _, name := range split(untracked) {
		if strings.HasSuffix(name, "/") { // a repository that is no submodule
			if err := within(ctx, filepath.Join(root, filepath.FromSlash(name)), "", prefix+name, wanted, old); err != nil {
				return err
			}
		} else if wanted(name) {
			names = append(names, name)
		}
	}
	return contents(ctx, root, commit, prefix, names, old)
}

// submodule is the mode of one in a tree.
const submodule = "160000"

// within does for a repository in another one what since does for that; without a
// commit, nothing was there.
func within(ctx context.Context, root, commit, prefix string, wanted func(string) bool, old map[string][]byte) error {
	switch _, err := os.Lstat(filepath.Join(root, ".git")); {
	case errors.Is(err, fs.ErrNotExist):
		return nil // a submodule that is not checked out has no files
	case err != nil:
		return err
	}
	if commit != "" {
		if _, err := git(ctx, root, nil, "cat-file", "-e", commit+"^{commit}"); err != nil {
			return fmt.Errorf("the submodule %s was at %s, which is not there: git -C %[1]s fetch origin %[2]s", strings.TrimSuffix(prefix, "/"), commit)
		}
		return since(ctx, root, commit, prefix, wanted, old)
	}
	files, err := git(ctx, root, nil, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if err != nil {
		return err
	}
	for _, name := range split(files) {
		if wanted(name) {
			old[prefix+name] = nil
		}
	}
	return nil
}

func text(out []byte) string { return strings.TrimSpace(string(out)) }

// split takes names apart that end in a zero byte.
func split(out []byte) []string {
	names := strings.Split(string(out), "\x00")
	return names[:len(names)-1]
}

// contents adds to old what files were in a commit.
func contents(ctx context.Context, root, commit, prefix string, names []string, old map[string][]byte) error {
	if len(names) == 0 {
		return nil
	}
	var ask bytes.Buffer
	for _, name := range names {
		if strings.Contains(name, "\n") {
			return fmt.Errorf("a file has a line break in its name: %q", name)
		}
		fmt.Fprintf(&ask, "%s:%s\n", commit, name)
	}
	out, err := git(ctx, root, &ask, "cat-file", "--batch")
	if err != nil {
		return err
	}
	answers := bufio.NewReader(bytes.NewReader(out))
	for _, name := range names {
		// "ID blob SIZE", the content and a line end; or "NAME missing".
		head, err := answers.ReadString('\n')
		if err != nil {
			return fmt.Errorf("git cat-file says nothing about %s: %w", name, err)
		}
		if strings.HasSuffix(head, " missing\n") {
			old[prefix+name] = nil
			continue
		}
		fields := strings.Fields(head)
		if len(fields) != 3 {
			return fmt.Errorf("git cat-file says %q about %s", head, name)
		}
		size, err := strconv.Atoi(fields[2])
		if err != nil {
			return fmt.Errorf("git cat-file says %q about %s", head, name)
		}
		data := make([]byte, size+1)
		if _, err := io.ReadFull(answers, data); err != nil {
			return fmt.Errorf("git cat-file cuts %s short: %w", name, err)
		}
		old[prefix+name] = data[:size]
	}
	return nil
}

// git returns the output of a git command.
func git(ctx context.Context, dir string, stdin io.Reader, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Stdin = dir, stdin
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("there is no git command in PATH")
	case err != nil:
		said, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		if said == "" {
			said = err.Error()
		}
		return nil, fmt.Errorf("git: %s", strings.TrimPrefix(said, "fatal: "))
	}
	return out, nil
}
