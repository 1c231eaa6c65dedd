package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// Code may record by hand what a response says of its usage: it reads the field
// that holds it, or gives the response to somebody who may. The value of a
// billed call is followed for that, as an atom of an SDK's own value that bears
// the call's place. A part of it is no response: who takes the text does not
// account for the tokens.

// responseMark begins, in an atom of kind Opt, the place of the call that it is
// the response of.
const responseMark = "response "

// partMark stands there in what is a part of a response.
const partMark = "part of a response"

func (in *Interp) response(at ir.Pos) *Atom {
	in.asked = true
	return &Atom{K: Opt, S: responseMark + at.String(), At: at}
}

func (a *Atom) isResponse() bool { return a.K == Opt && strings.HasPrefix(a.S, responseMark) }

// part returns what a field or element of a value is that may be a response.
func (a *Atom) part() *Atom {
	if !a.isResponse() {
		return a
	}
	return a.with(func(c *Atom) { c.S = partMark })
}

// accounted notes that responses among values are recorded, or may be where that
// is not seen.
func (in *Interp) accounted(st *state, values ...Value) {
	if in.rec.silent || !in.asked {
		return
	}
	for _, v := range values {
		in.freeze(st, v, 4).some(func(a *Atom) bool {
			if a.isResponse() {
				in.rec.accounts[strings.TrimPrefix(a.S, responseMark)] = true
			}
			return false
		})
	}
}

// readsUsage notes that a field is read which may say what was used: of a
// response, or else of whatever the function, or those that called it, asked for.
func (in *Interp) readsUsage(st *state, of Value, ins *ir.Instr) {
	if in.rec.silent || !in.prog.sdks.SaysUsage(bare(ins.Type)+"."+ins.Sym) {
		return
	}
	found := false
	for _, a := range of {
		v := one(a)
		if a.K == Ref { // a copy of it
			v = in.loadAtom(st, a)
		}
		for _, b := range v {
			if b.isResponse() {
				in.rec.accounts[strings.TrimPrefix(b.S, responseMark)], found = true, true
			}
		}
	}
	for _, f := range in.frames {
		if !found {
			in.rec.readers[outermost(f.fn)] = true
		}
	}
}

// outermost names the function that a function literal is written in, or the
// function itself.
func outermost(fn *ir.Func) string {
	name, _, _ := strings.Cut(shortName(fn.Name), "$")
	return strings.TrimSuffix(fn.Name, shortName(fn.Name)) + name
}

// Accounts reports whether somebody records by hand, or may record where it is not
// seen, what the response to a request says of its usage.
func (p *Program) Accounts(r *Record, e *Event) bool {
	asker := r.askers[e.Site.At]
	return r.accounts[e.Site.At.String()] || r.readers[asker] || p.readsNear(asker, e.Site.SDK, 2)
}

// readsNear reports whether the code of a function, its literals, or functions that
// it calls up to a depth read what responses of an SDK say of their usage: on paths,
// too, that are not followed, such as behind a stream's loop.
func (p *Program) readsNear(name, sdk string, depth int) bool {
	for _, fn := range p.funcs {
		if outermost(fn) != name {
			continue
		}
		if p.readsIn(fn, sdk) {
			return true
		}
		for ins := range fn.Instructions() {
			if callee := p.funcs[ins.Sym]; depth > 0 && ins.Op == ir.Call && ins.Mode == ir.Static && callee != nil && callee.Pkg == fn.Pkg && p.readsNear(ins.Sym, sdk, depth-1) {
				return true
			}
		}
	}
	return false
}

// readsIn reports whether a function's own code reads usage of an SDK's responses.
func (p *Program) readsIn(fn *ir.Func, sdk string) bool {
	for ins := range fn.Instructions() {
		if (ins.Op == ir.FieldAddr || ins.Op == ir.Field) && p.sdks.SaysUsage(bare(ins.Type)+"."+ins.Sym) && p.sdks.SDKOf(packageOf(bare(ins.Type))).Name == sdk {
			return true
		}
	}
	return false
}

// ReadsUsage reports whether code of a package reads what responses of an SDK say
// of their usage, wherever it has them from.
func (p *Program) ReadsUsage(pkg, sdk string) bool {
	for _, fn := range p.funcs {
		if fn.Pkg == pkg && p.readsIn(fn, sdk) {
			return true
		}
	}
	return false
}

// handled notes what a call makes of the responses among its arguments: who
// records them, as the policy or a description says, and who may.
func (in *Interp) handled(c *call, st *state, v Value) Value {
	if in.prog.Recorders[c.name] {
		in.accounted(st, c.args...)
		if c.f != nil && !in.rec.silent {
			in.rec.readers[outermost(c.f.fn)] = true
		}
		return in.recording(c, st, v)
	}
	return v
}

// recording marks what a function that the policy names has made: an HTTP client,
// a transport, an option or a client.
func (in *Interp) recording(c *call, st *state, v Value) Value {
	mark := &Step{K: Mark, Name: Recorded, At: c.at}
	return v.each(func(a *Atom) Value {
		switch {
		case a.K == Tuple && len(a.V) > 0:
			return one(a.with(func(n *Atom) {
				n.V = slices.Clone(a.V)
				n.V[0] = in.recording(c, st, a.V[0])
			}))
		case a.K == Client, a.K == Opt && !a.isResponse():
			return one(a.with(func(n *Atom) { n.E = a.E.then(mark) }))
		case a.K == Zero || c.ins == nil:
			return one(a)
		case in.prog.tracked(c.ins.Type) || in.prog.isTransport(c.ins.Type) || in.prog.isTransport(a.T) || a.K == Fn:
			return in.asTransport(c, in.transportEffect(st, a, c).then(mark), st)
		}
		return one(a)
	})
}

// transportEffect returns what an HTTP client, transport or middleware does.
func (in *Interp) transportEffect(st *state, a *Atom, c *call) Effect {
	if a.K == Run {
		return Effect{{K: Maybe, Why: a.S, At: a.At}}
	}
	return in.sequence(st, one(a), c.at, in.middleware)
}

// usesBody reports whether the address of a response's body, which an instruction
// takes, is for more than closing it: something reads what was used, or wraps it.
func usesBody(fn *ir.Func, addr *ir.Instr) bool {
	for ins := range fn.Instructions() {
		switch {
		case ins.Op == ir.Store && ins.Args[0] == addr.Dst:
			return true
		case ins.Op == ir.Load && ins.Args[0] == addr.Dst:
			for user := range fn.Instructions() {
				closes := user.Op == ir.Call && user.Mode == ir.Invoke && shortName(user.Sym) == "Close"
				if slices.Contains(user.Args, ins.Dst) && !closes && user.Op != ir.Phi {
					return true
				}
			}
		}
	}
	return false
}
