package flow

// materialize turns slices in a value into lists, and addresses of texts into
// texts: then it needs no heap.
func (in *Interp) materialize(st *state, v Value) Value {
	return in.materializeLists(st, v.each(func(a *Atom) Value {
		if a.K == Ref && a.P == "" {
			if text := in.loadAtom(st, a); plainText(text) {
				return text // the address of a text, as SDKs like them
			}
		}
		return one(a)
	}))
}

func (in *Interp) materializeLists(st *state, v Value) Value {
	return v.each(func(a *Atom) Value {
		if a.K == Ref {
			if _, array := in.arrayLen[a.N]; array && a.P == "" {
				return one(&Atom{K: List, L: in.arrayItems(st, a), At: a.At})
			}
		}
		return one(a)
	})
}

// materializeEffect does so to the values of a map's entries.
func (in *Interp) materializeEffect(st *state, e Effect) Effect {
	out := make(Effect, len(e))
	for i, s := range e {
		c := *s
		c.key = ""
		c.Val = in.materialize(st, s.Val)
		c.Sub = make([]Effect, len(s.Sub))
		for j, sub := range s.Sub {
			c.Sub[j] = in.materializeEffect(st, sub)
		}
		out[i] = &c
	}
	return out
}

func plainText(v Value) bool {
	for _, a := range v {
		switch {
		case a.K == Str, a.K == Cat, a.K == Run, a.K == Zero && a.T == "":
		default:
			return false
		}
	}
	return len(v) > 0
}

// freeze returns v free of the heap, to be kept in a cell.
func (in *Interp) freeze(st *state, v Value, depth int) Value {
	if len(v) == 0 {
		return v
	}
	return v.each(func(a *Atom) Value { return one(in.freezeAtom(st, a, depth)) })
}

func (in *Interp) freezeAtom(st *state, a *Atom, depth int) *Atom {
	if depth > 6 {
		return &Atom{K: Run, S: "data nested too deep to follow", At: a.At}
	}
	switch a.K {
	case Ref:
		if l, ok := in.leafOf[a.N]; ok && a.P == "" {
			if v, ok := st.heap.at(a.N).only(); ok && v.Key() == l.Key() {
				return l // an input that was only passed on
			}
		}
		if list, ok := in.arrayLen[a.N]; ok && list >= 0 {
			return &Atom{K: List, L: in.freezeItems(st, in.arrayItems(st, a), depth+1)}
		}
		box := &Atom{K: Box, T: a.T, V: []Value{in.freeze(st, in.loadAtom(st, a), depth+1)}}
		if made, ok := in.madeAt[a.N]; ok && a.P == "" {
			box.At, box.C = made.At, made.Func.Name
		}
		return box
	case Struct:
		return a.with(func(c *Atom) {
			c.F = make([]FieldValue, len(a.F))
			for i, f := range a.F {
				c.F[i] = FieldValue{f.Name, in.freeze(st, f.V, depth+1)}
			}
		})
	case List:
		return a.with(func(c *Atom) { c.L = in.freezeItems(st, a.L, depth+1) })
	case Fn, Tuple, Cat:
		return a.with(func(c *Atom) {
			c.V = make([]Value, len(a.V))
			for i, v := range a.V {
				c.V[i] = in.freeze(st, v, depth+1)
			}
		})
	case Iter:
		return &Atom{K: Run}
	case Map:
		return a.with(func(c *Atom) { c.E = in.freezeEffect(st, a.E, depth+1) })
	}
	return a
}

// freezeEffect freezes the values that a map's entries hold.
func (in *Interp) freezeEffect(st *state, e Effect, depth int) Effect {
	out := make(Effect, len(e))
	for i, s := range e {
		c := *s
		c.key = ""
		c.Val = in.freeze(st, s.Val, depth)
		c.Sub = make([]Effect, len(s.Sub))
		for j, sub := range s.Sub {
			c.Sub[j] = in.freezeEffect(st, sub, depth)
		}
		out[i] = &c
	}
	return out
}

func (in *Interp) freezeItems(st *state, items []Item, depth int) []Item {
	out := make([]Item, len(items))
	for i, it := range items {
		switch {
		case it.Alt != nil:
			out[i].Alt = make([][]Item, len(it.Alt))
			for j, alt := range it.Alt {
				out[i].Alt[j] = in.freezeItems(st, alt, depth)
			}
		case it.Star != nil:
			out[i].Star = in.freezeItems(st, it.Star, depth)
		case it.Splat != nil:
			out[i].Splat = in.freezeAtom(st, it.Splat, depth)
		default:
			out[i].V = in.freeze(st, it.V, depth)
		}
	}
	return out
}
