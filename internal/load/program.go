package load

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
)

// A program is the part of a listing that is type-checked.
type program struct {
	fset    *token.FileSet
	overlay map[string][]byte
	sizes   types.Sizes

	mu    sync.Mutex
	nodes map[string]*node          // by ID; guarded by mu while parsing
	stubs map[string]*types.Package // by ID; guarded by mu
}

// A node is one package on its way through the parser and the type checker.
type node struct {
	pkg    *packages.Package
	full   bool // to be analysed: with function bodies and types.Info
	files  []*ast.File
	types  *types.Package
	info   *types.Info
	opaque []string // functions that cgo hides, of a full node only
	err    *Error   // the first fault, of a full node only
	place  int      // in the listing's order: a node waits for lower places only
	done   chan struct{}
}

// check parses and type-checks the chosen packages and, without function
// bodies, whatever of their dependencies decides about types.
func (p *program) check(ctx context.Context, chosen []*packages.Package) error {
	p.stubs = make(map[string]*types.Package)
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	p.parse(ctx, chosen, slots)
	if err := ctx.Err(); err != nil {
		return err
	}
	var nodes []*node
	for _, pkg := range chosen {
		nodes = p.depthFirst(nodes, p.nodes[pkg.ID])
	}
	var wg sync.WaitGroup
	for _, n := range nodes {
		wg.Go(func() {
			defer close(n.done)
			for _, q := range n.pkg.Imports {
				if d := p.nodes[q.ID]; d != nil && d.place < n.place {
					<-d.done
				}
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() == nil {
				p.checkNode(n)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// depthFirst appends n's dependencies and then n to nodes, where they are not
// in it yet, and gives them their places.
func (p *program) depthFirst(nodes []*node, n *node) []*node {
	if n == nil || n.place != 0 {
		return nodes
	}
	n.place = -1 // on its way: an import cycle ends here
	for _, path := range sortedImports(n.pkg) {
		nodes = p.depthFirst(nodes, p.nodes[n.pkg.Imports[path].ID])
	}
	nodes = append(nodes, n)
	n.place = len(nodes)
	return nodes
}

// parse reads the files of the chosen packages, of all they import, and from
// there on of what declarations, but not function bodies, refer to.
func (p *program) parse(ctx context.Context, chosen []*packages.Package, slots chan struct{}) {
	full := make(map[*packages.Package]bool)
	for _, pkg := range chosen {
		full[pkg] = true
	}
	var wg sync.WaitGroup
	var visit func(pkg *packages.Package)
	visit = func(pkg *packages.Package) {
		p.mu.Lock()
		n := p.nodes[pkg.ID]
		known := n != nil
		if !known {
			n = &node{pkg: pkg, full: full[pkg], done: make(chan struct{})}
			p.nodes[pkg.ID] = n
		}
		p.mu.Unlock()
		if known || pkg.PkgPath == "unsafe" {
			return
		}
		wg.Go(func() {
			slots <- struct{}{}
			if ctx.Err() == nil {
				p.parseNode(n)
			}
			<-slots
			if n.full {
				for _, q := range pkg.Imports {
					visit(q)
				}
				return
			}
			for path := range mentioned(n.files, pkg) {
				if q := pkg.Imports[path]; q != nil {
					visit(q)
				}
			}
		})
	}
	for _, pkg := range chosen {
		visit(pkg)
	}
	wg.Wait()
}

// parseNode parses the files of n. Of a package that is not analysed, function
// bodies are dropped at once: they are the larger part of its memory.
func (p *program) parseNode(n *node) {
	mode := parser.SkipObjectResolution
	if n.full {
		mode |= parser.ParseComments
	}
	for _, name := range n.pkg.GoFiles {
		var text any // nil: what the file holds
		if data, ok := p.overlay[name]; ok {
			text = data
		} else if !n.full {
			if data, err := os.ReadFile(name); err == nil {
				text = dropBodies(data)
			}
		}
		f, err := parser.ParseFile(p.fset, name, text, mode)
		if err != nil && n.full && n.err == nil {
			n.err = parseFault(n.pkg.PkgPath, name, err)
		}
		if f == nil {
			continue // unreadable; said above where it matters
		}
		if !n.full {
			keepDeclarations(f)
		}
		n.files = append(n.files, f)
	}
}

// parseFault makes the first syntax error of a file ours.
func parseFault(path, file string, err error) *Error {
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return &Error{Package: path, Pos: list[0].Pos, Message: list[0].Msg}
	}
	return &Error{Package: path, Pos: token.Position{Filename: file}, Message: err.Error()}
}

// checkNode type-checks n, whose dependencies are done.
func (p *program) checkNode(n *node) {
	if n.pkg.PkgPath == "unsafe" {
		n.types = types.Unsafe
		return
	}
	cgo := slices.ContainsFunc(n.files, importsC)
	told := false // is the first error complete?
	conf := types.Config{
		IgnoreFuncBodies: !n.full,
		FakeImportC:      true,
		Sizes:            p.sizes,
		GoVersion:        goVersion(n.pkg),
		Importer:         importer(func(path string) (*types.Package, error) { return p.imported(n, path) }),
		Error: func(err error) {
			// Of a dependency, types without bodies are taken as they are: what
			// matters of it comes back as an error of the package that uses it.
			// In a package with cgo, that a value of C has no type is no fault.
			switch te, _ := errors.AsType[types.Error](err); {
			case !n.full:
			case strings.HasPrefix(te.Msg, "\t"): // a further line of the error before
				if n.err != nil && !told {
					n.err.Message += p.further(n.err.Message, te)
				}
			case n.err != nil:
				told = true
			case !cgo || !strings.Contains(err.Error(), "invalid type"):
				n.err = p.typeFault(n.pkg.PkgPath, err)
			}
		},
	}
	if n.full {
		n.info = &types.Info{
			Types:        make(map[ast.Expr]types.TypeAndValue),
			Instances:    make(map[*ast.Ident]types.Instance),
			Defs:         make(map[*ast.Ident]types.Object),
			Uses:         make(map[*ast.Ident]types.Object),
			Implicits:    make(map[ast.Node]types.Object),
			Selections:   make(map[*ast.SelectorExpr]*types.Selection),
			Scopes:       make(map[ast.Node]*types.Scope),
			FileVersions: make(map[*ast.File]string),
		}
	}
	n.types = types.NewPackage(n.pkg.PkgPath, n.pkg.Name)
	defer func() {
		// The type checker panics on rare invalid code. That must cost one
		// package, not the run.
		if r := recover(); r != nil && n.err == nil {
			n.err = &Error{Package: n.pkg.PkgPath, Message: fmt.Sprintf("the type checker of the Go library panicked: %v", r)}
		}
	}()
	_ = types.NewChecker(&conf, p.fset, n.types, n.info).Files(n.files) // errors went to conf.Error
	if n.full {
		n.opaque = stripC(n)
	} else {
		n.files = nil
	}
}

// goVersion returns the language version of p's module, as go/types wants it.
func goVersion(p *packages.Package) string {
	if p.Module == nil || p.Module.GoVersion == "" {
		return ""
	}
	return "go" + p.Module.GoVersion
}

// typeFault makes an error of the type checker ours.
func (p *program) typeFault(path string, err error) *Error {
	if te, ok := errors.AsType[types.Error](err); ok {
		return &Error{Package: path, Pos: p.fset.Position(te.Pos), Message: te.Msg, Hint: advice(te.Msg)}
	}
	return &Error{Package: path, Message: err.Error(), Hint: advice(err.Error())}
}

// further is a line that the type checker adds to the message of an error.
func (p *program) further(message string, line types.Error) string {
	pos := p.fset.Position(line.Pos)
	pos.Filename = filepath.Base(pos.Filename)
	separator := "; "
	if strings.HasSuffix(message, ":") {
		separator = " "
	}
	return separator + pos.String() + ": " + strings.TrimSpace(line.Msg)
}

// imported resolves an import of n.
func (p *program) imported(n *node, path string) (*types.Package, error) {
	q := n.pkg.Imports[path]
	if q == nil {
		return nil, fmt.Errorf("the go command lists no package %s", path)
	}
	if q.PkgPath == "unsafe" {
		return types.Unsafe, nil
	}
	if len(q.GoFiles) == 0 && len(q.Errors) > 0 {
		return nil, errors.New(q.Errors[0].Msg)
	}
	d := p.nodes[q.ID]
	if d == nil {
		return p.stub(q), nil
	}
	if d.place >= n.place || d.types == nil {
		return nil, errors.New("import cycle not allowed")
	}
	return d.types, nil
}

// stub returns the empty package that stands for q where nobody needs its
// declarations.
func (p *program) stub(q *packages.Package) *types.Package {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.stubs[q.ID]
	if s == nil {
		s = types.NewPackage(q.PkgPath, q.Name)
		s.MarkComplete()
		p.stubs[q.ID] = s
	}
	return s
}

type importer func(path string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }

// collect moves the analysed packages and their faults to res, dependencies
// first.
func (p *program) collect(l *listing, res *Result) {
	made := make(map[string]*packages.Package)
	for _, pkg := range l.all {
		n := p.nodes[pkg.ID]
		if n == nil || !n.full {
			continue
		}
		switch {
		case n.err == nil:
		case isOurs(pkg) || l.main[pkg]:
			res.Errors = append(res.Errors, *n.err)
			continue
		default:
			res.Notes = append(res.Notes, "a dependency is known by its types alone: "+n.err.Error())
			continue
		}
		if len(n.opaque) > 0 && isOurs(pkg) {
			res.Notes = append(res.Notes, pkg.PkgPath+": functions that use cgo are not looked into: "+strings.Join(n.opaque, ", "))
		}
		out := *pkg
		out.Fset, out.Types, out.TypesInfo, out.Syntax = p.fset, n.types, n.info, n.files
		out.CompiledGoFiles, out.TypesSizes = pkg.GoFiles, p.sizes
		out.Errors = nil
		out.Imports = make(map[string]*packages.Package)
		for path, q := range pkg.Imports {
			if m := made[q.ID]; m != nil {
				out.Imports[path] = m
			}
		}
		made[pkg.ID] = &out
		res.Packages = append(res.Packages, &out)
		if l.main[pkg] {
			res.Roots[&out] = true
		}
	}
}
