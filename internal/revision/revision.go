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
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Before returns the changes of the work tree that dir is in, committed or not,
// since the commit in which rev and HEAD part: what only rev has is not ours. It
// returns what each changed file that wanted accepts was in that commit, by its
// absolute name; nil for one that was not there. Files that git ignores are taken
// as they are.
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
	changed, err := git(ctx, root, nil, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules", text(base), "--")
	if err != nil {
		return nil, err
	}
	untracked, err := git(ctx, root, nil, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return nil, err
	}
	names := slices.DeleteFunc(append(split(changed), split(untracked)...), func(name string) bool { return !wanted(name) })
	old, err := contents(ctx, root, text(base), names)
	if err != nil {
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

func text(out []byte) string { return strings.TrimSpace(string(out)) }

// split takes names apart that end in a zero byte.
func split(out []byte) []string {
	names := strings.Split(string(out), "\x00")
	return names[:len(names)-1]
}

// contents returns what files were in a commit.
func contents(ctx context.Context, root, commit string, names []string) (map[string][]byte, error) {
	var ask bytes.Buffer
	for _, name := range names {
		if strings.Contains(name, "\n") {
			return nil, fmt.Errorf("a file has a line break in its name: %q", name)
		}
		fmt.Fprintf(&ask, "%s:%s\n", commit, name)
	}
	out, err := git(ctx, root, &ask, "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	old := make(map[string][]byte)
	answers := bufio.NewReader(bytes.NewReader(out))
	for _, name := range names {
		// "ID blob SIZE", the content and a line end; or "NAME missing".
		head, err := answers.ReadString('\n')
		if err != nil {
			return nil, fmt.Errorf("git cat-file says nothing about %s: %w", name, err)
		}
		if strings.HasSuffix(head, " missing\n") {
			old[name] = nil
			continue
		}
		fields := strings.Fields(head)
		if len(fields) != 3 {
			return nil, fmt.Errorf("git cat-file says %q about %s", head, name)
		}
		size, err := strconv.Atoi(fields[2])
		if err != nil {
			return nil, fmt.Errorf("git cat-file says %q about %s", head, name)
		}
		data := make([]byte, size+1)
		if _, err := io.ReadFull(answers, data); err != nil {
			return nil, fmt.Errorf("git cat-file cuts %s short: %w", name, err)
		}
		old[name] = data[:size]
	}
	return old, nil
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
