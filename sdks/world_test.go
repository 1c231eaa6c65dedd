package sdks

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"
)

// A world is what a nested module under testdata can import, with types. They
// come from source: function bodies are skipped, nothing is compiled.
type world struct {
	packages map[string]*types.Package // by import path
	versions map[string]string         // of modules, by path
}

var worlds sync.Map // by directory: func() (*world, error)

// pinned returns the world of testdata/dir, loaded once for all tests.
func pinned(t *testing.T, dir string) *world {
	t.Helper()
	if testing.Short() {
		t.Skip("type-checks an SDK from source")
	}
	load, _ := worlds.LoadOrStore(dir, sync.OnceValues(func() (*world, error) {
		return loadWorld(filepath.Join("..", "testdata", dir))
	}))
	w, err := load.(func() (*world, error))()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// loadWorld type-checks all that sdk.go of the module in dir imports.
func loadWorld(dir string) (*world, error) {
	roots, err := packages.Load(&packages.Config{
		Dir:  dir,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule | packages.NeedTypesSizes,
	}, "./sdk.go")
	if err != nil {
		return nil, err
	}
	w := &world{packages: map[string]*types.Package{}, versions: map[string]string{}}
	for _, root := range roots {
		for _, e := range root.Errors {
			return nil, fmt.Errorf("%s: %w", dir, e)
		}
		for _, p := range root.Imports {
			w.check(p)
		}
	}
	return w, nil
}

// check type-checks p after its imports.
func (w *world) check(p *packages.Package) *types.Package {
	if p.Module == nil {
		return standard.check(p)
	}
	w.versions[p.Module.Path] = p.Module.Version
	if done, ok := w.packages[p.PkgPath]; ok {
		return done
	}
	w.packages[p.PkgPath] = check(p, w.check)
	return w.packages[p.PkgPath]
}

// standard holds the packages of the standard library, which all worlds share.
var standard = &library{packages: map[string]*types.Package{"unsafe": types.Unsafe}}

type library struct {
	mu       sync.Mutex
	packages map[string]*types.Package // guarded by mu
}

func (l *library) check(p *packages.Package) *types.Package {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.locked(p)
}

func (l *library) locked(p *packages.Package) *types.Package {
	if done, ok := l.packages[p.PkgPath]; ok {
		return done
	}
	l.packages[p.PkgPath] = check(p, l.locked)
	return l.packages[p.PkgPath]
}

// check type-checks p, whose imports the function dep type-checks. Errors
// inside of dependencies are passed over: what matters is missed by name later.
func check(p *packages.Package, dep func(*packages.Package) *types.Package) *types.Package {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		if f, _ := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution); f != nil {
			files = append(files, f)
		}
	}
	conf := types.Config{
		IgnoreFuncBodies: true, FakeImportC: true, Sizes: p.TypesSizes, Error: func(error) {},
		Importer: importer(func(path string) (*types.Package, error) {
			if path == "unsafe" {
				return types.Unsafe, nil
			}
			if q := p.Imports[path]; q != nil {
				return dep(q), nil
			}
			return nil, fmt.Errorf("%s does not import %s", p.PkgPath, path)
		}),
	}
	pkg, _ := conf.Check(p.PkgPath, fset, files, nil)
	return pkg
}

type importer func(path string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }
