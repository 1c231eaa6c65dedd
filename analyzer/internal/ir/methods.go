package ir

import "go/types"

// Types returns the method sets of a package's named types.
func Types(pkg *types.Package) []Type {
	var out []Type
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) {
			continue
		}
		if t := methodsOf(tn.Type()); len(t.Methods) > 0 {
			out = append(out, t)
		}
	}
	return out
}

func methodsOf(t types.Type) Type {
	out := Type{Name: TypeName(t)}
	set := types.NewMethodSet(types.NewPointer(t))
	for sel := range set.Methods() {
		fn, ok := sel.Obj().(*types.Func)
		if !ok {
			continue
		}
		m := Method{Name: fn.Name(), Func: fn.Origin().FullName()}
		if recv := fn.Signature().Recv(); recv != nil {
			_, m.Ptr = types.Unalias(recv.Type()).(*types.Pointer)
		}
		at := t
		index := sel.Index()
		for _, i := range index[:len(index)-1] {
			st, ok := deref(at).Underlying().(*types.Struct)
			if !ok {
				break
			}
			m.Path = append(m.Path, st.Field(i).Name())
			at = st.Field(i).Type()
		}
		out.Methods = append(out.Methods, m)
	}
	return out
}
