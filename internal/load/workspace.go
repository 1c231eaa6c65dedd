package load

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// reachModules adds to patterns such as ./... the modules of the workspace that
// lie in their directories. To the go command a pattern ends where another
// module begins, and one that begins above all modules is an error.
func reachModules(patterns []string, cfg Config, dir string) []string {
	if !slices.ContainsFunc(patterns, func(p string) bool { return strings.HasSuffix(p, "/...") }) {
		return patterns
	}
	modules := workspace(cfg, dir)
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
	return slices.ContainsFunc(strings.Split(filepath.ToSlash(rel), "/"), unlisted)
}

// workspace returns the directories of the modules of the workspace that holds
// in cfg's directory; none if there is none, or if the go command will find
// fault with it.
func workspace(cfg Config, dir string) []string {
	return members(workFile(dir, cfg.environ()))
}

// members returns the directories of the modules that a go.work lists.
func members(file string) []string {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil // there may be none
	}
	work, err := modfile.ParseWork(file, data, nil)
	if err != nil {
		return nil
	}
	var dirs []string
	for _, use := range work.Use {
		d := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(d) {
			d = filepath.Join(filepath.Dir(file), d)
		}
		dirs = append(dirs, d)
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// workFile returns the go.work that holds in dir; empty if none does.
func workFile(dir string, environ []string) string {
	if variable(environ, "GO111MODULE") == "off" {
		return ""
	}
	file := variable(environ, "GOWORK")
	if file == "" {
		for line := range strings.Lines(goSettings(environ)) {
			if value, ok := strings.CutPrefix(line, "GOWORK="); ok {
				file = strings.TrimSpace(value)
			}
		}
	}
	switch file {
	case "off":
		return ""
	case "":
		if files := above(dir, "go.work"); len(files) > 0 {
			return files[0]
		}
		return ""
	default:
		return file
	}
}
