package flow

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// exec runs one instruction that is neither a phi nor the end of a block. The
// state is nil if control does not come back.
func (in *Interp) exec(f *frame, ins *ir.Instr, st *state) (Value, *state) {
	arg := func(i int) Value { return in.operand(f, st, ins.Args[i]) }
	switch ins.Op {
	case ir.Alloc:
		return in.alloc(f, ins, st), st
	case ir.Load:
		v := in.load(st, arg(0))
		if len(v) == 0 {
			return nil, nil // only nil to load from
		}
		return in.fromCell(v), st
	case ir.Store:
		v := in.placed(arg(1), ins.At)
		in.storesCount(f, st, ins, v)
		in.store(st, arg(0), v)
		in.storeElement(f, st, ins.Args[0], v)
		return nil, st
	case ir.FieldAddr:
		in.readsUsage(st, arg(0), ins)
		in.readsBody(f, ins)
		return in.fieldAddr(st, in.united(f, ins, st), ins), st
	case ir.Field:
		in.readsUsage(st, arg(0), ins)
		return in.fromCell(projectAll(arg(0), "."+ins.Sym, ins.Type)), st
	case ir.IndexAddr:
		return in.indexAddr(st, arg(0), arg(1)), st
	case ir.Index:
		return projectAll(arg(0), indexStep(arg(1)), ""), st
	case ir.Lookup:
		if found, ok := in.isAmong(st, arg(0), arg(1), ins.At); ok {
			if ins.CommaOK {
				return one(&Atom{K: Tuple, V: []Value{runtime("an entry of a map", ins.At), found}}), st
			}
			return found, st
		}
		if ins.CommaOK {
			return in.mapFind(st, arg(0), arg(1), ins.At), st
		}
		return in.mapGet(st, arg(0), arg(1)), st
	case ir.MapUpdate:
		in.accounted(st, arg(2))
		in.mapUpdate(st, in.ownMap(f, ins, arg(0), st), &Step{K: Set, Key: arg(1), Val: in.materializeLists(st, in.placed(arg(2), ins.At)).bounded(), At: ins.At})
		return nil, st
	case ir.MakeMap:
		return in.made(f, ins, st, one(&Atom{K: Map, E: Effect{{K: Clear}}})), st
	case ir.MakeSlice:
		if n, ok := arg(0).number(); ok && n == 0 {
			return one(&Atom{K: List}), st
		} else if ok && n <= maxSteps {
			v := in.made(f, ins, st, zero)
			in.arrayLen[v[0].N] = n
			return v, st
		}
		return in.made(f, ins, st, zero), st
	case ir.Slice:
		return in.slice(st, arg(0), arg(1), arg(2), ins), st
	case ir.MakeClosure:
		return in.makeClosure(f, ins, st), st
	case ir.MakeIface:
		in.keepBoxed(st, arg(0), ins.Type)
		return typed(arg(0), ins.Type), st
	case ir.Convert:
		return arg(0), st
	case ir.TypeAssert:
		v := arg(0)
		if ins.Sym != "interface" && ins.Type != "" {
			v = assertType(v, ins.Type)
		}
		if ins.CommaOK {
			if ins.Sym != "interface" && surely(arg(0), ins.Type) {
				return one(&Atom{K: Tuple, V: []Value{v, boolean(true)}}), st
			}
			if unknown := v.each(unsure); len(v) > 0 && !slices.ContainsFunc(v, func(a *Atom) bool { return a.K != Run && a.K != Leaf }) {
				return one(&Atom{K: Tuple, V: []Value{unknown, runtime("a dynamic type", ins.At)}}), st
			}
			out := one(&Atom{K: Tuple, V: []Value{zero, boolean(false)}, At: ins.At})
			if len(v) > 0 {
				out = join(out, one(&Atom{K: Tuple, V: []Value{v, boolean(true)}, At: ins.At}))
			}
			return out, st
		}
		return v, st
	case ir.Extract:
		return extract(arg(0), ins.N), st
	case ir.Call:
		return in.callInstr(f, ins, st)
	case ir.RunDefers:
		return nil, in.runDefers(f, st)
	case ir.Not:
		if in.unset(f, ins.Args[0]) {
			return runtime("whether a variable is set yet", ins.At), st
		}
		if val, known := arg(0).truth(); known {
			return boolean(!val), st
		}
		return runtime("a condition", ins.At), st
	case ir.BinOp:
		if (ins.Sym == "==" || ins.Sym == "!=") && (in.unset(f, ins.Args[0]) || in.unset(f, ins.Args[1])) {
			return runtime("whether a variable is set yet", ins.At), st
		}
		return binop(ins.Sym, arg(0), arg(1), ins.At), st
	case ir.Range:
		in.awaits(arg(0))
		id := in.place(f, ins)
		st.heap.set(id, integer(0))
		return one(&Atom{K: Iter, N: id, V: []Value{in.resolve(arg(0))}}), st
	case ir.Next:
		return in.next(st, arg(0), ins.At), st
	}
	v := runtime("a value that is not followed", ins.At)
	if ins.Op == ir.Recv {
		v = runtime("received from a channel", ins.At)
		if ins.CommaOK {
			v = one(&Atom{K: Tuple, V: []Value{v, v}})
		}
	}
	if ins.Op == ir.Send {
		in.accounted(st, arg(1))
		in.escape(arg(1))
	}
	return v, st
}

// placed gives string constants the place where they are used: their own is
// not kept by SSA.
func (in *Interp) placed(v Value, at ir.Pos) Value {
	if !at.IsValid() {
		return v
	}
	for i, a := range v {
		if (a.K == Str || a.K == Zero) && a.At != at {
			v = slices.Clone(v)
			v[i] = a.with(func(c *Atom) { c.At = at })
		}
	}
	return v
}

func (in *Interp) alloc(f *frame, ins *ir.Instr, st *state) Value {
	id := in.place(f, ins)
	st.heap.set(id, Value{{K: Zero, T: ins.Type, At: ins.At}})
	if ins.N >= 0 {
		in.arrayLen[id] = ins.N
	}
	if ins.CommaOK {
		in.literal(f, ins, id)
		in.requestLiteral(f, ins, id)
	}
	return one(&Atom{K: Ref, N: id, T: ins.Type, At: ins.At})
}

// place returns the number of the object that an instruction makes: a new one
// each time, but the same one while a loop comes to rest.
func (in *Interp) place(f *frame, ins *ir.Instr) int { return in.placeOf(f, ins, "") }

// placeOf is place for one of several objects that an instruction makes.
func (in *Interp) placeOf(f *frame, ins *ir.Instr, which string) int {
	k := allocKey{f.path + which, ins}
	id, ok := in.allocs[k]
	if !ok || in.fixing == 0 {
		in.objects++
		id = in.objects
		in.allocs[k] = id
		in.madeBy[id] = in.maker()
		if at, ok := in.making(); ok {
			in.madeAt[id] = at
		}
	}
	return id
}

// maker returns the function whose code runs, if it is not the root's own.
func (in *Interp) maker() string {
	for _, f := range slices.Backward(in.frames[1:]) {
		if !f.fn.Lexical && !isInit(f.fn) {
			return f.fn.Name
		}
	}
	return ""
}

// making returns the call that supplies what is made now: the outermost one, or,
// in a function that is given nothing that matters, the one that it makes.
func (in *Interp) making() (at Link, ok bool) {
	for _, f := range in.frames[1:] {
		if f.fn.Lexical || isInit(f.fn) {
			continue
		}
		at, ok = Link{At: f.at, Func: f.fn}, true
		if f.fn.Pkg != in.root.Pkg || len(f.fn.Params) > 0 && !in.prog.closedOff[f.fn.Name] {
			break
		}
	}
	return at, ok
}

// closedOff reports whether a function returns something that it has made, and of
// which nothing but texts came from its callers, such as a key or an address.
func closedOff(results Value, fn *ir.Func) bool {
	made := false
	return !results.some(func(a *Atom) bool {
		made = made || a.K == Box
		if a.K != Leaf || !strings.HasPrefix(a.S, fn.Name+"|") {
			return false
		}
		i, err := strconv.Atoi(a.S[len(fn.Name)+1:])
		return err != nil || !fn.Params[i].Text
	}) && made
}

type allocKey struct {
	path string
	ins  *ir.Instr
}

func (in *Interp) made(f *frame, ins *ir.Instr, st *state, content Value) Value {
	id := in.place(f, ins)
	st.heap.set(id, content)
	return one(&Atom{K: Ref, N: id, T: ins.Type, At: ins.At})
}

// temporary returns the address of an object made for a value that has none.
func (in *Interp) temporary(st *state, key, typ string, v Value) *Atom {
	id, ok := in.temps[key]
	if !ok {
		in.objects++
		id = in.objects
		in.temps[key] = id
		in.kept[id] = true
	}
	if _, ok := st.heap.get(id); !ok {
		st.heap.set(id, v)
	}
	return &Atom{K: Ref, N: id, T: typ}
}

func (in *Interp) fieldAddr(st *state, v Value, ins *ir.Instr) Value {
	return v.each(func(a *Atom) Value {
		if a.K == Zero {
			return in.gone(ins.At)
		}
		ref, ok := in.address(st, a)
		if !ok {
			return projectAll(one(a), "."+ins.Sym, ins.Type)
		}
		return one(&Atom{K: Ref, N: ref.N, P: ref.P + "." + ins.Sym, C: ref.C + ";" + ins.Type})
	})
}

func isConstZero(ins *ir.Instr, in *Interp) bool {
	fn := in.frames[len(in.frames)-1].fn
	c := fn.Consts[^ins.Args[2]]
	return c.Kind == ir.Int || c.Kind == ir.Zero
}

// typed notes the dynamic type with which a value goes into an interface.
func typed(v Value, name string) Value {
	if name == "" {
		return v
	}
	return v.each(func(a *Atom) Value {
		if a.T == name || a.K == Opt {
			return one(a)
		}
		if a.K == Zero && name[0] != '*' { // an empty struct in an interface is not nil
			return one(&Atom{K: Struct, T: name, At: a.At})
		}
		return one(a.with(func(c *Atom) { c.T = name }))
	})
}

// surely reports whether all alternatives have a dynamic type.
func surely(v Value, name string) bool {
	for _, a := range v {
		if a.T != name || a.K == Leaf || a.K == Run || a.K == Zero {
			return false
		}
	}
	return len(v) > 0
}

// unsure is what a type assertion that may fail makes of what is known at run
// time only.
func unsure(a *Atom) Value {
	if !a.NonZero {
		return one(a)
	}
	return one(a.with(func(c *Atom) { c.NonZero = false }))
}

// assertType keeps the alternatives that can have a type.
func assertType(v Value, name string) Value {
	var out Value
	for _, a := range v {
		switch a.K {
		case Ref, Box, Struct, Fn:
			if a.T != "" && bare(a.T) != bare(name) {
				continue
			}
		}
		out = join(out, one(a))
	}
	if len(out) == 0 {
		return zero
	}
	return out
}

func extract(v Value, n int) Value {
	return v.each(func(a *Atom) Value {
		if a.K == Tuple && n < len(a.V) {
			return a.V[n]
		}
		return one(a)
	})
}

const maxParts = 12
