package load

import (
	"bytes"
	"context"
	"go/token"
	"go/types"
	"runtime"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"

	"github.com/llmtag/llmtag/internal/cache"
	"github.com/llmtag/llmtag/internal/outline"
)

// published has the types of what the program's packages import of other modules.
// They change with versions only: once they were worked out, they are kept.
//
// They are known all from source or all from what was kept, which names packages
// that it does not have: of those, there must not be a second one.
type published struct {
	once sync.Once
	err  error
	kept map[string][]byte // export data by ID; nil if all is from source
}

// load makes the types known, as far as declarations tell; what is kept is read
// when it is needed.
func (p *published) load(ctx context.Context, w *world) error {
	p.once.Do(func() {
		if w.sizes, p.err = sizes(ctx, w.cfg); p.err != nil {
			p.err = platformError{p.err}
			return
		}
		direct := w.direct()
		keys := w.published.keys(w, direct)
		if p.recall(w, direct, keys) {
			return
		}
		if p.err = w.fromSource(ctx, direct); p.err == nil {
			p.keep(w, direct, keys)
		}
	})
	return p.err
}

// direct returns what the program's packages import of others, by ID.
func (w *world) direct() []*packages.Package {
	seen := make(map[*packages.Package]bool)
	var all []*packages.Package
	for _, own := range w.own {
		for _, path := range sortedImports(own.Package) {
			q := own.Imports[path]
			if !seen[q] && w.mine[q.ID] == nil && q.PkgPath != "unsafe" {
				seen[q] = true
				all = append(all, q)
			}
		}
	}
	return all
}

// keys returns the keys of the packages' types; nothing if they cannot be kept.
func (p *published) keys(w *world, direct []*packages.Package) map[*packages.Package]cache.Key {
	if w.cfg.Cache == nil {
		return nil
	}
	keys := make(map[*packages.Package]cache.Key)
	for _, q := range direct {
		id, ok := w.ids.published(q)
		if !ok || !plain(q) {
			return nil
		}
		h := cache.NewHash("types")
		h.Add(w.ids.base(), id)
		keys[q] = h.Key()
	}
	return keys
}

// recall reports whether the types of all packages are kept, and has them if so.
func (p *published) recall(w *world, direct []*packages.Package, keys map[*packages.Package]cache.Key) bool {
	if keys == nil {
		return false
	}
	kept := make(map[string][]byte)
	for _, q := range direct {
		if len(q.GoFiles) == 0 {
			continue // nothing can be known of it
		}
		data, ok := w.cfg.Cache.Get(keys[q])
		if !ok {
			return false
		}
		kept[q.ID] = data
	}
	p.kept = kept
	return true
}

// keep keeps the types of packages that were read from source, if their files
// are what they were.
func (p *published) keep(w *world, direct []*packages.Package, keys map[*packages.Package]cache.Key) {
	if keys == nil || !w.ids.same() {
		return
	}
	for _, q := range direct {
		n := w.nodes[q.ID]
		if n == nil || n.types == nil || len(q.GoFiles) == 0 {
			continue
		}
		if data := export(n.types); data != nil {
			_ = w.cfg.Cache.Put(keys[q], data) // what cannot be kept is worked out again
		}
	}
}

// export returns the types of a package, with what it refers to of others, and
// without positions: those change with every line. Nothing if that fails.
func export(pkg *types.Package) (data []byte) {
	defer func() {
		if recover() != nil {
			data = nil // types of code with errors
		}
	}()
	var out bytes.Buffer
	if err := gcexportdata.Write(&out, nil, pkg); err != nil {
		return nil
	}
	return out.Bytes()
}

// decode reads the types of a package, from what export returned.
func (w *world) decode(data []byte, path string) (*types.Package, error) {
	return gcexportdata.Read(bytes.NewReader(data), token.NewFileSet(), w.read, path)
}

// fromSource parses and type-checks, without function bodies, direct and whatever
// of their dependencies decides about their types.
func (w *world) fromSource(ctx context.Context, direct []*packages.Package) error {
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	w.parse(ctx, direct, slots)
	if err := ctx.Err(); err != nil {
		return err
	}
	var nodes []*node
	for _, pkg := range direct {
		nodes = w.depthFirst(nodes, w.nodes[pkg.ID])
	}
	var wg sync.WaitGroup
	for _, n := range nodes {
		wg.Go(func() {
			defer close(n.done)
			for _, q := range n.pkg.Imports {
				if d := w.nodes[q.ID]; d != nil && d.place < n.place {
					<-d.done
				}
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() == nil {
				n.check(w)
			}
		})
	}
	wg.Wait()
	for _, n := range nodes {
		if plain(n.pkg) {
			w.read[n.pkg.PkgPath] = n.types
		}
	}
	return ctx.Err()
}

// depthFirst appends n's dependencies and then n to nodes, where they are not
// in it yet, and gives them their places.
func (w *world) depthFirst(nodes []*node, n *node) []*node {
	if n == nil || n.place != 0 {
		return nodes
	}
	n.place = -1 // on its way: an import cycle ends here
	for _, path := range sortedImports(n.pkg) {
		nodes = w.depthFirst(nodes, w.nodes[n.pkg.Imports[path].ID])
	}
	nodes = append(nodes, n)
	n.place = len(nodes)
	return nodes
}

// parse reads the files of packages, and from there on of what declarations, but
// not function bodies, refer to.
func (w *world) parse(ctx context.Context, direct []*packages.Package, slots chan struct{}) {
	var wg sync.WaitGroup
	var visit func(pkg *packages.Package)
	visit = func(pkg *packages.Package) {
		w.lock.Lock()
		n := w.nodes[pkg.ID]
		known := n != nil
		if !known {
			n = &node{pkg: pkg, done: make(chan struct{})}
			w.nodes[pkg.ID] = n
		}
		w.lock.Unlock()
		if known || pkg.PkgPath == "unsafe" {
			return
		}
		wg.Go(func() {
			slots <- struct{}{}
			if ctx.Err() == nil {
				n.parse(w)
			}
			<-slots
			for path := range outline.Mentioned(n.files, nameOf(pkg)) {
				if q := pkg.Imports[path]; q != nil {
					visit(q)
				}
			}
		})
	}
	for _, pkg := range direct {
		visit(pkg)
	}
	wg.Wait()
}

// nameOf returns the names of the packages that pkg imports.
func nameOf(pkg *packages.Package) func(path string) string {
	return func(path string) string {
		if q := pkg.Imports[path]; q != nil {
			return q.Name
		}
		return "_"
	}
}
