package load

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/llmtag/llmtag/internal/outline"
)

// A node is one package on its way through the parser and the type checker.
type node struct {
	pkg    *packages.Package
	own    *Package          // nil: what another module publishes
	full   bool              // to be analysed: with function bodies and types.Info
	text   map[string][]byte // of its files, if they were read
	files  []*ast.File
	types  *types.Package
	export []byte // types in their written form, where they are known by that
	info   *types.Info
	opaque []string // functions that cgo hides, of a full node only
	err    *Error   // the first fault, of a full node only
	place  int      // in the order of its kind: a node waits for lower places only
	done   chan struct{}
}

// parse parses the files of n. Of a package that is not analysed, function
// bodies are dropped at once: they are the larger part of its memory.
func (n *node) parse(w *world) {
	for _, name := range n.pkg.GoFiles {
		text, ok := w.overlay[name]
		if !ok {
			var err error
			if text, err = n.content(name); err != nil {
				if n.full && n.err == nil {
					n.err = parseFault(n.pkg.PkgPath, name, err)
				}
				continue
			}
		}
		var f *ast.File
		if n.full {
			var err error
			if f, err = parser.ParseFile(w.fset, name, text, parser.SkipObjectResolution|parser.ParseComments); err != nil && n.err == nil {
				n.err = parseFault(n.pkg.PkgPath, name, err)
			}
		} else {
			f, _ = outline.Parse(w.fset, name, text) // what matters of an error comes back with the types
		}
		if f != nil {
			n.files = append(n.files, f)
		}
	}
}

// content returns what is in a file of n, or was when that was first asked for.
func (n *node) content(name string) ([]byte, error) {
	if data, ok := n.text[name]; ok {
		return data, nil
	}
	return os.ReadFile(name)
}

// parseFault makes the first syntax error of a file ours.
func parseFault(path, file string, err error) *Error {
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return &Error{Package: path, Pos: list[0].Pos, Message: list[0].Msg}
	}
	return &Error{Package: path, Pos: token.Position{Filename: file}, Message: err.Error()}
}

// check type-checks n, whose dependencies are done.
func (n *node) check(w *world) {
	if n.pkg.PkgPath == "unsafe" {
		n.types = types.Unsafe
		return
	}
	cgo := slices.ContainsFunc(n.files, importsC)
	told := false // is the first error complete?
	conf := types.Config{
		IgnoreFuncBodies: !n.full,
		FakeImportC:      true,
		Sizes:            w.sizes,
		GoVersion:        goVersion(n.pkg),
		Importer:         importer(func(path string) (*types.Package, error) { return w.imported(n, path) }),
		Error: func(err error) {
			// Of a dependency, types without bodies are taken as they are: what
			// matters of it comes back as an error of the package that uses it.
			// In a package with cgo, that a value of C has no type is no fault.
			switch te, _ := errors.AsType[types.Error](err); {
			case !n.full:
			case strings.HasPrefix(te.Msg, "\t"): // a further line of the error before
				if n.err != nil && !told {
					n.err.Message += w.further(n.err.Message, te)
				}
			case n.err != nil:
				told = true
			case !cgo || !strings.Contains(err.Error(), "invalid type"):
				n.err = w.typeFault(n.pkg.PkgPath, err)
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
	_ = types.NewChecker(&conf, w.fset, n.types, n.info).Files(n.files) // errors went to conf.Error
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
func (w *world) typeFault(path string, err error) *Error {
	if te, ok := errors.AsType[types.Error](err); ok {
		return &Error{Package: path, Pos: w.fset.Position(te.Pos), Message: te.Msg, Hint: advice(te.Msg)}
	}
	return &Error{Package: path, Message: err.Error(), Hint: advice(err.Error())}
}

// further is a line that the type checker adds to the message of an error.
func (w *world) further(message string, line types.Error) string {
	pos := w.fset.Position(line.Pos)
	pos.Filename = filepath.Base(pos.Filename)
	separator := "; "
	if strings.HasSuffix(message, ":") {
		separator = " "
	}
	return separator + pos.String() + ": " + strings.TrimSpace(line.Msg)
}

// imported resolves an import of n.
func (w *world) imported(n *node, path string) (*types.Package, error) {
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
	d := w.nodes[q.ID]
	if own := w.mine[q.ID]; own != nil {
		d = own.node
	} else if n.own != nil && w.published.kept[q.ID] != nil {
		if t := w.whole(q.PkgPath); t != nil {
			return t, nil
		}
		return nil, errors.New("its types are not there") // not reached: see provide
	}
	if d == nil {
		return w.stub(q), nil
	}
	if (d.own != nil) == (n.own != nil) && d.place >= n.place || d.types == nil {
		return nil, errors.New("import cycle not allowed")
	}
	return d.types, nil
}

// stub returns the empty package that stands for q where nobody needs its
// declarations.
func (w *world) stub(q *packages.Package) *types.Package {
	w.lock.Lock()
	defer w.lock.Unlock()
	s := w.stubs[q.ID]
	if s == nil {
		s = types.NewPackage(q.PkgPath, q.Name)
		s.MarkComplete()
		w.stubs[q.ID] = s
	}
	return s
}

type importer func(path string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }
