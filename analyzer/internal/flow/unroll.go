package flow

import "strings"

// unroll returns what a loop over an input does once a call is seen that says
// what is in it, if that is known: over each entry of a map, or each element of
// a slice.
func (in *Interp) unroll(st *state, loop *Step, pay *payment) (Effect, bool) {
	over, ok := loopedOver(loop.Sub[0])
	if !ok {
		return nil, false
	}
	base := over.with(func(c *Atom) { c.P, _, _ = strings.Cut(over.P, "[]") })
	arg, ok := pay.argument(base)
	if !ok {
		return nil, false
	}
	a, single := arg.only()
	if !single {
		return nil, false
	}
	var out Effect
	round := func(key, val Value, maybe bool) {
		e := in.turn(loop.Sub[0], base, key, val)
		if maybe {
			e = alt(e, nil)
		}
		out = out.seq(e)
	}
	if a.K == Box && len(a.V[0]) > 0 && a.V[0][0].K == Map {
		entries, known := in.entries(st, arg)
		if !known {
			return nil, false
		}
		for _, e := range entries {
			if e.more {
				return nil, false
			}
			round(e.key, e.val, e.maybe)
		}
		return out, true
	}
	items := in.items(st, arg)
	for _, it := range items {
		if it.V == nil {
			return nil, false
		}
		round(it.V, it.V, false)
	}
	return out, len(items) > 0 || a.K == Zero
}

// loopedOver returns an input's element that an effect mentions.
func loopedOver(e Effect) (*Atom, bool) {
	var found *Atom
	look := func(v Value) {
		v.some(func(a *Atom) bool {
			if a.K == Leaf && strings.Contains(a.P, "[]") {
				found = a
			}
			return found != nil
		})
	}
	for _, s := range e {
		look(s.Key)
		look(s.Val)
		for _, sub := range s.Sub {
			if a, ok := loopedOver(sub); ok && found == nil {
				found = a
			}
		}
	}
	return found, found != nil
}

// turn is one turn of a loop: base's element is key where it names something,
// and val elsewhere.
func (in *Interp) turn(e Effect, base *Atom, key, val Value) Effect {
	put := func(v, element Value) Value {
		return v.each(func(a *Atom) Value { return in.elementOf(a, base, element) })
	}
	out := make(Effect, 0, len(e))
	for _, s := range e {
		c := *s
		c.key = ""
		c.Key, c.Val = put(s.Key, key), put(s.Val, val)
		c.Sub = nil
		for _, sub := range s.Sub {
			c.Sub = append(c.Sub, in.turn(sub, base, key, val))
		}
		out = append(out, &c)
	}
	return out
}

func (in *Interp) elementOf(a, base *Atom, element Value) Value {
	if a.K == List {
		l := append([]Item{}, a.L...)
		for i := range l {
			if l[i].V != nil {
				l[i].V = l[i].V.each(func(b *Atom) Value { return in.elementOf(b, base, element) })
			}
		}
		return one(a.with(func(c *Atom) { c.L = l }))
	}
	rest, ok := strings.CutPrefix(a.P, base.P+"[]")
	if a.K != Leaf || a.S != base.S || !ok {
		return one(a)
	}
	v := element
	for step := range steps(rest) {
		v = projectAll(v, step, "")
	}
	return v
}
