package flow

import "slices"

// maxWalk bounds how deep values are searched.
const maxWalk = 8

// some reports whether f holds for an atom of a value, or for one of its
// parts. What is nested too deep to look at counts as one for which it does.
func (v Value) some(f func(*Atom) bool) bool { return v.someAt(f, 0) }

func (v Value) someAt(f func(*Atom) bool, depth int) bool {
	if depth > maxWalk {
		return true
	}
	return slices.ContainsFunc(v, func(a *Atom) bool {
		in := func(w Value) bool { return w.someAt(f, depth+1) }
		return f(a) || slices.ContainsFunc(a.V, in) || slices.ContainsFunc(a.F, func(field FieldValue) bool { return in(field.V) }) ||
			someItem(a.L, in) || a.E.someIn(in) || a.K == Struct && a.Base != nil && in(one(a.Base))
	})
}

func someItem(items []Item, in func(Value) bool) bool {
	return slices.ContainsFunc(items, func(it Item) bool {
		return in(it.V) || someItem(it.Star, in) || it.Splat != nil && in(one(it.Splat)) ||
			slices.ContainsFunc(it.Alt, func(alt []Item) bool { return someItem(alt, in) })
	})
}

// some reports whether f holds for an atom in an effect.
func (e Effect) some(f func(*Atom) bool) bool {
	return e.someIn(func(v Value) bool { return v.some(f) })
}

func (e Effect) someIn(in func(Value) bool) bool {
	return slices.ContainsFunc(e, func(s *Step) bool {
		return in(s.Key) || in(s.Val) || slices.ContainsFunc(s.Sub, func(sub Effect) bool { return sub.someIn(in) })
	})
}
