package flow

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// A duty is a construction whose tags are in a field that a function fills
// from its parameters: `func New(hc *http.Client) *Service`, and a method that
// makes the client of s.hc. Those who call New owe the tags.

// parameter returns the function and the position of an input that is a
// parameter, and no receiver whose fields are known from cells.
func (a *Atom) parameter() (fn string, i int, ok bool) {
	if a.K != Leaf || a.S[0] == '&' || ofReceiver(a) {
		return "", 0, false
	}
	fn, pos, _ := strings.Cut(a.S, "|")
	i, err := strconv.Atoi(pos)
	return fn, i, err == nil
}

func hasParameter(v Value) bool {
	return v.some(func(a *Atom) bool { _, _, ok := a.parameter(); return ok })
}

// owed returns the functions whose callers owe what an event lacks: others
// than the one it was seen from.
func (p *Program) owed(e *Event) []string {
	var out []string
	take := func(a *Atom) bool {
		fn, _, ok := a.parameter()
		if ok && fn != e.Root.Name && !strings.HasPrefix(e.Root.Name, fn+"$") && !slices.Contains(out, fn) {
			out = append(out, fn)
		}
		return false
	}
	e.Effect.some(func(a *Atom) bool {
		if a.K == Leaf && ofReceiver(a) { // a tag's value
			if held, ok := p.carried(a); ok {
				held.some(take)
			}
		}
		return take(a)
	})
	return out
}

// Owed reports whether callers of some other function, one that fills a field,
// owe what an event lacks.
func (p *Program) Owed(e *Event) bool { return len(p.owed(e)) > 0 }

// OwedBy reports whether callers of a function owe what an event lacks.
func (p *Program) OwedBy(e *Event, fn string) bool { return slices.Contains(p.owed(e), fn) }

// exported returns what importers need to know of a duty.
func (r *Record) exported(e *Event) *Event {
	out := &Event{ID: e.ID, Site: e.Site, Root: &ir.Func{Name: e.Root.Name, Pkg: e.Root.Pkg, Display: e.Root.Display}, Effect: e.Effect}
	for _, s := range r.sent[e.ID] {
		out.Sent = append(out.Sent, &Sending{Open: s.Open, Depth: s.Depth, Weak: s.Weak, Via: s.Via, Effect: s.Effect, At: s.At})
	}
	return out
}

// payment is a call of a function whose callers owe something.
type payment struct {
	fn    *ir.Func
	at    ir.Pos
	root  *ir.Func
	chain []Link
	args  []Value // free of the heap
}

// findMakers notes the functions from whose parameters fields are filled.
func (p *Program) findMakers() {
	p.makers = map[string]bool{}
	for _, c := range p.cells {
		c.Direct.some(func(a *Atom) bool {
			if fn, _, ok := a.parameter(); ok {
				p.makers[fn] = true
			}
			return false
		})
	}
}

// pay notes a call of a function whose callers may owe something.
func (in *Interp) pay(c *call, fn *ir.Func, st *state) {
	if !in.prog.makers[fn.Name] || in.quiet > 0 || in.rec.silent {
		return
	}
	args := make([]Value, len(c.args))
	for i, v := range c.args {
		args[i] = in.freeze(st, v, 0)
	}
	in.rec.payments = append(in.rec.payments, &payment{fn: fn, at: c.at, root: in.root, chain: in.chain(), args: args})
}

// settle makes events of what is owed and the calls that should pay it.
func (p *Program) settle(rec *Record) {
	owing := slices.Clone(p.duties)
	for _, id := range sortedKeys(rec.events) {
		if e := rec.events[id]; e.Site.Kind == Construction && e.Duty == nil && p.Owed(e) {
			owing = append(owing, e)
		}
	}
	for range maxTransfers {
		var next []*Event
		for _, e := range owing {
			owed := p.owed(e)
			for _, pay := range rec.payments {
				if slices.Contains(owed, pay.fn.Name) {
					if ev := p.paid(rec, e, pay); ev != nil && p.Owed(ev) {
						next = append(next, ev)
					}
				}
			}
		}
		owing = next
	}
}

// maxTransfers bounds how often a duty goes from one function to those that
// fill its fields.
const maxTransfers = 4

// paid returns the event of a duty as it looks with the arguments of a call,
// or nil if it is known.
func (p *Program) paid(rec *Record, e *Event, pay *payment) *Event {
	chain := append(slices.Clip(pay.chain), Link{At: pay.at, Func: pay.fn})
	id := ID(pay.root.Name, e.Site.At, e.Site.Callee, chain)
	in := newInterp(p, pay.root, newRecord(true))
	in.frames = []*frame{{fn: pay.root, regs: make([]Value, pay.root.Registers)}}
	put := func(effect Effect) Effect { return in.substitute(newState(), effect, pay) }
	ev := &Event{ID: id, Site: e.Site, Root: pay.root, Chain: chain, Effect: put(e.Effect), Duty: e}
	if old, ok := rec.events[id]; ok {
		if old.Duty == nil {
			return nil
		}
		ev.Effect = alt(old.Effect, ev.Effect)
		if ev.Effect.Key() == old.Effect.Key() {
			return nil
		}
	}
	rec.events[id] = ev
	sent := e.Sent
	if sent == nil {
		sent = rec.sent[e.ID]
	}
	for _, s := range sent {
		c := *s
		c.Effect = put(s.Effect)
		ev.Sent = append(ev.Sent, &c)
	}
	rec.sent[id] = ev.Sent
	return ev
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
	case len(in.filter(arg, true)) == 0:
		return guarded
	case len(in.filter(arg, false)) == 0:
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

// argument returns what a call gives for an input of the function it calls.
func (pay *payment) argument(a *Atom) (Value, bool) {
	fn, i, ok := a.parameter()
	if !ok || fn != pay.fn.Name || i >= len(pay.args) || strings.Contains(a.P, "()") {
		return nil, false
	}
	v := pay.args[i]
	for step := range steps(a.P) {
		v = projectAll(v, step, "")
	}
	return v, len(v) > 0
}
