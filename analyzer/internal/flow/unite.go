package flow

import "github.com/llmtag/llmtag/analyzer/internal/ir"

// united gives what a pointer may point to one name before something is stored
// through it, where that is several objects or one that unseen code has made:
//
//	hc := pick(ctx) // its caller's client, or a new one
//	hc.Transport = Tagged{hc.Transport}
//
// Whichever it is, it has the transport from here on.
func (in *Interp) united(f *frame, ins *ir.Instr, st *state) Value {
	reg := ins.Args[0]
	v := in.operand(f, st, reg)
	all := v.withoutZero()
	if a, single := all.only(); reg < 0 || len(all) == 0 || single && a.K != Run || !f.fn.StoresThrough(ins.Dst, 3) {
		return v
	}
	used := f.usedAfter(ins.Dst)
	delete(used, reg)
	var content Value
	for _, a := range all {
		switch {
		case a.K == Run:
			content = join(content, one(a))
		case a.K == Leaf, a.K == Ref && a.P == "" && in.nameless(f, a.N, used):
			content = join(content, in.structContent(st, a))
		default:
			return v
		}
	}
	return in.renew(f, ins, reg, v, content, st)
}

// structContent returns what a pointer points to.
func (in *Interp) structContent(st *state, a *Atom) Value {
	ref, ok := in.address(st, a)
	if !ok {
		return one(a)
	}
	return in.loadAtom(st, ref)
}

// renew makes a register, and the variable it was read from, point to a new
// object.
func (in *Interp) renew(f *frame, ins *ir.Instr, reg int, was, content Value, st *state) Value {
	obj := in.placeOf(f, ins, " united")
	st.heap.set(obj, content)
	typ := "*" + ins.Type
	if a, single := content.only(); single && a.K == Map {
		typ = a.T
	}
	ref := one(&Atom{K: Ref, N: obj, T: typ, At: ins.At})
	st.refine(f, reg, ref)
	if def := f.fn.Definition(reg); def != nil && def.Op == ir.Load {
		if a, ok := in.operand(f, st, def.Args[0]).only(); ok {
			if from, ok := in.address(st, a); ok && in.stillHolds(st, from, was) {
				st.heap.set(from.N, in.write(st.heap.at(from.N), from.P, ref))
			}
		}
	}
	return ref
}

// ownMap gives a map from unseen code a name before an entry is written into it.
func (in *Interp) ownMap(f *frame, ins *ir.Instr, m Value, st *state) Value {
	reg := ins.Args[0]
	a, single := m.only()
	if !single || a.K != Run || reg < 0 || in.operand(f, st, reg).Key() != m.Key() {
		return m
	}
	return in.renew(f, ins, reg, m, one(&Atom{K: Map, T: a.T, E: Effect{{K: Maybe, Why: a.S, At: a.At}}}), st)
}

// usedAfter returns the registers that are read behind the instruction that
// defines one.
func (f *frame) usedAfter(reg int) map[int]bool {
	at := f.fn.Defs[reg-len(f.fn.Params)-len(f.fn.Free)]
	used := map[int]bool{}
	for _, next := range f.fn.Blocks[at.Block].Succs {
		for r := range f.usedFrom(next) {
			used[r] = true
		}
	}
	for i := range f.fn.Blocks[at.Block].Instrs[at.Index:] {
		for _, arg := range f.fn.Blocks[at.Block].Instrs[at.Index+i].Args {
			used[arg] = true
		}
	}
	for _, next := range f.fn.Blocks[at.Block].Succs { // phis read where the edge comes from
		for i := range f.fn.Blocks[next].Instrs {
			if ins := &f.fn.Blocks[next].Instrs[i]; ins.Op == ir.Phi {
				for _, arg := range ins.Args {
					used[arg] = true
				}
			}
		}
	}
	return used
}
