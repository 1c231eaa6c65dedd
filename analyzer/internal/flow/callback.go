package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// beforeRequest returns what a function does to each request before it is sent,
// such as func(ctx, *Request) (*Response, error). Where it answers the request
// by itself, or fails, none is sent.
func (in *Interp) beforeRequest(st *state, a *Atom, at ir.Pos) Effect {
	fn := in.prog.body(a.S)
	if a.K != Fn || fn == nil {
		return Effect{{K: Maybe, Why: "a callback, which is not analysed", At: at}}
	}
	args, _ := inputs(fn)
	free := a.V
	if a.Bound {
		args, free = append(slices.Clone(a.V), args[min(len(a.V), len(args)):]...), nil
	}
	i := slices.IndexFunc(fn.Params, func(p ir.Param) bool { return len(in.prog.sdks.Fields(bare(p.Type))) > 0 })
	if i < 0 {
		return nil
	}
	request := args[i]
	scratch := st.clone()
	in.quiet++
	in.succeed = true
	_, end := in.inline(&call{name: a.S, args: args, at: at, f: in.frames[len(in.frames)-1]}, fn, args, free, scratch)
	in.quiet--
	if end == nil {
		return Effect{{K: Never, At: at}}
	}
	var out Effect
	for _, r := range request {
		out = out.seq(in.changedFields(end, r, bare(fn.Params[i].Type), at).withoutInput(r))
	}
	return out
}

// changedFields returns what the carriers of an input do that is a struct of a
// type, or points to one.
func (in *Interp) changedFields(st *state, input *Atom, typ string, at ir.Pos) Effect {
	var out Effect
	for _, f := range in.prog.sdks.Fields(typ) {
		v := in.now(st, input)
		for name := range strings.SplitSeq(f.Field, ".") {
			v = v.each(func(a *Atom) Value {
				if a.K == Ref || a.K == Box {
					return projectAll(in.loadAtom(st, a), "."+name, "")
				}
				return project(a, "."+name, "").each(func(b *Atom) Value { return in.now(st, b) })
			})
		}
		var e Effect
		for n, a := range v {
			mine := in.effect(st, one(a), f.As, at)
			if inner := in.structOf(a); a.K == Leaf && f.As == sdks.RoleStruct && inner != "" {
				mine = in.changedFields(st, a, inner, at)
			}
			if n == 0 {
				e = mine
			} else {
				e = alt(e, mine)
			}
		}
		out = out.seq(slotted(f.Slot, e, at))
	}
	return out
}

// now returns what an input holds by now.
func (in *Interp) now(st *state, a *Atom) Value {
	if a.K == Leaf {
		if v, changed := in.current(st, a); changed {
			return v
		}
	}
	return one(a)
}

// structOf returns the type of a struct of which a field was looked at.
func (in *Interp) structOf(a *Atom) string {
	for _, leaf := range in.leafOf {
		field, ok := strings.CutPrefix(leaf.P, a.P+".")
		if ok && leaf.S == a.S && !strings.ContainsAny(field, ".[") {
			return strings.TrimSuffix(leaf.C, "."+field)
		}
	}
	return ""
}

// withoutInput drops what an input does: what it came with is counted elsewhere.
func (e Effect) withoutInput(input *Atom) Effect {
	var out Effect
	for _, s := range e {
		if s.K == Use && len(s.Val) > 0 && s.Val[0].S == input.S {
			continue
		}
		if len(s.Sub) > 0 {
			c := *s
			c.key, c.Sub = "", make([]Effect, len(s.Sub))
			for i, sub := range s.Sub {
				c.Sub[i] = sub.withoutInput(input)
			}
			s = &c
		}
		out = append(out, s)
	}
	return out
}

// unsent reports whether results tell that a request is not sent on: an error is
// among them, or an answer.
func unsent(v Value) bool {
	if failure(v) {
		return true
	}
	t, ok := v.only()
	if !ok || t.K != Tuple || len(t.V) == 0 {
		return false
	}
	answer := len(t.V[0]) > 0 && !slices.ContainsFunc(t.V[0], func(a *Atom) bool { return a.K != Ref && a.K != Box && !a.NonZero })
	return answer || failure(t.V[len(t.V)-1])
}
