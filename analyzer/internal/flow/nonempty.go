package flow

import "slices"

// narrowLength is narrow where the length of register reg was asked for.
func (in *Interp) narrowLength(f *frame, b, reg int, st *state, isZero bool) bool {
	v := in.operand(f, st, reg)
	if reg < 0 || !slices.ContainsFunc(v, func(a *Atom) bool { return a.K == List || in.isMap(st, a) }) {
		return in.narrow(f, b, reg, st, isZero)
	}
	kept := in.ofLength(st, v, isZero)
	if len(kept) == 0 {
		return false
	}
	in.remain(f, b, reg, st, kept, isZero, true)
	return true
}

// ofLength is filter by length: a map that is not nil may be empty all the same.
func (in *Interp) ofLength(st *state, v Value, isZero bool) Value {
	var out Value
	for _, a := range v {
		if !in.isMap(st, a) {
			kept := filter(one(a), isZero)
			if a.K == List && !isZero {
				kept = in.found(st, kept)
			}
			out = join(out, kept)
			continue
		}
		if none, some := in.mayHold(st, a); isZero && none || !isZero && some {
			out = join(out, one(a))
		}
	}
	return out
}

// mayHold reports whether a map may be empty, and whether it may not be.
func (in *Interp) mayHold(st *state, m *Atom) (none, some bool) {
	entries, known := in.entries(st, one(m))
	if !known {
		return true, true
	}
	sure := slices.ContainsFunc(entries, func(e entry) bool { return !e.maybe && !e.more })
	return !sure, len(entries) > 0
}

// found notes in what is read at run time, and makes up a slice of unknown length,
// that the slice was found not to be empty.
func (in *Interp) found(st *state, v Value) Value {
	return v.each(func(a *Atom) Value {
		if _, fixed := length(a.L); a.K != List || fixed {
			return one(a)
		}
		return one(a.with(func(c *Atom) { c.L = in.foundItems(st, a.L, false) }))
	})
}

func (in *Interp) foundItems(st *state, items []Item, within bool) []Item {
	out := slices.Clone(items)
	for i, it := range items {
		switch {
		case it.Star != nil:
			out[i].Star = in.foundItems(st, it.Star, true)
		case it.Splat != nil:
			out[i].Splat = in.foundPart(st, one(it.Splat), 0)[0]
		case it.Alt != nil:
			out[i].Alt = make([][]Item, len(it.Alt))
			for k, alt := range it.Alt {
				out[i].Alt[k] = in.foundItems(st, alt, within)
			}
		case within:
			out[i].V = in.foundPart(st, it.V, 0)
		}
	}
	return out
}

// foundPart is found for an element of the slice.
func (in *Interp) foundPart(st *state, v Value, depth int) Value {
	if depth > 3 {
		return v
	}
	return v.each(func(a *Atom) Value {
		switch a.K {
		case Run:
			return one(a.with(func(c *Atom) { c.NonZero = true }))
		case Opt, Map:
			return one(a.with(func(c *Atom) { c.E = in.foundEffect(a.E) }))
		case Ref:
			if in.isMap(st, a) {
				content := in.foundPart(st, in.loadAtom(st, a), depth+1)
				st.heap.set(a.N, in.write(st.heap.at(a.N), a.P, content))
			}
		}
		return one(a)
	})
}

func (in *Interp) foundEffect(e Effect) Effect {
	mark := func(a *Atom) Value {
		if a.K != Run {
			return one(a)
		}
		return one(a.with(func(c *Atom) { c.NonZero = true }))
	}
	out := slices.Clone(e)
	for i, s := range e {
		c := *s
		switch {
		case s.K == Set || s.K == Add:
			c.Key = s.Key.each(mark)
		case s.K == Maybe:
			c.Val = s.Val.each(mark)
		case len(s.Sub) > 0:
			c.Sub = slices.Clone(s.Sub)
			for k, sub := range s.Sub {
				c.Sub[k] = in.foundEffect(sub)
			}
		default:
			continue // it stays the very same step
		}
		c.key = ""
		out[i] = &c
	}
	return out
}
