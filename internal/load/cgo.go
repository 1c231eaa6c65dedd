package load

import (
	"go/ast"
	"go/types"
	"slices"
)

// Without running cgo, C.x has no type, nor has what is computed from it. A
// function in which that happens becomes opaque, like one that is written in
// assembly, and the rest of its package is analysed as usual.

// stripC takes from n, a type-checked package, what the analysis could not
// give types to: bodies of functions and initial values of variables. It
// returns the names of those functions.
func stripC(n *node) (opaque []string) {
	if !slices.ContainsFunc(n.files, importsC) && (n.err != nil || !usesC(n.info)) {
		return nil
	}
	for _, f := range n.files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil || wellTyped(n.info, fn.Body) {
				continue
			}
			opaque = append(opaque, fn.Name.Name)
			if fn.Recv == nil && (fn.Name.Name == "init" || fn.Name.Name == "main") {
				fn.Body.List = nil // these two must have a body
			} else {
				fn.Body = nil
			}
		}
	}
	n.info.InitOrder = slices.DeleteFunc(n.info.InitOrder, func(i *types.Initializer) bool {
		return !wellTyped(n.info, i.Rhs)
	})
	return opaque
}

// usesC reports whether a package that compiles has values without a type: those
// of a type that another package has from C.
func usesC(info *types.Info) bool {
	seen := map[types.Type]bool{}
	for _, tv := range info.Types {
		if consists(tv.Type, seen) {
			return true
		}
	}
	return false
}

// wellTyped reports whether every value in n has a type.
func wellTyped(info *types.Info, n ast.Node) bool {
	ok := true
	ast.Inspect(n, func(n ast.Node) bool {
		e, _ := n.(ast.Expr)
		switch n := n.(type) {
		case *ast.Ident:
			switch obj := info.ObjectOf(n).(type) {
			case *types.Var, *types.Const, *types.Func, *types.TypeName:
				ok = ok && !invalid(obj.Type())
			default: // packages, builtins and labels have no type
			}
		case *ast.TypeAssertExpr:
			ok = ok && (n.Type == nil || typed(info, n)) // x.(type) is no value
		case *ast.CallExpr, *ast.SelectorExpr, *ast.BinaryExpr, *ast.UnaryExpr, *ast.StarExpr,
			*ast.IndexExpr, *ast.IndexListExpr, *ast.SliceExpr, *ast.CompositeLit, *ast.FuncLit:
			ok = ok && typed(info, e)
		}
		return ok
	})
	return ok
}

// typed reports whether the type checker found a type for e.
func typed(info *types.Info, e ast.Expr) bool {
	tv, ok := info.Types[e]
	return ok && !invalid(tv.Type)
}

// invalid reports whether t, or what t points to or consists of, is unknown.
// It looks no further than a value of the type does.
func invalid(t types.Type) bool { return consists(t, map[types.Type]bool{}) }

// consists is invalid without the named types that were seen before: a type may
// consist of itself.
func consists(t types.Type, seen map[types.Type]bool) bool {
	switch t := t.(type) {
	case nil:
		return false
	case *types.Basic:
		return t.Kind() == types.Invalid
	case *types.Named:
		if seen[t] {
			return false
		}
		seen[t] = true
		return consists(t.Underlying(), seen)
	case *types.Alias:
		return consists(types.Unalias(t), seen)
	case *types.Pointer:
		return consists(t.Elem(), seen)
	case *types.Slice:
		return consists(t.Elem(), seen)
	case *types.Array:
		return consists(t.Elem(), seen)
	case *types.Chan:
		return consists(t.Elem(), seen)
	case *types.Map:
		return consists(t.Key(), seen) || consists(t.Elem(), seen)
	case *types.Tuple:
		for v := range t.Variables() {
			if consists(v.Type(), seen) {
				return true
			}
		}
		return false
	case *types.Signature:
		return consists(t.Params(), seen) || consists(t.Results(), seen)
	default:
		return false
	}
}

func importsC(f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"C"` })
}
