package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// literal notes a composite literal that is a construction. What it carries
// shows where it is used, or at the end: its fields may be set later.
func (in *Interp) literal(f *frame, ins *ir.Instr, obj int) {
	l, sdk := in.prog.sdks.Literal(ins.Type)
	if l == nil || l.Zero == "no" {
		return
	}
	c := &call{name: ins.Type, at: ins.At, f: f, ins: ins}
	in.kept[obj] = true
	in.literals[obj] = literal{id: in.rec.construct(in, c, sdk, nil), partly: l.Zero == "partly"}
}

type literal struct {
	id     string
	partly bool // a construction only if a carrier is set
	used   bool // it went where it is used with what it carried then:
	effect Effect
}

// construct makes a client.
func (in *Interp) construct(c *call, k *sdks.Constructor, sdk *sdks.SDK, st *state) Value {
	if k.Makes == "config" {
		return results(c, one(in.configuration(c, in.carried(c, k.Params, st, ""), st)))
	}
	if k.Makes == "transport" {
		return in.makeTransport(c, k, sdk, st)
	}
	if k.Unbilled {
		return results(c, runtime("a client of a local process", c.at))
	}
	e, base := in.constructorEffect(c, k, st)
	e = e.without(k.Without, c.at)
	if k.Makes == "handle" || k.Makes == "wrapper" {
		if own := e.besideClients(); len(own) > 0 {
			in.rec.wrap(in, c, sdk, own)
		}
		return results(c, in.inherit(c, k, e, st))
	}
	if len(k.Environment) > 0 && in.prog.TrustEnvironment {
		e = Effect{{K: Maybe, Name: trusted, Why: "headers that the SDK reads from the environment", At: c.at}}.seq(e)
	}
	if inner := innerClients(e); len(inner) > 0 && alwaysInner(e) {
		// Another client sends: what is missing is missing there.
		return results(c, inner.each(func(a *Atom) Value {
			return one(a.with(func(n *Atom) { n.E, n.T, n.P = e, c.ins.Type, "" }))
		}))
	}
	id := in.rec.construct(in, c, sdk, e)
	return results(c, one(&Atom{K: Client, S: id, T: c.ins.Type, E: e, V: base, At: c.at}))
}

// without empties slots.
func (e Effect) without(slots []string, at ir.Pos) Effect {
	for _, name := range slots {
		e = e.then(&Step{K: Slot, Name: name, At: at})
	}
	return e
}

// besideClients returns what an effect does without that of the clients in it.
func (e Effect) besideClients() Effect {
	out := Effect{}
	for _, s := range e {
		if s.K == Inner {
			out = out[:0]
			continue
		}
		c := *s
		c.key, c.Sub = "", nil
		for _, sub := range s.Sub {
			c.Sub = append(c.Sub, sub.besideClients())
		}
		out = append(out, &c)
	}
	return out
}

// innerClients returns the clients that an effect says are the ones to send.
func innerClients(e Effect) Value {
	var out Value
	for _, s := range e {
		if s.K == Inner {
			out = join(out, s.Val)
		}
		for _, sub := range s.Sub {
			out = join(out, innerClients(sub))
		}
	}
	return out
}

// configuration makes a struct of which a constructor makes a client. What its
// maker was told stands in the fields, where an assignment replaces it; what
// the SDK puts into it, such as a default client, attaches nothing.
func (in *Interp) configuration(c *call, e Effect, st *state) *Atom {
	t := bare(c.ins.Type)
	a := &Atom{K: Struct, T: t, At: c.at}
	for _, f := range in.prog.sdks.Fields(t) {
		if strings.Contains(f.Field, ".") {
			continue
		}
		var mine Effect
		if f.Slot != "" {
			mine, e = e.split(func(s *Step) bool { return s.K == Slot && s.Name == f.Slot })
		} else {
			mine, e = e.split(func(s *Step) bool { return s.K != Slot && s.K != Maybe && s.K != Use })
		}
		if len(mine) > 0 {
			a = a.setField("."+f.Field, one(&Atom{K: Opt, E: mine.unslotted(f.Slot), At: c.at}))
		}
	}
	a.Base = &Atom{K: Opt, E: e}
	return in.withDefaults(st, a, c.at)
}

// split parts the steps that f chooses from the others.
func (e Effect) split(f func(*Step) bool) (chosen, rest Effect) {
	for _, s := range e {
		if s.K != Alt && s.K != Star {
			if f(s) {
				chosen = append(chosen, s)
			} else {
				rest = append(rest, s)
			}
			continue
		}
		a, b := *s, *s
		a.key, a.Sub, b.key, b.Sub = "", nil, "", nil
		some, all := false, true
		for _, sub := range s.Sub {
			mine, others := sub.split(f)
			a.Sub, b.Sub = append(a.Sub, mine), append(b.Sub, others)
			some, all = some || len(mine) > 0, all && len(others) == 0
		}
		if some {
			chosen = append(chosen, &a)
		}
		if !all {
			rest = append(rest, &b)
		}
	}
	return chosen, rest
}

// unslotted returns what a slot holds: a field is the slot.
func (e Effect) unslotted(slot string) Effect {
	if slot == "" {
		return e
	}
	var out Effect
	for _, s := range e {
		if s.K == Slot {
			out = nil // replaced
			if len(s.Sub) > 0 {
				out = s.Sub[0]
			}
			continue
		}
		c := *s
		c.key, c.Sub = "", nil
		for _, sub := range s.Sub {
			c.Sub = append(c.Sub, sub.unslotted(slot))
		}
		out = append(out, &c)
	}
	return out
}

// withDefaults puts a plain HTTP client where an SDK's configuration has one.
func (in *Interp) withDefaults(st *state, a *Atom, at ir.Pos) *Atom {
	if len(a.Base.E) > 0 {
		return a // what it carries may be in any field
	}
	for _, f := range in.prog.sdks.Fields(a.T) {
		if _, said := a.field("." + f.Field); said || f.As != sdks.RoleHTTP || strings.Contains(f.Field, ".") {
			continue
		}
		id := in.placeOf(in.frames[len(in.frames)-1], nil, " "+at.String()+f.Field)
		st.heap.set(id, Value{{K: Zero, T: "net/http.Client"}})
		in.kept[id] = true
		a = a.setField("."+f.Field, one(&Atom{K: Ref, N: id, T: "*net/http.Client"}))
	}
	return a
}

// alwaysInner reports whether another client sends on every path.
func alwaysInner(e Effect) bool {
	return slices.ContainsFunc(e, func(s *Step) bool {
		return s.K == Inner || s.K == Alt && !slices.ContainsFunc(s.Sub, func(sub Effect) bool { return !alwaysInner(sub) }) ||
			s.K == Slot && len(s.Sub) > 0 && alwaysInner(s.Sub[0])
	})
}

const trusted = "trusted"

// constructorEffect returns what a constructor's arguments do, and the struct
// that functions among them have made, which those of each call start from.
func (in *Interp) constructorEffect(c *call, k *sdks.Constructor, st *state) (Effect, []Value) {
	// Functional options change the struct that comes with them: both are
	// carriers, and the functions see the struct.
	var base, fns string
	for _, name := range sortedKeys(k.Params) {
		switch k.Params[name] {
		case sdks.RoleStruct:
			base = name
		case sdks.RoleFunctions:
			fns = name
		default: // carried by themselves
		}
	}
	if fns == "" {
		return in.carried(c, k.Params, st, sdks.RoleClient), nil
	}
	rest := map[string]sdks.Role{}
	for name, role := range k.Params {
		if name != fns && name != base {
			rest[name] = role
		}
	}
	from := zero
	if base != "" {
		from = nil
		for _, a := range in.param(c, base) {
			from = join(from, in.structs(st, a))
		}
	}
	e, made := in.functional(st, from, in.param(c, fns), c.at)
	return in.carried(c, rest, st, sdks.RoleClient).seq(e), []Value{in.freeze(st, made, 0)}
}

func (r *Record) construct(in *Interp, c *call, sdk *sdks.SDK, e Effect) string {
	ev, seen := r.event(in, c, Construction, sdk.Name)
	if seen {
		e = alt(ev.Effect, e)
	}
	ev.Effect = e
	return ev.ID
}
