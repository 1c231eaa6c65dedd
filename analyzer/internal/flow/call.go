package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// call is a call whose callee is known by name.
type call struct {
	name string // full name
	args []Value
	at   ir.Pos
	f    *frame
	ins  *ir.Instr
	back bool   // by code that is not seen, which was given the function
	made []Link // of a function literal: see frame
}

func (in *Interp) callInstr(f *frame, ins *ir.Instr, st *state) (Value, *state) {
	if ins.When == ir.Deferred {
		if !slices.Contains(f.defers, ins) {
			f.defers = append(f.defers, ins)
		}
		return nil, st
	}
	if ins.When == ir.Spawned {
		if _, next := in.callNow(f, ins, st.clone()); next != nil {
			return nil, next
		}
		return nil, st // it goes on forever
	}
	return in.callNow(f, ins, st)
}

// runDefers runs what was deferred, the last first. A deferral that some path
// does not reach is taken to run: it comes after all requests but its own.
func (in *Interp) runDefers(f *frame, st *state) *state {
	for _, ins := range slices.Backward(f.defers) {
		if _, next := in.callNow(f, ins, st); next != nil {
			st = next
		}
	}
	return st
}

func (in *Interp) callNow(f *frame, ins *ir.Instr, st *state) (Value, *state) {
	args := make([]Value, len(ins.Args))
	for i, a := range ins.Args {
		args[i] = in.placed(in.operand(f, st, a), ins.At)
	}
	c := &call{args: args, at: ins.At, f: f, ins: ins}
	switch ins.Mode {
	case ir.Builtin:
		return in.builtin(ins, args, st), st
	case ir.Static:
		c.name = ins.Sym
		return in.static(c, st)
	case ir.Invoke:
		c.name = ins.Sym
		return in.invoke(c, st)
	case ir.Dynamic:
	}
	c.args = args[1:]
	return in.dynamic(c, args[0], st)
}

// static calls a function by name: what a description knows, what the
// standard library does, a body, or nothing that is seen.
func (in *Interp) static(c *call, st *state) (Value, *state) {
	v, next, followed := in.follow(c, st)
	if next != nil {
		v = in.handled(c, next, v)
	}
	in.direct = nil
	if followed {
		in.direct = c.ins
	}
	return v, next
}

// follow reports whether the call comes to what its function's body comes to.
func (in *Interp) follow(c *call, st *state) (v Value, next *state, followed bool) {
	if v, next, ok := in.described(c, st); ok {
		return v, next, false
	}
	if fn, ok := in.prog.standard[c.name]; ok {
		in.accounted(st, c.args...) // such as json.Marshal
		in.logsCount(c, st)
		v, next := fn(in, c, st)
		return v, next, false
	}
	fn := in.prog.body(c.name)
	switch {
	case c.name == packageOf(c.name)+".init" && packageOf(c.name) != in.root.Pkg:
		return zero, st, false // another package's initializer: its cells tell what it left
	case fn == nil || in.prog.foreign[fn.Pkg] && !in.concerns(c, st):
		v, next := in.unseen(c, st)
		return v, next, false
	}
	pay := in.pay(c, fn, st)
	if v, ok := in.summarized(c, fn, st); ok {
		return v, st, false
	}
	v, next = in.inline(c, fn, c.args, nil, st)
	if next != nil && pay != nil {
		in.paid(pay, v, next)
	}
	return v, next, true
}

// concerns reports whether a third party's function is given something that
// tags ride on, or makes it. Others are not followed: there is no end to them.
func (in *Interp) concerns(c *call, st *state) bool {
	return c.ins == nil || in.prog.tracked(c.ins.Type) || in.prog.isTransport(c.ins.Type) || in.carries(st, c.args) || len(in.probes) > 0
}

// isTransport reports whether a type has a RoundTrip method.
func (p *Program) isTransport(typ string) bool {
	t := p.typeOf(bare(typ))
	return t != nil && slices.ContainsFunc(t.Methods, func(m ir.Method) bool { return m.Name == "RoundTrip" })
}

// aside counts the innermost frames of functions that touch nothing of
// interest.
func (in *Interp) aside() int {
	n := 0
	for _, f := range slices.Backward(in.frames) {
		if in.prog.matters(f.fn) {
			break
		}
		n++
	}
	return n
}

// sameInputs reports whether a frame was entered with these arguments.
func (in *Interp) sameInputs(f *frame, args, free []Value) bool {
	if len(free) > 0 {
		for i, v := range free {
			if !f.regs[len(f.fn.Params)+i].equal(v) {
				return false
			}
		}
		return true
	}
	return len(args) == 0 || f.regs[0].equal(args[0])
}

// progress reports whether a recursive call has an argument that is known and
// another one than in a frame of the same function.
func (in *Interp) progress(f *frame, args []Value) bool {
	for i, v := range args {
		a, ok := v.only()
		if !ok || f.regs[i].equal(v) {
			continue
		}
		if _, symbolic := in.leafOf[a.N]; a.K == Int || a.K == Zero || a.K == Ref && !symbolic {
			return true
		}
	}
	return false
}

func (in *Interp) inline(c *call, fn *ir.Func, args, free []Value, st *state) (Value, *state) {
	if len(fn.Blocks) == 0 {
		return in.unseen(c, st)
	}
	nested := 0
	for _, f := range slices.Backward(in.frames) {
		if f.fn != fn || f.left {
			continue
		}
		if nested++; nested < maxNested && (in.progress(f, args) || len(in.probes) > 0 && !in.sameInputs(f, args, free)) {
			continue // a transport around another one of its type, or a count that comes to its end
		}
		if f.again {
			return f.recursive, st
		}
		f.recurs = true
		if in.lenient {
			return in.gone(c.at), st
		}
		return nil, nil // what the paths without recursion come to is found out first
	}
	if len(in.frames) > maxDepth && (!in.prog.isTiny(fn) || len(in.frames) > maxChain) || in.exhausted() {
		in.limited = true
		return foreign("calls nested too deep to follow", c.at), st
	}
	if !fn.Lexical && !isInit(fn) && !in.prog.matters(fn) && !in.carries(st, args) {
		stores := in.prog.writes(fn) && slices.ContainsFunc(args, isPointer)
		if fn.Results == 0 && !stores || !in.prog.isSmall(fn) || in.aside() > 2 {
			if stores {
				in.overwrite(st, args, c.at)
			}
			return runtime("the result of "+fn.Display, c.at), st
		}
	}
	in.origin = c.made
	if i, variants := variants(fn, args); variants != nil {
		return in.each(len(variants), st, func(n int, st *state) (Value, *state) {
			in.origin = c.made
			mine := slices.Clone(args)
			mine[i] = variants[n]
			return in.run(fn, mine, free, st, c.at, inSight(c, fn))
		})
	}
	return in.run(fn, args, free, st, c.at, inSight(c, fn))
}

// inSight reports whether a call owes the function nothing: what is wrong in it
// is wrong where it stands.
func inSight(c *call, fn *ir.Func) bool {
	return c.back || fn.Lexical && strings.HasPrefix(fn.Name, c.f.fn.Name+"$")
}

// variants expands the last argument of a variadic function, if some of its
// elements are there on some paths only: the function's loop over them then
// runs exactly, once for each path.
func variants(fn *ir.Func, args []Value) (int, []Value) {
	i := len(args) - 1
	if !fn.Variadic || i < 0 {
		return 0, nil
	}
	a, ok := args[i].only()
	if !ok || a.K != List {
		return 0, nil
	}
	lists, ok := expand(a.L)
	if !ok || len(lists) < 2 {
		return 0, nil
	}
	var out []Value
	for _, l := range lists {
		out = append(out, one(&Atom{K: List, L: l}))
	}
	return i, out
}

// expand returns the lists that items stand for, if those are few.
func expand(items []Item) ([][]Item, bool) {
	out := [][]Item{nil}
	for _, it := range items {
		switch {
		case it.V != nil:
			for i := range out {
				out[i] = append(out[i], it) // no other list shares its array
			}
		case it.Alt != nil:
			var next [][]Item
			for _, alt := range it.Alt {
				lists, ok := expand(alt)
				if !ok {
					return nil, false
				}
				for _, head := range out {
					for _, l := range lists {
						next = append(next, append(slices.Clip(head), l...)) // nor room behind it
					}
				}
			}
			out = next
		default:
			return nil, false
		}
		if len(out) > 8 {
			return nil, false
		}
	}
	return out, true
}

// carries reports whether an argument is something that tags ride on.
func (in *Interp) carries(st *state, args []Value) bool {
	for _, v := range args {
		for _, a := range v {
			switch a.K {
			case Opt, Client, Fn, Map, List:
				return true
			case Run:
				if a.isEstimate() {
					return true
				}
			case Ref, Struct:
				if in.holds(st, a, 0) {
					return true
				}
			}
		}
	}
	return false
}

// holds reports whether something that tags ride on can be reached from a
// struct.
func (in *Interp) holds(st *state, a *Atom, depth int) bool {
	switch a.K {
	case Opt, Client, Fn, Map, List:
		return true
	case Run:
		return a.isEstimate()
	case Ref:
		if in.prog.tracked(a.T) || bare(a.T) == requestType {
			return true
		}
		for _, b := range in.loadAtom(st, a) {
			if depth < 4 && b != a && in.holds(st, b, depth+1) {
				return true
			}
		}
	case Struct:
		if in.prog.tracked(a.T) {
			return true
		}
		for _, f := range a.F {
			for _, b := range f.V {
				if depth < 4 && in.holds(st, b, depth+1) {
					return true
				}
			}
		}
	}
	return false
}
