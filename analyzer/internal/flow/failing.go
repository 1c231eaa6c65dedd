package flow

import "github.com/llmtag/llmtag/analyzer/internal/ir"

// A function that fails has often not done what it is for: what it leaves
// behind when it returns an error is kept apart from what it leaves behind
// when it does not, as far as the branch that asks for the error.
//
//	if err := load(path, &conf); err != nil {
//		return err
//	}
//	use(conf) // is filled here

// endings are the ways in which a call ends: without an error and with one.
type endings [2]struct {
	results Value
	exit    *state
}

// fails reports whether a function surely returns an error, or that it has
// nothing.
func fails(v Value) bool {
	a, single := v.only()
	if single && a.K == Tuple {
		return failed(a) == "not zero"
	}
	return failure(v)
}

// add notes a return.
func (in *Interp) addReturn(f *frame, v Value, st *state) {
	i := 0
	if len(in.frames) > 1 && fails(v) {
		i = 1
	}
	o := &f.endings[i]
	if o.exit == nil {
		o.results, o.exit = v, st
		return
	}
	o.results, o.exit = in.meet(f, o.results, o.exit, v, st)
}

// meet joins two ways in which a function returns.
func (in *Interp) meet(f *frame, was Value, before *state, v Value, st *state) (Value, *state) {
	v, st = in.alignResults(f, was, v, st)
	x, y := in.alignMemory(f, edge{to: -1, st: before, phis: []Value{was}}, edge{to: -1, st: st, phis: []Value{v}})
	was, v = x.phis[0], y.phis[0]
	return join(in.asObjects(was, v), in.asObjects(v, was)), in.joinStates(x.st, y.st, false)
}

// comesTo returns what a function comes to altogether.
func (in *Interp) comesTo(f *frame) (Value, *state) {
	good, bad := f.endings[0], f.endings[1]
	switch {
	case good.exit == nil:
		return bad.results, bad.exit
	case bad.exit == nil:
		return good.results, good.exit
	}
	in.endings = f.endings
	for i, o := range f.endings {
		in.endings[i].exit = o.exit.clone()
	}
	return in.meet(f, good.results, good.exit, bad.results, bad.exit)
}

// afterCall goes on behind a call once for each outcome, if the branch that asks
// for the error follows at once.
func (in *Interp) afterCall(f *frame, b, i int) ([]edge, bool) {
	parts := in.endings
	in.endings = endings{}
	instrs := f.fn.Blocks[b].Instrs
	call := &instrs[i]
	if in.direct != call || call.When != ir.Now || !asked(instrs[i+1:], call.Dst) {
		return nil, false
	}
	var out []edge
	values := make([]Value, len(instrs))
	for _, part := range parts {
		st := part.exit
		st.refine(f, call.Dst, part.results)
		for k := i + 1; k < len(instrs)-1; k++ {
			v, _ := in.exec(f, &instrs[k], st)
			st.refine(f, instrs[k].Dst, v)
			values[k] = join(values[k], v)
		}
		out = append(out, in.branch(f, b, &instrs[len(instrs)-1], st)...)
	}
	for k := i + 1; k < len(instrs)-1; k++ {
		f.regs[instrs[k].Dst] = values[k]
	}
	return out, true
}

// asked reports whether instructions do nothing but ask for a part of a call's
// result.
func asked(instrs []ir.Instr, result int) bool {
	if len(instrs) == 0 || instrs[len(instrs)-1].Op != ir.If {
		return false
	}
	of := map[int]bool{result: true}
	for k := range instrs[:len(instrs)-1] {
		ins := &instrs[k]
		switch {
		case ins.Op == ir.Extract && of[ins.Args[0]], ins.Op == ir.BinOp && (of[ins.Args[0]] || of[ins.Args[1]]), ins.Op == ir.Not && of[ins.Args[0]]:
			of[ins.Dst] = true
		default:
			return false
		}
	}
	return of[instrs[len(instrs)-1].Args[0]]
}
