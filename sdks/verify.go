package sdks

import (
	"errors"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// source is where a user's description was read.
type source struct {
	sdk *SDK
	d   *decoder
}

// Verify holds what users' descriptions say of a package against its types: a
// row that names nothing would be silence where a finding should be. The error
// joins a [*DecodeError] for each name that does not exist.
func (s *Set) Verify(pkg *types.Package) error {
	var errs []error
	for _, src := range s.users {
		v := &verifier{d: &decoder{file: src.d.file, lines: src.d.lines, at: src.d.at, funcs: src.d.funcs}, pkg: pkg}
		v.sdk(src.sdk)
		errs = append(errs, v.d.err())
	}
	return errors.Join(errs...)
}

type verifier struct {
	d   *decoder
	pkg *types.Package
}

func (v *verifier) sdk(sdk *SDK) {
	for i, name := range sdk.Clients {
		v.typ("clients."+strconv.Itoa(i), name)
	}
	for i, l := range sdk.Literals {
		v.typ("literals."+strconv.Itoa(i)+".type", l.Type)
	}
	for _, t := range sdk.HTTPTypes {
		v.typ("http_types", t.Type)
	}
	for i, c := range sdk.Constructors {
		path := "constructors." + strconv.Itoa(i)
		v.params(path, v.function("constructors", c.Func), c.Params)
	}
	for i, c := range sdk.Calls {
		path := "calls." + strconv.Itoa(i)
		fn := v.function("calls", c.Func)
		v.params(path, fn, c.Params)
		v.param(path+".path", fn, c.Path)
	}
	for i, o := range sdk.Options {
		path, fn := "options."+strconv.Itoa(i), v.function("options", o.Func)
		v.param(path+".key", fn, o.Key)
		v.param(path+".value", fn, o.Value)
		v.param(path+".from", fn, o.From)
	}
	for i, c := range sdk.Contexts {
		path, fn := "contexts."+strconv.Itoa(i), v.function("contexts", c.Func)
		v.param(path+".parent", fn, c.Parent)
		v.param(path+".from", fn, c.From)
	}
	for i, f := range sdk.Fields {
		v.field("fields."+strconv.Itoa(i)+".field", f.Field)
	}
	for i, h := range sdk.HTTPFuncs {
		path := "http_funcs." + strconv.Itoa(i)
		for _, name := range h.Funcs {
			fn := v.function("http_funcs", name)
			for key, param := range map[string]string{"key": h.Key, "value": h.Value, "from": h.From, "url": h.URL, "method": h.Method} {
				v.param(path+"."+key, fn, param)
			}
		}
	}
	for _, name := range sdk.Free {
		v.function("free", name)
	}
	for _, name := range sdk.Same {
		v.function("same", name)
	}
}

// split takes a full name apart: import path, type if it is a method, name.
func split(full string) (pkg, typ, name string) {
	if strings.HasPrefix(full, "(") {
		recv, method, _ := strings.Cut(full[1:], ").")
		recv, _, _ = strings.Cut(strings.TrimPrefix(recv, "*"), "[")
		dot := strings.LastIndexByte(recv, '.')
		return recv[:max(dot, 0)], recv[dot+1:], method
	}
	dot := strings.LastIndexByte(full, '.')
	return full[:max(dot, 0)], "", full[dot+1:]
}

// function returns the function with a full name, if it is one of the
// package's, and notes one that does not exist.
func (v *verifier) function(section, full string) *types.Func {
	pkg, typ, name := split(full)
	if pkg != v.pkg.Path() {
		return nil
	}
	at := v.d.funcs[section+" "+full]
	if typ == "" {
		if fn, ok := v.pkg.Scope().Lookup(name).(*types.Func); ok {
			return fn
		}
		v.d.fault(at, v.near(name, v.names(func(o types.Object) bool { _, ok := o.(*types.Func); return ok })), "the package %s has no function %s", pkg, name)
		return nil
	}
	t, ok := v.pkg.Scope().Lookup(typ).(*types.TypeName)
	if !ok {
		v.missingType(at, typ)
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(t.Type()), true, v.pkg, name)
	if types.IsInterface(t.Type()) {
		obj, _, _ = types.LookupFieldOrMethod(t.Type(), true, v.pkg, name)
	}
	fn, ok := obj.(*types.Func)
	if !ok {
		var methods []string
		for sel := range types.NewMethodSet(types.NewPointer(t.Type())).Methods() {
			methods = append(methods, sel.Obj().Name())
		}
		v.d.fault(at, v.near(name, methods), "%s.%s has no method %s", pkg, typ, name)
		return nil
	}
	return fn
}

func (v *verifier) typ(path, full string) {
	pkg, _, name := split(full)
	if pkg != v.pkg.Path() {
		return
	}
	if _, ok := v.pkg.Scope().Lookup(name).(*types.TypeName); !ok {
		v.missingType(v.d.at[path], name)
	}
}

func (v *verifier) missingType(at *yaml.Node, name string) {
	v.d.fault(at, v.near(name, v.names(func(o types.Object) bool { _, ok := o.(*types.TypeName); return ok })), "the package %s has no type %s", v.pkg.Path(), name)
}

func (v *verifier) field(path, full string) {
	typ, fields := splitField(full)
	pkg, _, name := split(typ)
	if pkg != v.pkg.Path() {
		return
	}
	t, ok := v.pkg.Scope().Lookup(name).(*types.TypeName)
	if !ok {
		v.missingType(v.d.at[path], name)
		return
	}
	at := t.Type()
	for part := range strings.SplitSeq(fields, ".") {
		obj, _, _ := types.LookupFieldOrMethod(at, true, v.pkg, part)
		f, ok := obj.(*types.Var)
		if !ok {
			v.d.fault(v.d.at[path], v.near(part, fieldsOf(at)), "%s has no field %s", typ, part)
			return
		}
		at = f.Type()
	}
}

func fieldsOf(t types.Type) []string {
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

func (v *verifier) params(path string, fn *types.Func, params map[string]Role) {
	for name := range params {
		v.param(path+".params."+name, fn, name)
	}
}

// param notes a parameter that a function does not have.
func (v *verifier) param(path string, fn *types.Func, name string) {
	if fn == nil || name == "" || strings.HasPrefix(name, "#") {
		return
	}
	var names []string
	for p := range fn.Signature().Params().Variables() {
		names = append(names, p.Name())
	}
	if !slices.Contains(names, name) {
		v.d.fault(v.d.at[path], v.near(name, names), "%s has no parameter %s", fn.FullName(), name)
	}
}

func (v *verifier) names(is func(types.Object) bool) []string {
	var names []string
	for _, name := range v.pkg.Scope().Names() {
		if o := v.pkg.Scope().Lookup(name); o.Exported() && is(o) {
			names = append(names, name)
		}
	}
	return names
}

func (v *verifier) near(name string, valid []string) string {
	if len(valid) == 0 {
		return ""
	}
	slices.Sort(valid)
	return nearest(name, valid)
}
