package ir

import "go/types"

// sign keeps the names of a function's parameters.
func (b *funcBuilder) sign(obj types.Object) {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == nil || !b.named(fn.Pkg().Path()) {
		return
	}
	fn = fn.Origin()
	if _, ok := b.Signatures[fn.FullName()]; ok {
		return
	}
	var names []string
	for v := range fn.Signature().Params().Variables() {
		names = append(names, v.Name())
		b.signConstants(v.Type())
	}
	b.Signatures[fn.FullName()] = names
}

// ConstantPrefix begins, among the names of functions whose parameters are
// kept, those of constants, with their values.
const ConstantPrefix = "="

// signConstants keeps the values of the constants that a parameter's type has
// names for.
func (b *funcBuilder) signConstants(typ types.Type) {
	named, ok := types.Unalias(typ).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return
	}
	if _, basic := named.Underlying().(*types.Basic); !basic {
		return
	}
	scope := named.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && c.Exported() && types.Identical(c.Type(), named) {
			b.Signatures[ConstantPrefix+c.Pkg().Path()+"."+name] = []string{c.Val().ExactString()}
		}
	}
}

// signMethods keeps the names of the parameters of the methods by which a type
// implements an interface.
func (b *funcBuilder) signMethods(typ, iface types.Type) {
	methods, ok := iface.Underlying().(*types.Interface)
	if !ok {
		return
	}
	for m := range methods.Methods() {
		obj, _, _ := types.LookupFieldOrMethod(typ, false, m.Pkg(), m.Name())
		b.sign(obj)
	}
}
