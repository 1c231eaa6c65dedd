package load

import (
	"context"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// reachModules adds to patterns such as ./... the modules of the workspace that
// lie in their directories. To the go command a pattern ends where another
// module begins, and one that begins above all modules is an error.
func reachModules(ctx context.Context, patterns []string, cfg Config, dir string) []string {
	if !slices.ContainsFunc(patterns, func(p string) bool { return strings.HasSuffix(p, "/...") }) {
		return patterns
	}
	modules := workspace(ctx, cfg)
	var out []string
	for _, p := range patterns {
		base, ok := strings.CutSuffix(p, "/...")
		if !ok || strings.Contains(base, "...") || !filepath.IsAbs(base) && !local(base) {
			out = append(out, p)
			continue
		}
		if !filepath.IsAbs(base) {
			base = filepath.Join(dir, base)
		}
		var below []string
		inModule := false
		for _, m := range modules {
			inModule = inModule || contains(m, base)
			if m != base && contains(base, m) && !passedOver(base, m) {
				below = append(below, m+string(filepath.Separator)+"...")
			}
		}
		if inModule || len(below) == 0 {
			out = append(out, p)
		}
		out = append(out, below...)
	}
	return out
}

// local reports whether a pattern names a directory relative to the current one.
func local(base string) bool {
	first, _, _ := strings.Cut(filepath.ToSlash(base), "/")
	return first == "." || first == ".."
}

// contains reports whether path is dir or lies below it.
func contains(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}

// passedOver reports whether the go command passes over a directory between
// base and path.
func passedOver(base, path string) bool {
	rel, err := filepath.Rel(base, path)
	if err != nil {
		return true
	}
	return slices.ContainsFunc(strings.Split(filepath.ToSlash(rel), "/"), func(name string) bool {
		return name == "testdata" || name == "vendor" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
	})
}

// workspace returns the directories of the modules of the workspace that holds
// in cfg's directory; none if there is none, or if the go command will find
// fault with it.
func workspace(ctx context.Context, cfg Config) []string {
	cmd := exec.CommandContext(ctx, "go", "env", "GOWORK")
	cmd.Dir, cmd.Env = cfg.Dir, cfg.Env
	out, err := cmd.Output()
	if err != nil {
		return nil
	}
	return used(strings.TrimSpace(string(out)))
}
