package flow

import "strconv"

// contextType is the type of what context.WithValue makes: a struct whose
// fields are named by the keys, on top of the parent.
const contextType = "context.Context"

// withValue keeps a context's value, which functions further down may read.
func withValue(_ *Interp, c *call, st *state) (Value, *state) {
	name, ok := contextKey(c.args[1])
	if !ok {
		return c.args[0], st
	}
	return c.args[0].each(func(a *Atom) Value {
		if a.K != Struct || a.T != contextType {
			a = &Atom{K: Struct, T: contextType, Base: a, At: c.at}
		}
		return one(a.setField(name, c.args[2]))
	}), st
}

// contextValue returns what a context holds under a key: what was put there,
// or else what callers did, which is known at run time only.
func contextValue(_ *Interp, c *call, st *state) (Value, *state) {
	name, ok := contextKey(c.args[1])
	return c.args[0].each(func(a *Atom) Value {
		if a.K == Struct && a.T == contextType {
			if v, held := a.field(name); ok && held {
				return v
			}
		}
		return runtime("a value in a context", c.at)
	}), st
}

// contextKey names a key: by its type, and its value where the type has
// several.
func contextKey(v Value) (string, bool) {
	a, ok := v.only()
	switch {
	case !ok:
		return "", false
	case a.K == Zero || a.K == Str || a.K == Int || a.K == Struct && len(a.F) == 0 && a.Base == nil:
		return ".$" + a.T + ":" + a.S + strconv.Itoa(a.N), a.T != ""
	case a.K == Leaf && a.S[0] == '&':
		return ".$" + a.S + a.P, true
	}
	return "", false
}
