package sdks

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/symbol"
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
	for _, pkg := range a.world.packages {
		v := &verifier{d: &decoder{}, pkg: pkg}
		v.sdk(a.sdk)
		for _, fault := range v.d.All {
			a.note("%s", fault.Problem)
		}
	}
	for _, name := range slices.Concat(functions(a.sdk), a.sdk.Same, a.sdk.Tokenizers) { // else no package speaks of it
		if pkg, _, _ := symbol.Split(name); a.world.packages[pkg] == nil {
			a.note("no package %s", pkg)
		}
	}
	if a.sdk.OptionsField != "" && !slices.ContainsFunc(a.sdk.Clients, a.keepsOptions) {
		a.note("options_field: no client has a field %s", a.sdk.OptionsField)
	}
	for _, c := range a.sdk.Constructors {
		if f := a.funcs[c.Func]; f != nil {
			a.params(f, c.Params)
			if c.Makes != "config" && c.Makes != "transport" && !consumes(c) && !a.returnsClient(f) {
				a.note("constructors: %s returns no client", c.Func)
			}
		}
	}
	for _, c := range a.sdk.Calls {
		f := a.funcs[c.Func]
		if f == nil {
			continue
		}
		a.params(f, c.Params)
		recv := f.Signature().Recv()
		if c.Interface != (recv != nil && types.IsInterface(recv.Type())) {
			a.note("calls: %s: interface is %v", c.Func, c.Interface)
		}
		if (recv == nil || !a.isClient(recv.Type())) && !slices.Contains(roleValues(c.Params), RoleClient) && !c.Unbilled {
			a.note("calls: %s has no client, neither as receiver nor as parameter", c.Func)
		}
	}
	for _, o := range a.sdk.Options {
		if f := a.funcs[o.Func]; f != nil && o.From != "" && o.As != "" {
			a.params(f, map[string]Role{o.From: o.As})
		}
	}
	for _, c := range a.sdk.Contexts {
		if f := a.funcs[c.Func]; f != nil {
			a.params(f, map[string]Role{c.Parent: RoleContext, c.From: c.As})
		}
	}
	for _, f := range a.sdk.Fields {
		a.field(f)
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

// consumes reports whether a constructor wraps a client that it is given: what
// it makes of it, as a tool of an agent, need be no client itself.
func consumes(c Constructor) bool {
	return c.Makes == "wrapper" && slices.Contains(roleValues(c.Params), RoleClient)
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

// keepsOptions reports whether a client has the description's options field.
func (a *audit) keepsOptions(client string) bool {
	path, _, _ := symbol.Split(client)
	pkg := a.world.packages[path]
	if pkg == nil {
		return false
	}
	t, none := symbol.Type(pkg, client)
	if none != nil {
		return false
	}
	_, none = symbol.Field(t, a.sdk.OptionsField)
	return none == nil
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

func (a *audit) params(f *types.Func, params map[string]Role) {
	for name, role := range params {
		if v, none := symbol.Param(f, name); none == nil { // else the verifier notes it
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

// field judges the role of a field that the verifier finds.
func (a *audit) field(f Field) {
	typ, path := splitField(f.Field)
	name, _, _ := symbol.Split(typ)
	pkg := a.world.packages[name]
	if pkg == nil {
		return
	}
	t, none := symbol.Type(pkg, typ)
	if none != nil {
		return
	}
	if v, none := symbol.Field(t, path); none == nil {
		a.role("fields: "+f.Field, f.As, v.Type())
	}
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
		return ok && (f.Params().Len() == 2 || interceptor(f))
	case RoleCallbacks:
		f, ok := elem.Underlying().(*types.Signature)
		return ok && f.Params().Len() > 0
	case RolePolicies:
		obj, _, _ := types.LookupFieldOrMethod(elem, true, nil, "Do")
		return obj != nil
	case RoleAPIOptions:
		f, ok := elem.Underlying().(*types.Signature)
		return ok && strings.HasSuffix(f.Params().At(0).Type().String(), "/middleware.Stack")
	case RoleInterceptors:
		return strings.HasSuffix(t.String(), "transport/http.InterceptorRegistry")
	case RoleTag:
		return types.Identical(under, types.Typ[types.String])
	case RoleRecorder, RoleUsage, RoleCount:
		return true // what records is anything; a flag may be wrapped, a count a pointer
	case RoleContext:
		return t.String() == "context.Context"
	}
	return false
}

// interceptor reports whether a function is one of gRPC's, whose next step is
// one of several parameters.
func interceptor(f *types.Signature) bool {
	for v := range f.Params().Variables() {
		if name := v.Type().String(); name == "google.golang.org/grpc.UnaryInvoker" || name == "google.golang.org/grpc.Streamer" {
			return true
		}
	}
	return false
}
