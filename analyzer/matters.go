package analyzer

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/llmtag/llmtag/sdks"
)

// A Dependency is a package on which others depend.
type Dependency struct {
	Path    string   // import path
	Module  string   // path of its module; empty for the standard library
	Version string   // of its module; empty for a module of one's own
	Imports []string // import paths
}

// Matters reports whether d may have a part in what its importers attach: it is
// one's own, or a third party's helper around HTTP or an SDK, but not an SDK
// itself, whose description tells what it does. In a nil set nothing is described.
func (d Dependency) Matters(set *sdks.Set) bool {
	described := func(path string) bool { return set != nil && set.SDKOf(path) != nil }
	switch {
	case d.Module == "":
		first, _, _ := strings.Cut(d.Path, "/")
		return strings.Contains(first, ".") // without modules; what is left is the standard library
	case d.Version == "":
		return true
	case described(d.Path):
		return false
	}
	return slices.ContainsFunc(d.Imports, func(path string) bool {
		return path == "net/http" || described(path)
	})
}

// matters is [Dependency.Matters] for the package of a pass. A driver that is
// given files instead of packages has a package of no module that matters.
func (c *linter) matters(pass *analysis.Pass, foreign bool) bool {
	d := Dependency{Path: pass.Pkg.Path()}
	if d.Path == "command-line-arguments" {
		return true
	}
	if pass.Module != nil {
		d.Module = pass.Module.Path
	}
	if !foreign || c.opts.SDKs == nil {
		return d.Module != "" || d.Matters(nil)
	}
	d.Version = pass.Module.Version
	for _, p := range pass.Pkg.Imports() {
		d.Imports = append(d.Imports, p.Path())
	}
	return d.Matters(c.opts.SDKs)
}
