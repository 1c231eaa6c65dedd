// Package outline reads of Go files what other packages see of them: declarations,
// without function bodies. It is what type-checking a dependency takes.
package outline

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
)

// Parse returns the declarations in a file with the text src, as far as there are
// any if the error is not nil. Nodes stand on the lines where they are in the file.
func Parse(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
	f, err := parser.ParseFile(fset, name, dropBodies(src), parser.SkipObjectResolution)
	if f != nil {
		keepDeclarations(f)
	}
	return f, err
}

// keepDeclarations drops from f what says nothing about types: bodies of
// functions, which the type checker would ignore, and what variables are
// initialised with, as far as their types do not follow from it. Tables, such
// as those of package unicode, are much of what there is to check.
func keepDeclarations(f *ast.File) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Body != nil {
				d.Body = &ast.BlockStmt{Lbrace: d.Body.Lbrace, Rbrace: d.Body.Rbrace}
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if v, ok := s.(*ast.ValueSpec); ok && d.Tok == token.VAR {
					keepTypes(v)
				}
			}
		}
	}
}

// keepTypes drops from the declaration of a variable what its type does not
// follow from.
func keepTypes(v *ast.ValueSpec) {
	if v.Type != nil {
		v.Values = nil
		return
	}
	for _, value := range v.Values {
		ast.Inspect(value, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				n.Body = &ast.BlockStmt{Lbrace: n.Body.Lbrace, Rbrace: n.Body.Rbrace}
			case *ast.CompositeLit:
				if !countsElements(n.Type) {
					n.Elts = nil
				}
			}
			return true
		})
	}
}

// countsElements reports whether the elements of a composite literal of type t
// decide about the type: [...]T{…}. Without a type, an outer literal does.
func countsElements(t ast.Expr) bool {
	array, ok := t.(*ast.ArrayType)
	if !ok {
		return false
	}
	_, ok = array.Len.(*ast.Ellipsis)
	return ok
}

// Mentioned returns the import paths that files, without function bodies, can
// refer to. It may return more than they do: what a package imports for its
// bodies alone, often most of it, is what we want to spare. Where an import gives
// no name, nameOf says what the package calls itself; "_" is one of no interest.
func Mentioned(files []*ast.File, nameOf func(path string) string) map[string]bool {
	paths := make(map[string]bool)
	for _, f := range files {
		byName := make(map[string][]string)
		for _, spec := range f.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				continue // a syntax error of a dependency
			}
			name := nameOf(path)
			if spec.Name != nil {
				name = spec.Name.Name
			}
			switch name {
			case "_":
			case ".":
				paths[path] = true
			default:
				byName[name] = append(byName[name], path)
			}
		}
		if len(byName) == 0 {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if id, ok := sel.X.(*ast.Ident); ok {
				for _, path := range byName[id.Name] {
					paths[path] = true
				}
			}
			return true
		})
	}
	return paths
}
