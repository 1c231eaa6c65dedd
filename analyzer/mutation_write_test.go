package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// writeModule writes all mutants into one module, so that the SDK is
// type-checked once, and returns its directory and what each file is. The
// mutants of a file share a package: only names of declarations differ.
func writeModule(t *testing.T, module string, units []*unit) (tmp string, places map[string]place) {
	t.Helper()
	tmp, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(module, name))
		if os.IsNotExist(err) {
			continue // a module without dependencies has no sums
		}
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(tmp, name), text)
	}
	const flag = "\n\nimport \"os\"\n\nfunc flag() bool { return os.Getenv(\"FLAG\") != \"\" }\n"
	places = map[string]place{}
	for _, u := range units {
		for _, m := range u.mutants {
			for _, s := range u.sources {
				dir := u.name
				text, name := rename(t, m.is[s.name], "_"+m.name), u.name+"_"+m.name+".go"
				if u.folder {
					dir, name = m.name, s.name
					text = []byte(strings.ReplaceAll(string(m.is[s.name]), `"`+u.base, `"`+u.module+"/"+m.name))
				}
				name = filepath.Join(tmp, dir, filepath.FromSlash(name))
				write(t, name, text)
				write(t, filepath.Join(filepath.Dir(name), "flag.go"), []byte("package "+s.file.Name.Name+flag))
				places[name] = place{m, s.name}
			}
		}
		for _, s := range u.support {
			write(t, filepath.Join(tmp, u.name, s.name), s.src)
		}
	}
	return tmp, places
}

func write(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A place is a file of a mutant.
type place struct {
	*mutant
	file string // its name in the unit
}

func (p place) diff() string {
	if p.mutant == nil {
		return ""
	}
	return p.title + "\n" + p.mutant.diff()
}

// prune takes out the imports that nobody uses any more, and leaves the lines
// as they are.
func prune(t *testing.T, src []byte) []byte {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("a mutant is no Go: %v\n%s", err, src)
	}
	used := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok {
				used[id.Name] = true
			}
		}
		return true
	})
	var edits []edit
	for _, spec := range f.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		at := fset.Position(spec.Pos()).Offset
		switch {
		case spec.Name != nil && !used[spec.Name.Name]:
			edits = append(edits, edit{at, fset.Position(spec.Name.End()).Offset, "_"})
		case spec.Name == nil && !slices.ContainsFunc(names(importPath), func(name string) bool { return used[name] }):
			edits = append(edits, edit{at, at, "_ "})
		}
	}
	return apply(src, edits)
}

// names returns what a package may be called by its import path.
func names(importPath string) []string {
	base := path.Base(importPath)
	if strings.TrimLeft(base, "v0123456789") == "" {
		base = path.Base(path.Dir(importPath))
	}
	return []string{base, strings.TrimPrefix(base, "go-"), strings.TrimSuffix(base, "-go"), strings.TrimSuffix(base, "-sdk-go")}
}

// rename gives the declarations of a file a suffix, so that many mutants of it
// fit into one package, and leaves the lines as they are.
func rename(t *testing.T, src []byte, suffix string) []byte {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, 0)
	if err != nil {
		t.Fatalf("a mutant is no Go: %v\n%s", err, src)
	}
	fields := map[*ast.Ident]bool{} // keys of struct literals are resolved as if they were variables
	var edits []edit
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if n.Type == nil || isMap(string(src[fset.Position(n.Type.Pos()).Offset:fset.Position(n.Type.End()).Offset])) {
				break
			}
			for _, e := range n.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					if id, ok := kv.Key.(*ast.Ident); ok {
						fields[id] = true
					}
				}
			}
		case *ast.Ident:
			if n.Obj != nil && f.Scope.Lookup(n.Name) == n.Obj && n.Name != "init" && !fields[n] {
				at := fset.Position(n.End()).Offset
				edits = append(edits, edit{at, at, suffix})
			}
		}
		return true
	})
	return apply(src, edits)
}

// diff returns the lines that the change concerns.
func (m *mutant) diff() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(m.was)) {
		was, is := strings.Split(string(m.was[name]), "\n"), strings.Split(string(m.is[name]), "\n")
		if slices.Equal(was, is) {
			continue
		}
		head, tail := 0, 0
		for was[head] == is[head] {
			head++
		}
		for tail < min(len(was), len(is))-head && was[len(was)-1-tail] == is[len(is)-1-tail] {
			tail++
		}
		fmt.Fprintf(&b, "\t%s/%s, line %d\n", m.name, name, head+1)
		for _, l := range was[head : len(was)-tail] {
			fmt.Fprintf(&b, "\t-%s\n", l)
		}
		for _, l := range is[head : len(is)-tail] {
			fmt.Fprintf(&b, "\t+%s\n", l)
		}
	}
	return b.String()
}
