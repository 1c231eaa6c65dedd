package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

func isPointer(v Value) bool {
	return slices.ContainsFunc(v, func(a *Atom) bool { return a.K == Ref || a.K == Leaf })
}

// overwrite makes the texts and numbers known at run time only to which the
// arguments point: a function that is not followed may have set them.
func (in *Interp) overwrite(st *state, args []Value, at ir.Pos) {
	for _, v := range args {
		for _, a := range v {
			if _, symbolic := in.leafOf[a.N]; a.K != Ref || symbolic {
				continue
			}
			if _, array := in.arrayLen[a.N]; !array {
				st.heap.set(a.N, in.write(st.heap.at(a.N), a.P, in.overwritten(in.loadAtom(st, a), at, 0)))
			}
		}
	}
}

func (in *Interp) overwritten(v Value, at ir.Pos, depth int) Value {
	return v.each(func(a *Atom) Value {
		switch a.K {
		case Zero, Str, Cat, Int, Bool:
			return one(&Atom{K: Run, T: a.T, S: "set by a function that is not followed", At: at})
		case Struct:
			if depth > 3 {
				return one(a)
			}
			out := a
			for _, f := range a.F {
				out = out.setField(f.Name, in.overwritten(f.V, at, depth+1))
			}
			if out.Base == nil {
				out = out.with(func(c *Atom) { c.Base = &Atom{K: Run, S: "set by a function that is not followed", At: at} })
			}
			return one(out)
		}
		return one(a)
	})
}

// unseen is a call of code that is not analysed.
func (in *Interp) unseen(c *call, st *state) (Value, *state) {
	if ends(c.name) {
		in.end(st)
		return nil, nil
	}
	in.handsOn(c.args)
	in.accounted(st, c.args...)
	in.logsCount(c, st)
	pkg := packageOf(c.name)
	if !isStandard(pkg) {
		in.handOver(st, c)
	}
	std := isStandard(pkg)
	if std && !decodes(c.name) {
		for _, a := range c.args {
			in.escape(a)
		}
		in.callbacks(c, st)
		return runtime("the result of "+readable(c.name), c.at), st
	}
	in.havocAll(st, c.args, nil)
	in.callbacks(c, st)
	for _, a := range c.args {
		in.escape(a)
	}
	if std {
		return runtime("read at run time by "+readable(c.name), c.at), st
	}
	return foreign("the result of "+readable(c.name)+", which is not analysed", c.at), st
}

// handsOn notes that inputs which are clients, or functions, go to code that
// is not seen.
func (in *Interp) handsOn(args []Value) {
	for _, v := range args {
		for _, a := range v {
			in.handed = in.handed || a.K == Leaf && in.prog.tracked(a.T)
		}
	}
}

// callbacks runs the functions among a call's arguments, and what handlers among
// them do with requests: code that is not seen may call them now.
func (in *Interp) callbacks(c *call, st *state) {
	for _, v := range c.args {
		for _, a := range v {
			if a.K == Fn {
				in.callback(a, st, c)
			} else if name, recv, ok := in.method(st, a, "ServeHTTP"); ok && !c.back {
				in.callback(&Atom{K: Fn, S: name, V: []Value{recv}, Bound: true, At: a.At}, st, c)
			}
		}
	}
}

func (in *Interp) callback(a *Atom, st *state, c *call) {
	fn := in.prog.body(a.S)
	if fn == nil || len(in.frames) > maxDepth {
		return
	}
	var args []Value
	for _, p := range fn.Params {
		args = append(args, typed(runtime("an argument that a caller not seen here gives to "+fn.Display, c.at), p.Type))
	}
	d := *c
	d.back = true
	if a.Bound {
		copy(args, a.V)
		d.args = args[min(len(a.V), len(args)):]
	} else {
		d.args = args
	}
	before := st.clone()
	if _, after := in.function(&d, a, st.clone()); after != nil {
		*st = *in.joinStates(before, after, false)
	}
}

// havocAll makes unknown what unseen code may have written through the
// arguments. With a leaf, it is an input of the function that was called.
func (in *Interp) havocAll(st *state, args []Value, leaf *Atom) {
	for _, v := range args {
		for _, a := range v {
			in.handed = in.handed || a.K == Leaf && a.S[0] != '&' && (a.T == "" || a.T[0] == '*') // what it points to may be filled
			in.havoc(st, a, leaf, 0)
		}
	}
}

func (in *Interp) havoc(st *state, a *Atom, leaf *Atom, depth int) {
	if a.K != Ref || depth > 3 {
		return
	}
	if n, array := in.arrayLen[a.N]; array && a.P == "" {
		items := in.arrayItems(st, a)
		for _, it := range items[:min(n, 64, len(items))] { // a deferred call's may not be made yet
			for _, b := range it.V {
				in.havoc(st, b, leaf, depth+1)
			}
		}
		return
	}
	old := in.loadAtom(st, a)
	st.heap.set(a.N, in.write(st.heap.at(a.N), a.P, in.blur(st, old, leaf, depth)))
}

// blur keeps what is there and makes unknown what is not.
func (in *Interp) blur(st *state, v Value, leaf *Atom, depth int) Value {
	unknown := func(at ir.Pos) *Atom {
		if leaf != nil {
			return leaf.sub("()", "")
		}
		return &Atom{K: Run, Foreign: true, S: "written by code that is not analysed", At: at}
	}
	return v.each(func(a *Atom) Value {
		switch a.K {
		case Zero:
			return one(unknown(a.At).with(func(c *Atom) { c.T = a.T }))
		case Map:
			s := &Step{K: Maybe, Why: "entries that code which is not analysed may add"}
			if leaf != nil {
				s = &Step{K: Use, Val: one(leaf.sub("()", "")), Role: roleMap}
			}
			return one(a.with(func(c *Atom) { c.E = a.E.then(s) }))
		case Struct:
			out := a
			for _, f := range a.F {
				out = out.setField(f.Name, in.blur(st, f.V, leaf, depth+1))
			}
			if out.Base == nil {
				base := unknown(a.At)
				out = out.with(func(c *Atom) { c.Base = base })
			}
			return one(out)
		case List:
			return one(a.with(func(c *Atom) { c.L = appendItem(a.L, Item{Splat: unknown(a.At)}) }))
		case Ref:
			if _, array := in.arrayLen[a.N]; array && a.P == "" && depth > 0 {
				return one(&Atom{K: List, L: appendItem(in.arrayItems(st, a), Item{Splat: unknown(a.At)})})
			}
			in.havoc(st, a, leaf, depth+1)
		}
		if leaf != nil && depth > 0 {
			return join(one(a), one(unknown(a.At))) // it may be replaced, too
		}
		return one(a)
	})
}

// ends reports whether a function never returns.
func ends(name string) bool {
	switch name {
	case "os.Exit", "runtime.Goexit", "syscall.Exit":
		return true
	}
	short := shortName(name)
	return short == "Fatal" || short == "Fatalf" || short == "Fatalln" || short == "Fatalw" || short == "FailNow" && strings.Contains(name, "testing")
}
