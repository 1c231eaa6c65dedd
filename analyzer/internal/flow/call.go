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
	back bool // by code that is not seen, which was given the function
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
	if v, next, ok := in.described(c, st); ok {
		return v, next
	}
	if fn, ok := in.prog.standard[c.name]; ok {
		return fn(in, c, st)
	}
	fn := in.prog.body(c.name)
	switch {
	case shortName(c.name) == "init" && packageOf(c.name) != in.root.Pkg:
		return zero, st // another package's initializer: its cells tell what it left
	case fn == nil || in.prog.foreign[fn.Pkg] && !in.concerns(c, st):
		return in.unseen(c, st)
	}
	in.pay(c, fn, st)
	if v, ok := in.summarized(c, fn, st); ok {
		return v, st
	}
	return in.inline(c, fn, c.args, nil, st)
}

// concerns reports whether a third party's function is given something that
// tags ride on, or makes it. Others are not followed: there is no end to them.
func (in *Interp) concerns(c *call, st *state) bool {
	return c.ins == nil || in.prog.tracked(c.ins.Type) || in.carries(st, c.args) || len(in.probes) > 0
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
			if f.regs[len(f.fn.Params)+i].Key() != v.Key() {
				return false
			}
		}
		return true
	}
	return len(args) == 0 || f.regs[0].Key() == args[0].Key()
}

// progress reports whether a recursive call has an argument that is known and
// another one than in a frame of the same function.
func (in *Interp) progress(f *frame, args []Value) bool {
	for i, v := range args {
		a, ok := v.only()
		if !ok || f.regs[i].Key() == v.Key() {
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
		if f.fn != fn {
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
	if len(in.frames) > maxDepth || in.exhausted() {
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
	if i, variants := variants(fn, args); variants != nil {
		var out Value
		var end *state
		for _, v := range variants {
			mine := slices.Clone(args)
			mine[i] = v
			res, next := in.run(fn, mine, free, st.clone(), c.at, inSight(c, fn))
			if next == nil {
				continue
			}
			out = join(out, res)
			if end == nil {
				end = next
			} else {
				end = in.joinStates(end, next, false)
			}
		}
		return out, end
	}
	return in.run(fn, args, free, st, c.at, inSight(c, fn))
}

// inSight reports whether a call owes the function nothing: what is wrong in it
// is wrong where it stands.
func inSight(c *call, fn *ir.Func) bool {
	return c.back || fn.Lexical && strings.HasPrefix(fn.Name, c.f.fn.Name+"$")
}

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
				st.heap[a.N] = in.write(st.heap[a.N], a.P, in.overwritten(in.loadAtom(st, a), at, 0))
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

func expand(items []Item) ([][]Item, bool) {
	out := [][]Item{nil}
	for _, it := range items {
		switch {
		case it.V != nil:
			for i := range out {
				out[i] = append(slices.Clip(out[i]), it)
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
						next = append(next, append(slices.Clip(head), l...))
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
			in.havocAll(st, c.args, a)
			return one(a.sub("()", "")), st
		}
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
	var out Value
	var end *state
	for _, a := range v {
		res, next := f(a, st.clone())
		if next == nil {
			continue
		}
		out = join(out, res)
		if end == nil {
			end = next
		} else {
			end = in.joinStates(end, next, false)
		}
	}
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
		in.closures[a.Key()] = &closure{fn: a, at: ins.At}
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
			in.havocAll(st, c.args[1:], a)
			in.callbacks(&d, st)
			return one(a.sub("()", "")), st
		}
		return in.unseen(&d, st)
	})
}

func shortName(full string) string { return full[strings.LastIndexByte(full, '.')+1:] }

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

// unseen is a call of code that is not analysed.
func (in *Interp) unseen(c *call, st *state) (Value, *state) {
	if ends(c.name) {
		in.end(st)
		return nil, nil
	}
	in.handsOn(c.args)
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

// callbacks runs the functions among a call's arguments: code that is not
// seen may call them now.
func (in *Interp) callbacks(c *call, st *state) {
	for _, v := range c.args {
		for _, a := range v {
			if a.K != Fn {
				continue
			}
			in.callback(a, st, c)
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
	st.heap[a.N] = in.write(st.heap[a.N], a.P, in.blur(st, old, leaf, depth))
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

func (in *Interp) builtin(ins *ir.Instr, args []Value, st *state) Value {
	switch ins.Sym {
	case "append":
		return in.appendItems(st, args)
	case "len":
		return in.length(st, args[0], ins.At)
	case "copy":
		in.copyItems(st, args[0], args[1])
	case "delete":
		in.mapUpdate(st, args[0], &Step{K: Del, Key: args[1], At: ins.At})
	case "clear":
		in.mapUpdate(st, args[0], &Step{K: Clear, At: ins.At})
	case "min", "max":
		return runtime("a computed value", ins.At)
	}
	return runtime("the result of "+ins.Sym, ins.At)
}

// appendItems is append(args[0], args[1]...): SSA puts the elements in an
// array.
func (in *Interp) appendItems(st *state, args []Value) Value {
	items := slices.Clone(in.items(st, in.resolve(args[0])))
	for _, it := range in.items(st, in.resolve(args[1])) {
		items = appendItem(items, it)
	}
	return one(&Atom{K: List, L: boundedItems(items)})
}

func (in *Interp) length(st *state, v Value, at ir.Pos) Value {
	out := Value{}
	for _, a := range in.resolve(v) {
		switch a.K {
		case Str:
			out = join(out, integer(len(a.S)))
			continue
		case Zero:
			out = join(out, integer(0))
			continue
		case List, Ref, Box:
			if n, ok := length(in.atomItems(st, a)); ok && !in.isMap(st, a) {
				out = join(out, integer(n))
				continue
			}
		}
		return runtime("a length", at)
	}
	return out
}

func (in *Interp) isMap(st *state, a *Atom) bool {
	if a.K != Ref {
		return false
	}
	for _, c := range in.loadAtom(st, a) {
		if c.K == Map {
			return true
		}
	}
	return false
}

func (in *Interp) copyItems(st *state, dst, src Value) {
	list := one(&Atom{K: List, L: in.items(st, in.resolve(src))})
	a, ok := dst.only()
	if !ok || a.K != Ref {
		return
	}
	if _, fixed := in.arrayLen[a.N]; fixed {
		for i, it := range list[0].L {
			if it.V == nil {
				break
			}
			st.heap[a.N] = in.write(st.heap[a.N], a.P+indexStep(integer(i)), it.V)
		}
		return
	}
	in.store(st, dst, list)
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

func packageOf(name string) string {
	name = strings.TrimLeft(name, "(*")
	slash := strings.LastIndexByte(name, '/')
	if dot := strings.IndexByte(name[slash+1:], '.'); dot >= 0 {
		return name[:slash+1+dot]
	}
	return name
}

// isStandard reports whether a package belongs to the standard library. A
// path without a dot does not tell: modules may be called "app".
func isStandard(pkg string) bool {
	first, _, _ := strings.Cut(pkg, "/")
	return standardTrees[first]
}

// readable shortens a full name to package, type and function.
func readable(name string) string {
	name = strings.TrimLeft(name, "(*")
	name = strings.Replace(name, ")", "", 1)
	name = name[strings.LastIndexByte(name, '/')+1:]
	return name
}
