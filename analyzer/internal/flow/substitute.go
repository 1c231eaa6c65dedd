package flow

import "slices"

// substitute returns what an effect comes to with a call's arguments in the
// place of the function's parameters, where running the code once more is not
// possible.
func (pay *payment) substitute(p *Program, e Effect) Effect {
	in := newInterp(p, pay.root, newRecord(true))
	in.frames = []*frame{{fn: pay.root, regs: make([]Value, pay.root.Registers)}}
	return in.substitute(newState(), e, pay)
}

// substitute puts a call's arguments in the place of the function's
// parameters.
func (in *Interp) substitute(st *state, e Effect, pay *payment) Effect {
	var out Effect
	for _, s := range e {
		if s.K == Use {
			if v, ok := pay.argument(s.Val[0]); ok {
				if s.Role == roleMap {
					out = out.seq(in.content(st, v))
				} else {
					out = out.seq(in.effect(st, v, s.Role, s.At))
				}
				continue
			}
		}
		if s.K == Star {
			if e, ok := in.unroll(st, s, pay); ok {
				out = out.seq(in.substitute(st, e, pay))
				continue
			}
		}
		c := *s
		c.key = ""
		c.Key, c.Val = in.replace(s.Key, pay), in.replace(s.Val, pay)
		c.Sub = nil
		for _, sub := range in.feasible(s, pay) {
			c.Sub = append(c.Sub, in.substitute(st, sub, pay))
		}
		if s.K == Alt && len(c.Sub) == 1 {
			out = out.seq(c.Sub[0])
			continue
		}
		out = out.then(&c)
	}
	return out
}

// feasible returns the alternatives that a call's arguments leave open: where
// one of them is for an argument that is not nil, the others are for nil.
func (in *Interp) feasible(s *Step, pay *payment) []Effect {
	if s.K != Alt {
		return s.Sub
	}
	var guarded, others []Effect
	var arg Value
	for _, sub := range s.Sub {
		if v, ok := pay.guardOf(sub); ok {
			guarded, arg = append(guarded, sub), v
		} else {
			others = append(others, sub)
		}
	}
	switch {
	case len(guarded) == 0 || len(others) == 0:
	case len(filter(arg, true)) == 0:
		return guarded
	case len(filter(arg, false)) == 0:
		return others
	}
	return s.Sub
}

// guardOf returns the argument that an effect is guarded by.
func (pay *payment) guardOf(e Effect) (Value, bool) {
	for _, s := range e {
		if s.K == Use && s.Val[0].NonZero {
			if v, ok := pay.argument(s.Val[0]); ok {
				return v, true
			}
		}
		for _, sub := range s.Sub {
			if v, ok := pay.guardOf(sub); ok {
				return v, true
			}
		}
	}
	return nil, false
}

// replace puts arguments in the place of parameters that are values of tags.
func (in *Interp) replace(v Value, pay *payment) Value {
	return v.each(func(a *Atom) Value {
		if a.K == List {
			l := slices.Clone(a.L)
			for i := range l {
				if l[i].V != nil {
					l[i].V = in.replace(l[i].V, pay)
				}
			}
			return one(a.with(func(c *Atom) { c.L = l }))
		}
		if a.K == Leaf && ofReceiver(a) {
			if stored, ok := in.prog.carried(a); ok && hasParameter(stored) {
				return in.replace(stored, pay)
			}
		}
		if arg, ok := pay.argument(a); ok {
			return arg
		}
		return one(a)
	})
}
