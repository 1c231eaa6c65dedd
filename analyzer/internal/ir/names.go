package ir

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// FuncName returns the name under which a function is known to the analysis.
func FuncName(fn *ssa.Function) string {
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	if parent := fn.Parent(); parent != nil {
		for i, anon := range parent.AnonFuncs {
			if anon == fn {
				return FuncName(parent) + "$" + strconv.Itoa(i+1)
			}
		}
		return FuncName(parent) + "$0"
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		name := obj.Origin().FullName()
		if name == obj.Pkg().Path()+".init" { // several per package share the name
			return obj.Pkg().Path() + "." + fn.Name()
		}
		return name
	}
	if fn.Pkg != nil {
		return fn.Pkg.Pkg.Path() + "." + fn.Name()
	}
	return fn.String()
}

func displayName(fn *ssa.Function) string {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	recv := fn.Signature.Recv()
	if recv == nil {
		return fn.Name()
	}
	star := ""
	t := recv.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		star, t = "*", p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return "(" + star + n.Obj().Name() + ")." + fn.Name()
	}
	return fn.Name()
}

// TypeName returns the name of a named type, "*" before it for a pointer to
// one, or "" for any other type. Instances of a generic type have its name.
func TypeName(t types.Type) string {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		if name := TypeName(p.Elem()); name != "" && name[0] != '*' {
			return "*" + name
		}
		return ""
	}
	n, ok := t.(*types.Named)
	if !ok {
		return ""
	}
	obj := n.Origin().Obj()
	if obj.Pkg() == nil {
		return obj.Name()
	}
	return obj.Pkg().Path() + "." + obj.Name()
}

// shortType returns package and name of a named type as a reader knows them.
func shortType(t types.Type) string {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Name() + "." + n.Obj().Name()
}

// isBasic reports whether a type is that of texts, numbers or truth values.
func isBasic(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// shortName returns package, receiver type and function as a reader knows them.
func shortName(obj types.Object) string {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == nil {
		return ""
	}
	name := fn.Pkg().Name() + "."
	if recv := fn.Signature().Recv(); recv != nil {
		if n, ok := types.Unalias(derefNamed(recv.Type())).(*types.Named); ok {
			name += n.Obj().Name() + "."
		}
	}
	return name + fn.Name()
}

func derefNamed(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func fieldName(t types.Type, index int) (field, owner string) {
	st := deref(t)
	s, ok := st.Underlying().(*types.Struct)
	if !ok { // a type parameter with a core type
		return strconv.Itoa(index), ""
	}
	return s.Field(index).Name(), TypeName(st)
}
