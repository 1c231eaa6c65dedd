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
	}
	b.Signatures[fn.FullName()] = names
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
