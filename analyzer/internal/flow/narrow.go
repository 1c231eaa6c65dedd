package flow

import (
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// unset reports whether a register was just read from a package variable that
// may still be zero: functions set it, and nobody knows which of them run
// first. What reads it takes what they set, but branches on it go both ways.
func (in *Interp) unset(f *frame, reg int) bool {
	if reg < 0 {
		return false
	}
	def := f.fn.Definition(reg)
	if def == nil || def.Op != ir.Load || def.Args[0] >= 0 || in.root.Name == in.root.Pkg+".init" {
		return false
	}
	global := &f.fn.Consts[^def.Args[0]]
	c := in.prog.cells[global.S]
	return global.Kind == ir.Global && in.prog.settled && c != nil && !c.Early
}

// branch follows the ways that the condition leaves open.
func (in *Interp) branch(f *frame, b int, ins *ir.Instr, st *state) []edge {
	succs := f.fn.Blocks[b].Succs
	if val, known := in.operand(f, st, ins.Args[0]).truth(); known && !in.unset(f, ins.Args[0]) {
		if val {
			return []edge{in.edgeTo(f, b, succs[0], st)}
		}
		return []edge{in.edgeTo(f, b, succs[1], st)}
	}
	yes, no := st, st.clone()
	var out []edge
	if in.assume(f, b, ins.Args[0], yes, true) {
		out = append(out, in.edgeTo(f, b, succs[0], yes))
	}
	if in.assume(f, b, ins.Args[0], no, false) {
		out = append(out, in.edgeTo(f, b, succs[1], no))
	}
	return out
}

// assume narrows st to the paths on which the condition in register cond has
// the given truth; false means there are none.
func (in *Interp) assume(f *frame, b, cond int, st *state, truth bool) bool {
	if cond < 0 {
		return true
	}
	if a, ok := in.operand(f, st, cond).only(); ok && a.K == Run && strings.HasPrefix(a.P, conditionMark) {
		in.constrain(f, st, a, truth)
	}
	def := f.fn.Definition(cond)
	if def == nil {
		return true
	}
	switch def.Op {
	case ir.Not:
		return in.assume(f, b, def.Args[0], st, !truth)
	case ir.Extract, ir.Load:
		return in.narrow(f, b, cond, st, !truth) // v, ok := …; a variable
	case ir.BinOp:
		if def.Sym != "==" && def.Sym != "!=" {
			return in.assumeLength(f, b, def, st, truth)
		}
		x, y := def.Args[0], def.Args[1]
		if in.isZero(f, st, x) {
			x, y = y, x
		}
		if !in.isZero(f, st, y) {
			return true
		}
		return in.narrow(f, b, x, st, (def.Sym == "==") == truth)
	}
	return true
}

// assumeLength understands len(x) > 0 and len(x) == 0.
func (in *Interp) assumeLength(f *frame, b int, def *ir.Instr, st *state, truth bool) bool {
	if def.Sym == ">" && in.isZero(f, st, def.Args[1]) {
		return in.narrow(f, b, def.Args[0], st, !truth)
	}
	return true
}

func (in *Interp) isZero(f *frame, st *state, arg int) bool {
	a, ok := in.operand(f, st, arg).only()
	return ok && (a.K == Zero || a.K == Int && a.N == 0)
}

// narrow keeps of register reg what is zero, or what is not, and does the
// same to the variable it was just loaded from.
func (in *Interp) narrow(f *frame, b, reg int, st *state, isZero bool) bool {
	v := in.operand(f, st, reg)
	if reg < 0 {
		return true
	}
	def := f.fn.Definition(reg)
	if def != nil && def.Op == ir.Call && def.Sym == "(net/http.Header).Get" && !isZero {
		// A header that is there already is attached.
		in.mapUpdate(st, in.operand(f, st, def.Args[0]), &Step{
			K: Set, Key: canonical(in.operand(f, st, def.Args[1])), Val: runtime("a header that is there already", def.At), At: def.At,
		})
	}
	if def != nil && def.Op == ir.Call && def.Mode == ir.Builtin && def.Sym == "len" {
		return in.narrowLength(f, b, def.Args[0], st, isZero)
	}
	if def != nil && def.Op == ir.Call && emptyOfEmpty[def.Sym] && !isZero && !in.narrow(f, b, def.Args[0], st, false) {
		return false
	}
	kept := filter(v, isZero)
	if len(kept) == 0 && isZero && in.unset(f, reg) {
		st.refine(f, reg, zero)
		return true // the variable itself stays: finding it unset does not store in it
	}
	if len(kept) == 0 {
		return false
	}
	in.remain(f, b, reg, st, kept, isZero, false)
	return true
}

// remain makes kept, which is zero or is not, the value of register reg, and of the
// variable that it was just loaded from.
func (in *Interp) remain(f *frame, b, reg int, st *state, kept Value, isZero, length bool) {
	v, def := in.operand(f, st, reg), f.fn.Definition(reg)
	st.refine(f, reg, kept)
	if a, single := v.withoutZero().only(); single && isZero && a.K == Leaf && a.S[0] != '&' {
		st.noteNil(a)
	}
	if def != nil && def.Op == ir.Extract {
		in.narrowTuple(f, b, def, st, isZero, length)
	}
	if def != nil && def.Op == ir.Field && def.Args[0] >= 0 {
		whole := in.writeAs(in.operand(f, st, def.Args[0]), "."+def.Sym, []string{def.Type}, kept, true)
		st.refine(f, def.Args[0], whole)
	}
	if def != nil && def.Op == ir.Load {
		addr := in.operand(f, st, def.Args[0])
		if a, ok := addr.only(); ok {
			if ref, ok := in.address(st, a); ok && in.stillHolds(st, ref, v) {
				st.heap.set(ref.N, in.write(st.heap.at(ref.N), ref.P, kept))
			}
		}
	}
}

// emptyOfEmpty has functions that make nothing of an empty text: where what they
// give is not empty, what they got is not.
var emptyOfEmpty = map[string]bool{
	"strings.Clone": true, "strings.ToLower": true, "strings.ToUpper": true, "strings.Trim": true, "strings.TrimLeft": true,
	"strings.TrimPrefix": true, "strings.TrimRight": true, "strings.TrimSpace": true, "strings.TrimSuffix": true,
}

// stillHolds reports whether a variable or field still holds what was read from it.
func (in *Interp) stillHolds(st *state, ref *Atom, v Value) bool {
	now := in.loadAtom(st, ref)
	if leaf, symbolic := in.leafOf[ref.N]; symbolic && leaf.S[0] != '&' {
		now = in.fromCell(now)
	}
	return now.equal(v)
}

// narrowTuple keeps of all results of a call those that can come with the one
// that a branch has looked at: opts with a nil err.
func (in *Interp) narrowTuple(f *frame, b int, def *ir.Instr, st *state, isZero, length bool) {
	var kept Value
	for _, t := range in.operand(f, st, def.Args[0]) {
		if t.K != Tuple || def.N >= len(t.V) || len(filter(t.V[def.N], isZero)) > 0 || length && len(in.ofLength(st, t.V[def.N], isZero)) > 0 {
			kept = append(kept, t)
		}
	}
	st.refine(f, def.Args[0], kept)
	for range 4 {
		instrs := f.fn.Blocks[b].Instrs
		for i := range instrs {
			if e := &instrs[i]; e.Op == ir.Extract && e.Args[0] == def.Args[0] && e.Dst != def.Dst {
				st.refine(f, e.Dst, extract(kept, e.N))
			}
			if e := &instrs[i]; e.Op == ir.Store {
				in.restore(f, e, def.Args[0], kept, st)
			}
		}
		if len(f.fn.Blocks[b].Preds) != 1 {
			return
		}
		b = f.fn.Blocks[b].Preds[0]
	}
}

// restore narrows a variable into which a result was stored, if it still
// holds it.
func (in *Interp) restore(f *frame, store *ir.Instr, tuple int, kept Value, st *state) {
	from := f.fn.Definition(store.Args[1])
	if from == nil || from.Op != ir.Extract || from.Args[0] != tuple {
		return
	}
	addr := in.operand(f, st, store.Args[0])
	a, ok := addr.only()
	if !ok || a.K != Ref {
		return
	}
	if in.loadAtom(st, a).equal(f.regs[store.Args[1]]) {
		st.heap.set(a.N, in.write(st.heap.at(a.N), a.P, extract(kept, from.N)))
	}
}

// filter keeps of a value what is zero, or what is not.
func filter(v Value, isZero bool) Value {
	var out Value
	for _, a := range v {
		switch a.K {
		case Zero:
			if isZero {
				out = join(out, one(a))
			}
		case Run:
			switch {
			case !isZero:
				out = join(out, one(a.with(func(c *Atom) { c.NonZero = true })))
			case !a.NonZero:
				out = join(out, one(a))
			}
		case Leaf:
			switch {
			case !isZero:
				out = join(out, one(a.with(func(c *Atom) { c.NonZero = true })))
			case !a.NonZero:
				out = join(out, zero)
			}
		case List:
			n, fixed := length(a.L)
			if !fixed || (n == 0) == isZero {
				out = join(out, one(a))
			}
		case Bool:
			if (a.N == 0) == isZero {
				out = join(out, one(a))
			}
		default:
			if !isZero {
				out = join(out, one(a))
			}
		}
	}
	return out
}
