package load

import (
	"context"
	"go/token"
	"go/types"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/llmtag/llmtag/internal/cache"
)

// Package is one of a program's packages.
type Package struct {
	*packages.Package // as the go command lists it, without types

	Root     bool       // the patterns match it; the others are there for their facts
	Analysed bool       // false: it is there for its types alone: a broken one of ours, or a third party's that depends on one of the program's
	Needs    []*Package // those of the program that it imports, by import path

	Recalled bool // Recall was told all there is to know

	// What Check has to say.
	Fault *Error // why a package of ours cannot be analysed; nil if it can
	Note  string // what a user may want to know; may be empty

	node *node
}

// plain reports whether pkg is no variant that a test is built with: of those,
// several have one import path.
func plain(pkg *packages.Package) bool { return pkg.ID == pkg.PkgPath }

// A world has the types of a program. It is read by many at once; whoever adds
// to types that are there already, as reading export data does, is alone.
type world struct {
	fset    *token.FileSet
	overlay map[string][]byte
	cfg     Config
	list    *listing
	own     []*Package // dependencies first
	mine    map[string]*Package

	published published
	ids       identities

	mu    sync.RWMutex
	sizes types.Sizes
	read  map[string]*types.Package // plain packages by path: from source and whole, or as far as somebody refers to them
	nodes map[string]*node          // of published packages from source, by ID
	stubs map[string]*types.Package // by ID
	lock  sync.Mutex                // of read, nodes and stubs, for who is not alone
}

// newWorld returns the world of chosen, dependencies first.
func newWorld(l *listing, chosen []*packages.Package, cfg Config) *world {
	w := &world{
		fset: token.NewFileSet(), overlay: cfg.Overlay, cfg: cfg, list: l,
		mine:  make(map[string]*Package),
		read:  make(map[string]*types.Package),
		nodes: make(map[string]*node),
		stubs: make(map[string]*types.Package),
	}
	if len(cfg.Overlay) > 0 || cfg.Key == "" {
		w.cfg.Cache = nil
	}
	w.ids.world = w
	for _, pkg := range changing(l, chosen) {
		p := &Package{Package: pkg, Root: l.main[pkg], Analysed: slices.Contains(chosen, pkg)}
		p.node = &node{pkg: pkg, full: p.Analysed, place: len(w.own) + 1, own: p}
		for _, path := range sortedImports(pkg) {
			if q := w.mine[pkg.Imports[path].ID]; q != nil { // not if it comes later: that is a cycle
				p.Needs = append(p.Needs, q)
			}
		}
		w.own = append(w.own, p)
		w.mine[pkg.ID] = p
	}
	return w
}

// changing returns chosen and, in their places, what imports some of them and
// is imported by others: packages of third parties that depend on ours, and
// broken ones of ours.
func changing(l *listing, chosen []*packages.Package) []*packages.Package {
	depends := make(map[*packages.Package]bool)
	wanted := make(map[*packages.Package]bool)
	for _, pkg := range chosen {
		depends[pkg], wanted[pkg] = true, true
	}
	var want func(pkg *packages.Package)
	want = func(pkg *packages.Package) {
		for _, q := range pkg.Imports {
			if !wanted[q] {
				wanted[q] = true
				want(q)
			}
		}
	}
	for _, pkg := range chosen {
		want(pkg)
	}
	var all []*packages.Package
	for _, pkg := range l.all { // dependencies first
		for _, q := range pkg.Imports {
			depends[pkg] = depends[pkg] || depends[q]
		}
		if depends[pkg] && wanted[pkg] && len(pkg.GoFiles) > 0 {
			all = append(all, pkg)
		}
	}
	return all
}

// Each calls visit for each of the program's packages, for several at a time,
// and for none before those that it imports. Its error is that of ctx, if not
// all were visited.
func (p *Result) Each(ctx context.Context, visit func(*Package)) error {
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	done := make(map[*Package]chan struct{}, len(p.Packages))
	for _, pkg := range p.Packages {
		done[pkg] = make(chan struct{})
	}
	var wg sync.WaitGroup
	for _, pkg := range p.Packages {
		wg.Go(func() {
			defer close(done[pkg])
			for _, q := range pkg.Needs {
				<-done[q]
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() == nil {
				visit(pkg)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// Check type-checks pkg, whose imports have been visited, and hands it to use,
// with Types, TypesInfo, Syntax and TypesSizes: these are gone when use returns.
// If it cannot be analysed, pkg says why, and use is not called. The error is
// that of ctx, or of the go command.
func (p *Result) Check(ctx context.Context, pkg *Package, use func(*packages.Package)) error {
	w := p.types
	if err := w.published.load(ctx, w); err != nil {
		return err
	}
	if err := w.provide(pkg); err != nil {
		return err
	}
	w.mu.RLock()
	defer w.mu.RUnlock()
	pkg.node.parse(w)
	pkg.node.check(w)
	pkg.conclude(w.list)
	if pkg.Fault == nil && pkg.node.err == nil && pkg.Analysed {
		out := *pkg.Package
		n := pkg.node
		out.Fset, out.Types, out.TypesInfo, out.Syntax = w.fset, n.types, n.info, n.files
		out.CompiledGoFiles, out.TypesSizes, out.Errors = pkg.GoFiles, w.sizes, nil
		use(&out)
	}
	pkg.node.files, pkg.node.info, pkg.node.text = nil, nil, nil
	if plain(pkg.Package) {
		w.lock.Lock()
		w.read[pkg.PkgPath] = pkg.node.types
		w.lock.Unlock()
	}
	return ctx.Err()
}

// conclude says what came of checking pkg.
func (pkg *Package) conclude(l *listing) {
	n := pkg.node
	switch ours := isOurs(pkg.Package) || l.main[pkg.Package]; {
	case n.err != nil && ours:
		pkg.Fault = n.err
	case n.err != nil:
		pkg.Note = "a dependency is known by its types alone: " + n.err.Error()
	case len(n.opaque) > 0 && isOurs(pkg.Package):
		pkg.Note = pkg.PkgPath + ": functions that use cgo are not looked into: " + strings.Join(n.opaque, ", ")
	}
}

// Recall makes data, which Export returned in an earlier run in which pkg had the
// same identity, its types. Without data they are worked out again if they are
// needed.
func (pkg *Package) Recall(data []byte) {
	pkg.Recalled = true
	pkg.node.text, pkg.node.export = nil, data
}

// Export returns the types of a package that was checked, for Recall; nothing if
// they cannot be written.
func (p *Result) Export(pkg *Package) []byte {
	if !plain(pkg.Package) || pkg.node.err != nil {
		return nil
	}
	p.types.mu.RLock()
	defer p.types.mu.RUnlock()
	return export(pkg.node.types)
}

// Cache returns where something may be kept about the program's packages, and
// what begins the keys of that; no cache if nothing may be.
func (p *Result) Cache() (*cache.Cache, string) {
	return p.types.cfg.Cache, p.types.ids.base()
}

// provide makes the types of what pkg imports whole.
func (w *world) provide(pkg *Package) error {
	w.mu.RLock()
	lacking := w.lacking(pkg)
	w.mu.RUnlock()
	if len(lacking) == 0 {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.complete(pkg)
}

// lacking returns what pkg imports whose types are not there, or not all.
func (w *world) lacking(pkg *Package) []*packages.Package {
	var out []*packages.Package
	for _, path := range sortedImports(pkg.Package) {
		q := pkg.Imports[path]
		if q.PkgPath == "unsafe" || len(q.GoFiles) == 0 {
			continue
		}
		if own := w.mine[q.ID]; own != nil {
			if own.node.place < pkg.node.place && own.node.types == nil {
				out = append(out, q)
			}
		} else if t := w.whole(q.PkgPath); t == nil && w.published.kept[q.ID] != nil {
			out = append(out, q)
		}
	}
	return out
}

// whole returns the types of a plain package, if all are there.
func (w *world) whole(path string) *types.Package {
	w.lock.Lock()
	defer w.lock.Unlock()
	if t := w.read[path]; t != nil && t.Complete() {
		return t
	}
	return nil
}

// complete is provide for who is alone in the world.
func (w *world) complete(pkg *Package) error {
	for _, q := range w.lacking(pkg) {
		own := w.mine[q.ID]
		if own == nil {
			if _, err := w.decode(w.published.kept[q.ID], q.PkgPath); err != nil {
				return err
			}
			continue
		}
		n := own.node
		if n.export != nil {
			t, err := w.decode(n.export, q.PkgPath)
			if err != nil {
				return err
			}
			n.types, n.export = t, nil
			continue
		}
		if err := w.complete(own); err != nil { // a variant that is not looked into again
			return err
		}
		n.parse(w)
		n.check(w)
		n.files, n.info, n.text = nil, nil, nil
	}
	return nil
}
