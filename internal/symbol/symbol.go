// Package symbol finds what a full name stands for in a type-checked package:
// the names are those that go/types prints, as users write them in policies
// and in descriptions of SDKs.
package symbol

import (
	"fmt"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
)

// Missing says that a name stands for nothing.
type Missing struct {
	Problem string // what there is not
	Hint    string // what to write instead; may be empty
}

// Split takes the full name of a function, method or type apart: import path,
// type if it is a method, name.
func Split(full string) (pkg, typ, name string) {
	if strings.HasPrefix(full, "(") {
		recv, method, _ := strings.Cut(full[1:], ").")
		recv, _, _ = strings.Cut(strings.TrimPrefix(recv, "*"), "[")
		dot := strings.LastIndexByte(recv, '.')
		return recv[:max(dot, 0)], recv[dot+1:], method
	}
	dot := strings.LastIndexByte(full, '.')
	return full[:max(dot, 0)], "", full[dot+1:]
}

// Func returns the function, method or variable of a function's type with a
// full name whose import path is that of pkg.
func Func(pkg *types.Package, full string) (types.Object, *Missing) {
	_, typ, name := Split(full)
	if typ == "" {
		obj := pkg.Scope().Lookup(name)
		if !callable(obj) {
			return nil, missing(name, exported(pkg, callable), "the package %s has no function %s", pkg.Path(), name)
		}
		return obj, nil
	}
	t, none := lookupType(pkg, typ)
	if none != nil {
		return nil, none
	}
	recv := t.Type()
	if !types.IsInterface(recv) {
		recv = types.NewPointer(recv)
	}
	obj, _, _ := types.LookupFieldOrMethod(recv, true, pkg, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		var methods []string
		for sel := range types.NewMethodSet(recv).Methods() {
			methods = append(methods, sel.Obj().Name())
		}
		return nil, missing(name, methods, "%s.%s has no method %s", pkg.Path(), typ, name)
	}
	if got := fn.Origin().FullName(); got != full {
		return nil, &Missing{"no method has the full name " + full, "write " + got}
	}
	return fn, nil
}

func callable(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Func:
		return true
	case *types.Var:
		_, ok := obj.Type().Underlying().(*types.Signature)
		return ok
	default:
		return false
	}
}

// Type returns the type with a full name whose import path is that of pkg.
func Type(pkg *types.Package, full string) (*types.TypeName, *Missing) {
	_, _, name := Split(full)
	return lookupType(pkg, name)
}

func lookupType(pkg *types.Package, name string) (*types.TypeName, *Missing) {
	if t, ok := pkg.Scope().Lookup(name).(*types.TypeName); ok {
		return t, nil
	}
	isType := func(obj types.Object) bool { _, ok := obj.(*types.TypeName); return ok }
	return nil, missing(name, exported(pkg, isType), "the package %s has no type %s", pkg.Path(), name)
}

// Field returns the field of a type at a path of names such as Inner.Header,
// through pointers and embedded structs.
func Field(t *types.TypeName, path string) (*types.Var, *Missing) {
	var last *types.Var
	at := t.Type()
	for part := range strings.SplitSeq(path, ".") {
		obj, _, _ := types.LookupFieldOrMethod(at, true, t.Pkg(), part)
		f, ok := obj.(*types.Var)
		if !ok {
			return nil, missing(part, fields(at), "%s.%s has no field %s", t.Pkg().Path(), t.Name(), part)
		}
		last, at = f, f.Type()
	}
	return last, nil
}

func fields(t types.Type) []string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	var names []string
	if s, ok := t.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			names = append(names, f.Name())
		}
	}
	return names
}

// Param returns the parameter of a function by its name, or by "#1", which is
// the second one, where it has none.
func Param(fn types.Object, name string) (*types.Var, *Missing) {
	params := params(fn)
	if number, ok := strings.CutPrefix(name, "#"); ok {
		i, err := strconv.Atoi(number)
		if err != nil {
			return nil, &Missing{fmt.Sprintf("%q is no parameter", name), `write the position, such as "#0" for the first`}
		}
		p, none := ParamAt(fn, i)
		if none == nil && p.Name() != "" && p.Name() != "_" {
			return nil, &Missing{fmt.Sprintf("the parameter %q of %s has a name", name, fullName(fn)), "write " + p.Name()}
		}
		return p, none
	}
	var names []string
	for _, p := range params {
		if p.Name() == name {
			return p, nil
		}
		names = append(names, p.Name())
	}
	return nil, missing(name, names, "%s has no parameter %s", fullName(fn), name)
}

// ParamAt returns the parameter of a function at a position, from 0.
func ParamAt(fn types.Object, i int) (*types.Var, *Missing) {
	params := params(fn)
	if i >= 0 && i < len(params) {
		return params[i], nil
	}
	none := &Missing{Problem: fmt.Sprintf("%s has no parameter %d", fullName(fn), i)}
	switch len(params) {
	case 0:
		none.Hint = "it has no parameters"
	case 1:
		none.Hint = "it has one, 0"
	default:
		none.Hint = fmt.Sprintf("it has %d: 0 to %d", len(params), len(params)-1)
	}
	return nil, none
}

func params(fn types.Object) []*types.Var {
	sig, ok := fn.Type().Underlying().(*types.Signature)
	if !ok {
		return nil
	}
	return slices.Collect(sig.Params().Variables())
}

func fullName(fn types.Object) string {
	if fn, ok := fn.(*types.Func); ok {
		return fn.FullName()
	}
	return fn.Pkg().Path() + "." + fn.Name()
}

// exported returns the exported names of pkg that stand for what is wanted.
func exported(pkg *types.Package, want func(types.Object) bool) []string {
	var names []string
	for _, name := range pkg.Scope().Names() {
		if obj := pkg.Scope().Lookup(name); obj.Exported() && want(obj) {
			names = append(names, name)
		}
	}
	return names
}

func missing(name string, valid []string, format string, args ...any) *Missing {
	slices.Sort(valid)
	return &Missing{fmt.Sprintf(format, args...), strict.Hint(name, valid)}
}
