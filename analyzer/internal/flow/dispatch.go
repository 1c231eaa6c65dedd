package flow

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// dynamic calls each function that a value may be.
func (in *Interp) dynamic(c *call, callee Value, st *state) (Value, *state) {
	callee = in.resolveSender(callee)
	return in.split(callee, st, func(a *Atom, st *state) (Value, *state) {
		switch a.K {
		case Zero:
			if in.lenient {
				return in.gone(c.at), st
			}
			return nil, nil // calling a nil function panics
		case Fn:
			return in.function(c, a, st)
		case Opt:
			if a.S == nextMarker {
				in.send(st, c.args, c.at)
				return runtime("a response", c.at), st
			}
			if len(c.args) > 0 && in.addToStack(st, c.args[0], a.E) {
				return zero, st // no error
			}
			return runtime("a result", c.at), st
		case List, Ref:
			if next, ok := in.iterate(c, a, st); ok {
				return zero, next
			}
		case Leaf:
			if v, next, ok := in.reexported(c, a, st); ok {
				return v, next
			}
			in.accounted(st, c.args...)
			in.havocAll(st, c.args, a)
			return one(a.sub("()", "")), st
		}
		in.accounted(st, c.args...)
		in.havocAll(st, c.args, nil)
		in.callbacks(c, st)
		return foreign("a function that is known at run time only", c.at), st
	})
}

// reexported calls a function that an SDK offers through a package variable.
func (in *Interp) reexported(c *call, a *Atom, st *state) (Value, *state, bool) {
	sdk := in.prog.sdks.SDKOf(packageOf(a.C))
	if a.S[0] != '&' || a.P != "" || sdk == nil {
		return nil, nil, false
	}
	d := *c
	d.name = a.C
	for i := range sdk.Options {
		if shortName(sdk.Options[i].Func) == shortName(a.C) {
			d.name = sdk.Options[i].Func
		}
	}
	in.prog.variables[d.name] = true
	return in.described(&d, st)
}

// split does f for each alternative and joins what comes of it.
func (in *Interp) split(v Value, st *state, f func(*Atom, *state) (Value, *state)) (Value, *state) {
	if len(v) == 1 {
		return f(v[0], st)
	}
	return in.each(len(v), st, func(i int, st *state) (Value, *state) { return f(v[i], st) })
}

// each does f for each of n alternatives, from the same state, and joins what
// comes of those that come to an end.
func (in *Interp) each(n int, st *state, f func(i int, st *state) (Value, *state)) (Value, *state) {
	var out Value
	var end *state
	for i := range n {
		res, next := f(i, st.clone())
		if next == nil {
			continue
		}
		out, end = join(out, res), in.either(end, next)
	}
	in.endings = endings{}
	return out, end
}

// function calls a function value.
func (in *Interp) function(c *call, a *Atom, st *state) (Value, *state) {
	if cl, ok := in.closures[a.Key()]; ok {
		cl.ran = true
	}
	d := *c
	d.name = a.S
	if a.Bound {
		d.args = append(slices.Clone(a.V), c.args...)
		if a.N == 1 {
			return in.invoke(&d, st)
		}
		return in.static(&d, st)
	}
	if fn := in.prog.body(a.S); fn != nil && fn.Lexical {
		if cl := in.closures[a.Key()]; cl != nil && !inSight(&d, fn) {
			d.made = append(links(cl.made), Link{At: cl.at, Func: fn, Lexical: true})
		}
		return in.inline(&d, fn, d.args, a.V, st)
	}
	return in.static(&d, st)
}

func (in *Interp) makeClosure(f *frame, ins *ir.Instr, st *state) Value {
	a := &Atom{K: Fn, S: ins.Sym, At: ins.At}
	for _, arg := range ins.Args {
		a.V = append(a.V, in.operand(f, st, arg))
	}
	if ins.N >= 0 {
		a.Bound = true
		if ins.Mode == ir.Invoke {
			a.N = 1
		}
		return one(a)
	}
	if _, ok := in.closures[a.Key()]; !ok && in.quiet == 0 {
		in.closures[a.Key()] = &closure{fn: a, at: ins.At, made: slices.Clone(in.frames)}
		in.unrun = append(in.unrun, a.Key())
	}
	return one(a)
}

// invoke calls an interface's method on each dynamic type that is known.
func (in *Interp) invoke(c *call, st *state) (Value, *state) {
	recv := in.resolveSender(c.args[0])
	if v, next, ok := in.describedInvoke(c, recv, st); ok {
		return v, next
	}
	return in.split(recv, st, func(a *Atom, st *state) (Value, *state) {
		d := *c
		d.args = append([]Value{one(a)}, c.args[1:]...)
		if m, recv, ok := in.method(st, a, shortName(c.name)); ok {
			d.name, d.args[0] = m, recv
			return in.static(&d, st)
		}
		if a.K == Zero {
			if in.lenient {
				return in.gone(c.at), st
			}
			return nil, nil // a nil interface panics
		}
		if std, ok := in.prog.standard["("+a.T+")."+shortName(c.name)]; ok {
			return std(in, &d, st)
		}
		if std, ok := in.prog.standard[c.name]; ok {
			return std(in, &d, st)
		}
		if len(in.requests(st, c.args[1:])) > 0 && (a.K == Leaf || a.K == Opt || a.K == Run) {
			return sendThrough(in, &d, st) // Do or RoundTrip of the user's own interface
		}
		if a.K == Leaf {
			in.handed = in.handed || slices.ContainsFunc(in.prog.methods[shortName(c.name)], in.prog.mayMatter)
			in.accounted(st, c.args[1:]...)
			in.logsCount(&d, st)
			in.havocAll(st, c.args[1:], a)
			in.callbacks(&d, st)
			return one(a.sub("()", "")), st
		}
		return in.unseen(&d, st)
	})
}

// method finds the function that runs when a's dynamic type gets a method
// call, and its receiver.
func (in *Interp) method(st *state, a *Atom, name string) (string, Value, bool) {
	if a.T == "" {
		return "", nil, false
	}
	if a.K == Client {
		return "(" + a.T + ")." + name, one(a), true
	}
	t := in.prog.typeOf(bare(a.T))
	if t == nil {
		return "(" + a.T + ")." + name, one(a), false
	}
	for _, m := range t.Methods {
		if m.Name != name {
			continue
		}
		recv := one(a)
		for i, field := range m.Path {
			recv = in.fieldAddr(st, recv, &ir.Instr{Sym: field, Type: embeddedOwner(i, t.Name)})
			if i < len(m.Path)-1 || !m.Ptr {
				recv = in.load(st, recv)
			}
		}
		if len(m.Path) > 0 && m.Ptr { // the embedded field may be a pointer itself
			if v := in.load(st, recv); pointers(v) {
				recv = v
			}
		} else if len(m.Path) == 0 && !m.Ptr && a.K == Ref {
			recv = in.load(st, recv)
		}
		return m.Func, recv, true
	}
	return "", nil, false
}

func embeddedOwner(i int, typ string) string {
	if i == 0 {
		return typ
	}
	return ""
}

func pointers(v Value) bool {
	for _, a := range v {
		if a.K != Ref && a.K != Box && a.K != Client {
			return false
		}
	}
	return len(v) > 0
}
