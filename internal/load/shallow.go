package load

import (
	"go/ast"
	"strconv"

	"golang.org/x/tools/go/packages"
)

// dropBodies empties the bodies of all functions of f, literals in
// declarations included, as the type checker ignores them there.
func dropBodies(f *ast.File) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Body != nil {
				d.Body = &ast.BlockStmt{Lbrace: d.Body.Lbrace, Rbrace: d.Body.Rbrace}
			}
		case *ast.GenDecl:
			ast.Inspect(d, func(n ast.Node) bool {
				if lit, ok := n.(*ast.FuncLit); ok && lit.Body != nil {
					lit.Body = &ast.BlockStmt{Lbrace: lit.Body.Lbrace, Rbrace: lit.Body.Rbrace}
				}
				return true
			})
		}
	}
}

// mentioned returns the import paths that files, without function bodies, can
// refer to. It may return more than they do: what a package imports for its
// bodies alone, often most of it, is what we want to spare.
func mentioned(files []*ast.File, p *packages.Package) map[string]bool {
	paths := make(map[string]bool)
	for _, f := range files {
		byName := make(map[string][]string)
		for _, spec := range f.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				continue // a syntax error of a dependency
			}
			name := importName(spec, p.Imports[path])
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

// importName returns the name under which a file knows the imported package p.
func importName(spec *ast.ImportSpec, p *packages.Package) string {
	switch {
	case spec.Name != nil:
		return spec.Name.Name
	case p != nil:
		return p.Name
	default:
		return "_"
	}
}
