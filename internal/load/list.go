package load

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A listing is the program as the go command describes it: names, files and
// imports, nothing parsed.
type listing struct {
	dir    string                       // absolute; the go command's positions are relative to it
	roots  []*packages.Package          // matched by the patterns, by ID, without test mains
	all    []*packages.Package          // roots and everything they import, dependencies first
	main   map[*packages.Package]bool   // roots to report on: see variants
	broken map[*packages.Package]bool   // cannot be analysed; errors says why
	absent map[*packages.Package]string // imported but not there, with the reason
	errors []Error
	notes  []string
}

const listMode = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps |
	packages.NeedModule | packages.NeedForTest

// list asks the go command for the packages of cfg.
func list(ctx context.Context, cfg Config) (*listing, error) {
	patterns := cfg.Patterns
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, fmt.Errorf("finding the current directory: %w", err)
	}
	pc := &packages.Config{Context: ctx, Mode: listMode, Dir: cfg.Dir, Env: cfg.Env, Tests: cfg.Scope.Tests}
	if cfg.BuildTags != "" {
		pc.BuildFlags = []string{"-tags=" + cfg.BuildTags}
	}
	if len(cfg.Overlay) > 0 {
		file, remove, err := writeOverlay(cfg.Overlay)
		if err != nil {
			return nil, err
		}
		defer remove()
		pc.BuildFlags = append(pc.BuildFlags, "-overlay="+file)
	}
	roots, err := packages.Load(pc, reachModules(patterns, cfg, dir)...)
	if ctx.Err() != nil {
		return nil, ctx.Err() // what the interrupted go command says is of no use
	}
	if err != nil {
		return nil, listError(err)
	}
	l := &listing{
		dir:    dir,
		main:   make(map[*packages.Package]bool),
		broken: make(map[*packages.Package]bool),
		absent: make(map[*packages.Package]string),
	}
	for _, p := range roots {
		if !isTestMain(p) {
			l.roots = append(l.roots, p)
		}
	}
	if err := noPackages(l.roots, cfg, patterns); err != nil {
		return nil, err
	}
	slices.SortFunc(l.roots, func(a, b *packages.Package) int { return strings.Compare(a.ID, b.ID) })
	l.variants()
	l.order()
	l.faults()
	return l, nil
}

// count returns the number of packages that the patterns match, a package and
// its test variants being one.
func (l *listing) count() int {
	paths := make(map[string]bool)
	for _, p := range l.roots {
		paths[strings.TrimSuffix(p.PkgPath, "_test")] = true
	}
	return len(paths)
}

// dirs returns the directories of the packages that the patterns match, sorted.
func (l *listing) dirs() []string {
	var dirs []string
	for _, p := range l.roots {
		for _, f := range p.GoFiles {
			dirs = append(dirs, filepath.Dir(f))
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// isTestMain reports whether p is the main package that the go command
// generates for a test binary.
func isTestMain(p *packages.Package) bool {
	return p.Name == "main" && strings.HasSuffix(p.ID, ".test")
}

// variants decides in which form each root is reported on, so that no file is
// twice. A package with tests in it is listed as "p" and as "p [p.test]", the
// same files and the tests: the latter is reported on, and p itself only gives
// facts to those who import it.
func (l *listing) variants() {
	augmented := make(map[string]bool)
	for _, p := range l.roots {
		if p.ForTest != "" && p.PkgPath == p.ForTest {
			augmented[p.PkgPath] = true
		}
	}
	for _, p := range l.roots {
		l.main[p] = p.ForTest != "" || !augmented[p.PkgPath]
	}
}

// order fills all in depth-first postorder, imports by path. The go command
// lists import cycles, as an error; the order then breaks them somewhere.
func (l *listing) order() {
	seen := make(map[*packages.Package]bool)
	var visit func(p *packages.Package)
	visit = func(p *packages.Package) {
		if seen[p] {
			return
		}
		seen[p] = true
		for _, path := range sortedImports(p) {
			visit(p.Imports[path])
		}
		l.all = append(l.all, p)
	}
	for _, p := range l.roots {
		visit(p)
	}
}

// faults gathers what the go command complained about. A package is broken if
// the complaint is its own, or if it is ours and imports what is not there.
func (l *listing) faults() {
	for _, p := range l.all {
		if len(p.Errors) == 0 {
			continue
		}
		if len(p.GoFiles) == 0 && !l.main[p] {
			l.absent[p] = p.Errors[0].Msg
		}
	}
	explained := make(map[*packages.Package]bool) // absent packages that an importer of ours complains about
	for _, p := range l.all {
		if e, ok := l.fault(p, explained); ok {
			l.broken[p] = true
			l.errors = append(l.errors, e)
		}
	}
	for _, p := range l.all {
		if reason, ok := l.absent[p]; ok && !explained[p] {
			e := l.packageError(p.PkgPath, p.Errors[0])
			e.Message = reason
			l.errors = append(l.errors, e)
		}
	}
}

// fault returns the first thing that keeps p, one of our packages, from being
// analysed.
func (l *listing) fault(p *packages.Package, explained map[*packages.Package]bool) (Error, bool) {
	if !isOurs(p) && !l.main[p] {
		return Error{}, false // foreign code that does not load is judged by the type checker, where it is needed
	}
	if _, ok := l.absent[p]; ok {
		return Error{}, false // its importers complain
	}
	var first *Error
	for _, path := range sortedImports(p) {
		q := p.Imports[path]
		if _, ok := l.absent[q]; !ok {
			continue
		}
		explained[q] = true
		e := l.packageError(p.PkgPath, q.Errors[0])
		if !slices.Contains(p.GoFiles, e.Pos.Filename) {
			e.Pos.Filename, e.Pos.Line, e.Pos.Column = "", 0, 0 // the position is that of another importer
		}
		if !strings.Contains(e.Message, path) {
			e.Message = fmt.Sprintf("could not import %s: %s", path, e.Message)
		}
		if first == nil {
			first = &e
		}
	}
	for _, pe := range p.Errors {
		e := l.packageError(p.PkgPath, pe)
		if strings.Contains(e.Message, "no matching files found") && len(p.GoFiles) > 0 {
			// A go:embed pattern whose files are built later changes no type.
			l.notes = append(l.notes, e.Error()+" (linted without)")
			continue
		}
		return e, true
	}
	if first == nil {
		return Error{}, false
	}
	return *first, true
}

// isOurs reports whether p belongs to the program itself: to a main module of
// the workspace, to a module that replaces another by a local directory, or,
// without modules, to anything but the standard library.
func isOurs(p *packages.Package) bool {
	m := p.Module
	switch {
	case m == nil:
		return !isStd(p)
	case m.Main:
		return true
	default:
		return m.Replace != nil && m.Replace.Version == ""
	}
}

// isStd reports whether p is a package of the standard library: no module, and
// no dot in the first element of its path, which the go command reserves.
func isStd(p *packages.Package) bool {
	if p.Module != nil || p.PkgPath == "command-line-arguments" || strings.HasPrefix(p.PkgPath, "_/") {
		return false // the last is a directory outside of GOPATH, without modules
	}
	first, _, _ := strings.Cut(p.PkgPath, "/")
	return !strings.Contains(first, ".")
}

// sortedImports returns the import paths of p as written in its files,
// ascending.
func sortedImports(p *packages.Package) []string {
	paths := make([]string, 0, len(p.Imports))
	for path := range p.Imports {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}
