package load

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/llmtag/llmtag/internal/strict"
)

// known is what a listing tells about import paths.
type known struct {
	packages []string          // of the program, sorted
	ours     map[string]string // directories of the modules whose files are ours, by path
	required []string          // modules that those need, in this run or not
}

// known gathers what l tells about import paths.
func (l *listing) known() known {
	k := known{ours: make(map[string]string)}
	for _, p := range l.all {
		if _, absent := l.absent[p]; !absent {
			k.packages = append(k.packages, p.PkgPath)
		}
		m := p.Module
		if m == nil || !isOurs(p) || k.ours[m.Path] != "" {
			continue
		}
		if m.Replace != nil {
			m = m.Replace
		}
		k.ours[p.Module.Path] = m.Dir
		k.required = append(k.required, requirements(m.GoMod)...)
	}
	slices.Sort(k.packages)
	k.packages = slices.Compact(k.packages)
	return k
}

// requirements returns the paths of the modules that a go.mod requires.
func requirements(file string) []string {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil // there may be none, as in a vendored module
	}
	mod, err := modfile.ParseLax(file, data, nil)
	if err != nil {
		return nil // the go command would have said so
	}
	var paths []string
	for _, r := range mod.Require {
		paths = append(paths, r.Mod.Path)
	}
	return paths
}

// Absent says that an import path lies in one of our modules, and that there is
// no such package, with the nearest name. It is silent about packages that are
// there and those that may be elsewhere.
func (p *Result) Absent(path string) (problem, hint string) {
	module := p.known.module(path)
	dir := p.known.ours[module]
	elsewhere := func(m string) bool { return within(path, m) && len(m) > len(module) }
	if dir == "" || slices.Contains(p.known.packages, path) || slices.ContainsFunc(p.known.required, elsewhere) {
		return "", ""
	}
	for part := range strings.SplitSeq(strings.Trim(strings.TrimPrefix(path, module), "/"), "/") {
		dir = filepath.Join(dir, part)
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil && part != "" {
			return "", "" // a module of its own
		}
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*.go")); len(files) > 0 {
		return "", "" // of another build, or not asked for
	}
	var among []string
	for _, other := range p.known.packages {
		if within(other, module) {
			among = append(among, other)
		}
	}
	return fmt.Sprintf("the module %s has no package %s", module, path), strict.Hint(path, among)
}

// Near says that an import path is no part of the program, although a package
// that is differs from it by one slip of the pen only. Of what lies in a module
// of ours, Absent knows more.
func (p *Result) Near(path string) (problem, hint string) {
	if slices.Contains(p.known.packages, path) || p.known.module(path) != "" {
		return "", ""
	}
	for _, near := range p.known.packages {
		if strict.Slip(path, near) {
			return fmt.Sprintf("no package %s is part of this run", path), fmt.Sprintf("did you mean %q?", near)
		}
	}
	return "", ""
}

// module returns the module of ours in which an import path lies, if any.
func (k known) module(path string) string {
	module := ""
	for m := range k.ours {
		if within(path, m) && len(m) > len(module) {
			module = m
		}
	}
	return module
}

// within reports whether an import path is that of a module, or below it.
func within(path, module string) bool {
	return path == module || strings.HasPrefix(path, module+"/")
}
