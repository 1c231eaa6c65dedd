package flow

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// segmented is loop for a range over a slice of which a part is not known, as
// in
//
//	opts = append(opts, WithOwner(owner))
//	for _, o := range opts {
//		o(&config)
//	}
//
// First it runs over what the parameter brings, any number of times, then over
// the last element, once.
func (in *Interp) segmented(f *frame, loop int, entry []edge) ([]edge, bool) {
	if in.fixing > 0 {
		return nil, false
	}
	r, ok := rangeOf(f.fn, loop)
	if !ok {
		return nil, false
	}
	cur := in.joinEdges(entry)
	list, ok := in.operand(f, cur.st, r.slice).only()
	if !ok || list.K != List {
		return nil, false
	}
	parts := segments(list.L)
	if len(parts) < 2 {
		return nil, false
	}
	l := &f.fn.Loops[loop]
	var exits []edge
	live := make([]Value, len(l.LiveOut))
	for i, part := range parts {
		out := in.rounds(f, loop, []edge{r.over(f, cur, part)})
		var through []edge
		for _, e := range out {
			if e.from == l.Head && i < len(parts)-1 {
				through = append(through, e)
			} else {
				exits = append(exits, r.done(f, e))
			}
		}
		if len(through) < len(out) {
			for k, reg := range l.LiveOut {
				live[k] = join(live[k], f.regs[reg])
			}
		}
		if len(through) == 0 {
			break
		}
		cur = in.joinEdges(through)
		cur.to, cur.phis = l.Head, nil
		for k := range f.fn.Blocks[l.Head].Instrs {
			if phi := &f.fn.Blocks[l.Head].Instrs[k]; phi.Op == ir.Phi {
				cur.phis = append(cur.phis, f.regs[phi.Dst])
			}
		}
	}
	for k, reg := range l.LiveOut {
		f.regs[reg] = live[k]
	}
	return exits, true
}

// ranging is a loop over a slice by index: the registers of the slice and its
// length, and which of the head's phis is the index.
type ranging struct{ slice, length, index int }

// rangeOf recognizes the loops that SSA makes of range statements.
func rangeOf(fn *ir.Func, loop int) (ranging, bool) {
	instrs := fn.Blocks[fn.Loops[loop].Head].Instrs
	last := &instrs[len(instrs)-1]
	if last.Op != ir.If {
		return ranging{}, false
	}
	cond := fn.Definition(last.Args[0])
	if cond == nil || cond.Op != ir.BinOp || cond.Sym != "<" || cond.Args[1] < 0 {
		return ranging{}, false
	}
	next, length := fn.Definition(cond.Args[0]), fn.Definition(cond.Args[1])
	if next == nil || next.Op != ir.BinOp || next.Sym != "+" ||
		length == nil || length.Op != ir.Call || length.Mode != ir.Builtin || length.Sym != "len" || length.Args[0] < 0 {
		return ranging{}, false
	}
	if readsIndex(fn, next.Dst, next.Args[0], length.Args[0], last.Args[0]) {
		return ranging{}, false // parts have indexes of their own
	}
	for i := range instrs {
		phi := &instrs[i]
		if phi.Op == ir.Phi && phi.Dst == next.Args[0] && slices.ContainsFunc(phi.Args, func(arg int) bool {
			return arg < 0 && fn.Consts[^arg].Kind == ir.Int && fn.Consts[^arg].N == -1
		}) {
			return ranging{slice: length.Args[0], length: cond.Args[1], index: i}, true
		}
	}
	return ranging{}, false
}

// readsIndex reports whether a function uses a loop's index for anything else
// than the slice's element and the loop's own condition.
func readsIndex(fn *ir.Func, index, phi, slice, cond int) bool {
	for ins := range fn.Instructions() {
		element := (ins.Op == ir.IndexAddr || ins.Op == ir.Index) && ins.Args[0] == slice
		if !element && ins.Dst != phi && ins.Dst != cond && slices.Contains(ins.Args, index) {
			return true
		}
	}
	return false
}

// over returns the entry of a loop over a part of the slice.
func (r ranging) over(f *frame, e edge, part []Item) edge {
	e.st = e.st.clone()
	e.st.refine(f, r.slice, one(&Atom{K: List, L: part}))
	e.st.refine(f, r.length, runtime("the length of a slice", f.fn.At))
	if n, fixed := length(part); fixed {
		e.st.refine(f, r.length, integer(n))
	}
	e.phis = slices.Clone(e.phis)
	e.phis[r.index] = integer(-1)
	return e
}

// done forgets the part.
func (r ranging) done(f *frame, e edge) edge {
	e.st = e.st.clone()
	delete(e.st.refined, refineKey{f, r.slice})
	delete(e.st.refined, refineKey{f, r.length})
	return e
}

// segments parts a slice into stretches of known elements and parts that are
// known by name only, or may be missing.
func segments(items []Item) [][]Item {
	var out [][]Item
	for i, it := range items {
		if i > 0 && it.V != nil && items[i-1].V != nil {
			out[len(out)-1] = append(out[len(out)-1], it)
			continue
		}
		out = append(out, []Item{it})
	}
	return out
}
