package sdks

import (
	"fmt"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// An audit compares a description with the types of the SDK.
type audit struct {
	set      *Set // for what other descriptions say, such as the fields of a struct
	sdk      *SDK
	world    *world
	funcs    map[string]*types.Func // exported ones of the described packages, by full name
	problems []string
}

// newAudit collects the functions of the described packages, methods included,
// also those promoted from embedded types of these packages.
func newAudit(set *Set, sdk *SDK, w *world) *audit {
	a := &audit{set: set, sdk: sdk, world: w, funcs: map[string]*types.Func{}}
	described := map[*types.Package]bool{}
	for _, m := range sdk.Modules {
		if got := w.versions[m.Path]; got != m.Version {
			a.note("module %s is described at %s, testdata has %s", m.Path, m.Version, got)
		}
		for _, path := range m.Imports() {
			if pkg := w.packages[path]; pkg == nil {
				a.note("testdata does not import the package %s", path)
			} else {
				described[pkg] = true
			}
		}
	}
	for pkg := range described {
		for _, name := range pkg.Scope().Names() {
			switch obj := pkg.Scope().Lookup(name).(type) {
			case *types.Func:
				a.collect(obj)
			case *types.TypeName:
				if !obj.Exported() {
					continue
				}
				ms := types.NewMethodSet(types.NewPointer(obj.Type()))
				if types.IsInterface(obj.Type()) {
					ms = types.NewMethodSet(obj.Type())
				}
				for sel := range ms.Methods() {
					if f := sel.Obj().(*types.Func); described[f.Pkg()] {
						a.collect(f)
					}
				}
			}
		}
	}
	return a
}

func (a *audit) collect(f *types.Func) {
	if f.Exported() {
		f = f.Origin()
		a.funcs[f.FullName()] = f
	}
}

func (a *audit) note(format string, args ...any) {
	a.problems = append(a.problems, fmt.Sprintf(format, args...))
}

// names notes each name of the description that the SDK does not have, and
// each role that does not fit the type.
func (a *audit) names() {
	for _, name := range a.sdk.Clients {
		a.typ("clients", name)
	}
	for _, l := range a.sdk.Literals {
		a.typ("literals", l.Type)
	}
	for _, c := range a.sdk.Constructors {
		if f := a.fn("constructors", c.Func); f != nil {
			a.params(f, c.Params)
			if (c.Makes != "config") && !a.returnsClient(f) {
				a.note("constructors: %s returns no client", c.Func)
			}
		}
	}
	for _, c := range a.sdk.Calls {
		f := a.fn("calls", c.Func)
		if f == nil {
			continue
		}
		a.params(f, c.Params)
		if c.Path != "" && a.param(f, c.Path) == nil {
			a.note("calls: %s has no parameter %s", c.Func, c.Path)
		}
		recv := f.Signature().Recv()
		if c.Interface != (recv != nil && types.IsInterface(recv.Type())) {
			a.note("calls: %s: interface is %v", c.Func, c.Interface)
		}
		if (recv == nil || !a.isClient(recv.Type())) && !slices.Contains(roleValues(c.Params), RoleClient) && !c.Unbilled {
			a.note("calls: %s has no client, neither as receiver nor as parameter", c.Func)
		}
	}
	for _, o := range a.sdk.Options {
		if f := a.fn("options", o.Func); f != nil {
			for _, name := range []string{o.Key, o.Value, o.From} {
				if p := a.param(f, name); name != "" && p == nil {
					a.note("options: %s has no parameter %s", o.Func, name)
				} else if name == o.From && name != "" {
					a.role("options: "+o.Func, o.As, p.Type())
				}
			}
		}
	}
	for _, c := range a.sdk.Contexts {
		if f := a.fn("contexts", c.Func); f != nil {
			a.params(f, map[string]Role{c.Parent: RoleContext, c.From: c.As})
		}
	}
	for _, f := range a.sdk.Fields {
		a.field(f)
	}
	for _, name := range a.sdk.Free {
		a.fn("free", name)
	}
	for _, name := range a.sdk.Same {
		a.fn("same", name)
	}
	for _, t := range a.sdk.HTTPTypes {
		a.typ("http_types", t.Type)
	}
	for _, h := range a.sdk.HTTPFuncs {
		for _, name := range h.Funcs {
			f := a.fn("http_funcs", name)
			if f == nil {
				continue
			}
			for _, p := range []string{h.Key, h.Value, h.From, h.URL, h.Method} {
				if p != "" && a.param(f, p) == nil {
					a.note("http_funcs: %s has no parameter %s", name, p)
				}
			}
		}
	}
}

// unknown returns the exported functions that may send a billed request or make
// a client, and of which the description says nothing: those that take a
// context, and those that return a client. The result is sorted.
func (a *audit) unknown() []string {
	known := map[string]bool{}
	for _, name := range functions(a.sdk) {
		known[name] = true
	}
	var names []string
	for name, f := range a.funcs {
		if !known[name] && (takesContext(f) || a.returnsClient(f)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func takesContext(f *types.Func) bool {
	for v := range f.Signature().Params().Variables() {
		if v.Type().String() == "context.Context" {
			return true
		}
	}
	return false
}

// returnsClient reports whether a result of f is a client, by value or pointer.
func (a *audit) returnsClient(f *types.Func) bool {
	for v := range f.Signature().Results().Variables() {
		if a.isClient(v.Type()) {
			return true
		}
	}
	return false
}

// isClient reports whether t is the type of a client, a pointer to one or a
// slice of them.
func (a *audit) isClient(t types.Type) bool {
	switch u := types.Unalias(t).(type) {
	case *types.Pointer:
		return a.isClient(u.Elem())
	case *types.Slice:
		return a.isClient(u.Elem())
	case *types.Named:
		_, ok := a.set.IsClient(typeName(u))
		return ok
	}
	return false
}

// typeName returns "import/path.Type".
func typeName(t *types.Named) string {
	if t.Obj().Pkg() == nil {
		return t.Obj().Name()
	}
	return t.Obj().Pkg().Path() + "." + t.Obj().Name()
}

func (a *audit) fn(section, name string) *types.Func {
	f := a.funcs[name]
	if f == nil {
		a.note("%s: no exported function %s", section, name)
	}
	return f
}

// typ returns the type of a name "import/path.Type".
func (a *audit) typ(section, name string) types.Type {
	dot := strings.LastIndex(name, ".")
	if pkg := a.world.packages[name[:dot]]; pkg != nil {
		if obj, ok := pkg.Scope().Lookup(name[dot+1:]).(*types.TypeName); ok && obj.Exported() {
			return obj.Type()
		}
	}
	a.note("%s: no exported type %s", section, name)
	return nil
}

// param returns the parameter by its name, or by "#1" for the second one.
func (a *audit) param(f *types.Func, name string) *types.Var {
	params := f.Signature().Params()
	if i, err := strconv.Atoi(strings.TrimPrefix(name, "#")); err == nil && i < params.Len() {
		if v := params.At(i); v.Name() == "" || v.Name() == "_" {
			return v
		}
	}
	for v := range params.Variables() {
		if v.Name() == name {
			return v
		}
	}
	return nil
}

func (a *audit) params(f *types.Func, params map[string]Role) {
	for name, role := range params {
		if v := a.param(f, name); v == nil {
			a.note("%s has no parameter %s", f.FullName(), name)
		} else {
			a.role(f.FullName()+", "+name, role, v.Type())
		}
	}
}

func roleValues(params map[string]Role) []Role {
	var roles []Role
	for _, r := range params {
		roles = append(roles, r)
	}
	return roles
}

// field follows the path of a carrier field through structs and pointers.
func (a *audit) field(f Field) {
	typ, path := splitField(f.Field)
	t := a.typ("fields", typ)
	if t == nil {
		return
	}
	for name := range strings.SplitSeq(path, ".") {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		v, ok := obj.(*types.Var)
		if !ok {
			a.note("fields: no field %s in %s", name, f.Field)
			return
		}
		t = v.Type()
	}
	a.role("fields: "+f.Field, f.As, t)
}

// role notes a role that does not fit a type.
func (a *audit) role(where string, role Role, t types.Type) {
	if !a.fits(role, types.Unalias(t)) {
		a.note("%s: the role %s does not fit %s", where, role, t)
	}
}

func (a *audit) fits(role Role, t types.Type) bool {
	under := t.Underlying()
	elem := t // of a slice, or t itself
	if s, ok := under.(*types.Slice); ok {
		elem = types.Unalias(s.Elem())
	}
	switch role {
	case RoleOptions:
		return true // an interface, a function, a map: each SDK has its own
	case RoleStruct:
		if p, ok := under.(*types.Pointer); ok {
			t = types.Unalias(p.Elem())
		}
		if i, ok := t.Underlying().(*types.Interface); ok {
			return i.Empty()
		}
		n, ok := t.(*types.Named)
		return ok && len(a.set.Fields(typeName(n))) > 0
	case RoleHeaders, RoleMetadata:
		m, ok := under.(*types.Map)
		return ok && types.Identical(m.Key().Underlying(), types.Typ[types.String])
	case RoleMetadataJSON:
		return t.String() == "*string" || t.String() == "string"
	case RoleTags:
		l, ok := under.(*types.Slice)
		return ok && strings.HasSuffix(l.Elem().String(), ".Tag")
	case RolePairs:
		return t.String() == "[]string"
	case RoleHTTP:
		switch strings.TrimPrefix(t.String(), "*") {
		case "net/http.Client", "net/http.RoundTripper":
			return true
		}
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Do")
		f, ok := obj.(*types.Func)
		return ok && f.Signature().Params().Len() == 1 && f.Signature().Params().At(0).Type().String() == "*net/http.Request"
	case RoleClient:
		return a.isClient(t)
	case RoleFunctions:
		_, ok := elem.Underlying().(*types.Signature)
		return ok
	case RoleMiddleware:
		f, ok := elem.Underlying().(*types.Signature)
		return ok && f.Params().Len() == 2
	case RolePolicies:
		obj, _, _ := types.LookupFieldOrMethod(elem, true, nil, "Do")
		return obj != nil
	case RoleAPIOptions:
		f, ok := elem.Underlying().(*types.Signature)
		return ok && strings.HasSuffix(f.Params().At(0).Type().String(), "/middleware.Stack")
	case RoleInterceptors:
		return strings.HasSuffix(t.String(), "transport/http.InterceptorRegistry")
	case RoleContext:
		return t.String() == "context.Context"
	}
	return false
}
