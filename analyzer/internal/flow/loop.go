package flow

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// anyOrder runs a function whose loops have several entries, block by block
// until the state rests.
func (in *Interp) anyOrder(f *frame, entry edge) {
	in.fixing++
	defer func() { in.fixing-- }()
	into := map[int]edge{0: entry}
	dirty := map[int]bool{0: true}
	for range maxRounds * len(f.fn.Order) {
		i := slices.IndexFunc(f.fn.Order, func(b int) bool { return dirty[b] })
		if i < 0 {
			return
		}
		b := f.fn.Order[i]
		delete(dirty, b)
		for _, e := range in.block(f, b, []edge{into[b]}) {
			old, ok := into[e.to]
			if !ok {
				into[e.to], dirty[e.to] = e, true
				continue
			}
			merged, same := in.widen(old, e)
			if !same {
				into[e.to], dirty[e.to] = merged, true
			}
		}
	}
	in.limited = true
}

// widen joins what comes round a loop into what entered it, and reports
// whether nothing is new.
func (in *Interp) widen(cur, next edge) (edge, bool) {
	merged := edge{from: cur.from, to: cur.to, st: in.joinStates(cur.st, next.st, true)}
	same := sameStates(merged.st, cur.st)
	for i := range cur.phis {
		mine, theirs := in.alike(cur.st, next.st, cur.phis[i], next.phis[i], 0)
		v := joinAt(mine, theirs, true)
		same = same && v.equal(cur.phis[i])
		merged.phis = append(merged.phis, v)
	}
	return merged, same
}

// region runs the blocks of a loop, or of the whole function if loop is -1,
// once, and returns the ways out of it and back to its head.
func (in *Interp) region(f *frame, loop int, entry []edge) (exits, backs []edge) {
	head, order := 0, f.fn.Order
	if loop >= 0 {
		head, order = f.fn.Loops[loop].Head, f.fn.Loops[loop].Blocks
	}
	pending := map[int][]edge{head: entry}
	send := func(edges []edge) {
		for _, e := range edges {
			switch {
			case loop >= 0 && e.to == head:
				backs = append(backs, e)
			case loop >= 0 && !in.inside(f.fn, loop, e.to):
				exits = append(exits, e)
			default:
				pending[e.to] = append(pending[e.to], e)
			}
		}
	}
	for _, b := range order {
		edges := pending[b]
		if len(edges) == 0 {
			continue // no path leads here
		}
		delete(pending, b)
		inner := f.fn.Blocks[b].Loop
		if inner != loop && f.fn.Loops[inner].Head == b && f.fn.Loops[inner].Parent == loop {
			live := make([]Value, len(f.fn.Loops[inner].LiveOut))
			for _, variant := range byVariant(edges) {
				out := in.loop(f, inner, variant)
				for i, r := range f.fn.Loops[inner].LiveOut {
					if len(out) > 0 {
						live[i] = join(live[i], f.regs[r])
					}
				}
				send(out)
			}
			for i, r := range f.fn.Loops[inner].LiveOut {
				f.regs[r] = live[i]
			}
			continue
		}
		send(in.block(f, b, edges))
	}
	return exits, backs
}

func (in *Interp) inside(fn *ir.Func, loop, block int) bool {
	for l := fn.Blocks[block].Loop; l >= 0; l = fn.Loops[l].Parent {
		if l == loop {
			return true
		}
	}
	return false
}

// loop runs a loop: round by round while its head decides each time, else
// until the state rests.
func (in *Interp) loop(f *frame, loop int, entry []edge) []edge {
	if exits, ok := in.segmented(f, loop, entry); ok {
		return exits
	}
	return in.rounds(f, loop, entry)
}

func (in *Interp) rounds(f *frame, loop int, entry []edge) []edge {
	l := &f.fn.Loops[loop]
	var exits []edge
	live := make([]Value, len(l.LiveOut))
	cur := entry
	for range maxUnroll {
		out, backs := in.region(f, loop, cur)
		if skipped := in.skippable(f, l, cur); skipped != nil && len(backs) > 0 {
			backs = append(backs, *skipped)
		}
		if len(backs) > 0 && !in.decided(f, l) {
			break // nobody knows how often from here on
		}
		exits = append(exits, out...)
		if len(out) > 0 {
			for i, r := range l.LiveOut {
				live[i] = join(live[i], f.regs[r])
			}
		}
		if len(backs) == 0 || in.exhausted() {
			for i, r := range l.LiveOut {
				f.regs[r] = live[i]
			}
			return exits
		}
		cur = []edge{in.joinEdges(backs)}
	}
	exits = append(exits, in.fixpoint(f, loop, cur)...)
	for i, r := range l.LiveOut {
		f.regs[r] = join(live[i], f.regs[r])
	}
	return exits
}

// skippable returns the way around the last round of a loop over a map, if the
// round's entry is in the map on some paths only.
func (in *Interp) skippable(f *frame, l *ir.Loop, entry []edge) *edge {
	for i := range f.fn.Blocks[l.Head].Instrs {
		ins := &f.fn.Blocks[l.Head].Instrs[i]
		if ins.Op != ir.Next {
			continue
		}
		it, ok := in.operand(f, nil, ins.Args[0]).only()
		if !ok || it.K != Iter || !in.optional[it.N] {
			return nil
		}
		delete(in.optional, it.N)
		e := in.joinEdges(entry)
		e.st = e.st.clone()
		if n, ok := e.st.heap.at(it.N).number(); ok {
			e.st.heap.set(it.N, integer(n+1))
			return &e
		}
	}
	return nil
}

// decided reports whether the branch at the loop's head, or at its end where
// the loop has its condition there, chose one way in the last round.
func (in *Interp) decided(f *frame, l *ir.Loop) bool {
	for _, b := range append([]int{l.Head}, f.fn.Blocks[l.Head].Preds...) {
		instrs := f.fn.Blocks[b].Instrs
		last := &instrs[len(instrs)-1]
		if last.Op != ir.If || !slices.Contains(l.Blocks, b) || !slices.ContainsFunc(f.fn.Blocks[b].Succs, func(s int) bool { return !slices.Contains(l.Blocks, s) }) {
			continue // it does not leave the loop
		}
		_, known := in.operand(f, nil, last.Args[0]).truth()
		return known
	}
	return false
}

func (in *Interp) fixpoint(f *frame, loop int, entry []edge) []edge {
	in.fixing++
	defer func() { in.fixing-- }()
	cur := in.joinEdges(entry)
	var exits []edge
	for range maxRounds {
		var backs []edge
		exits, backs = in.region(f, loop, []edge{cur})
		if len(backs) == 0 || in.exhausted() {
			return exits
		}
		next := in.joinEdges(backs)
		merged, same := in.widen(cur, next)
		if same {
			if len(exits) == 0 {
				in.end(cur.st) // it never ends
			}
			return exits
		}
		cur = merged
	}
	in.limited = true
	return exits
}

// joinEdges makes one edge of several into the same block.
func (in *Interp) joinEdges(edges []edge) edge {
	out := edges[0]
	for _, e := range edges[1:] {
		phis := make([]Value, len(out.phis))
		for i := range phis {
			phis[i] = join(out.phis[i], e.phis[i])
		}
		out = edge{from: out.from, to: out.to, st: in.joinStates(out.st, e.st, false), phis: phis}
	}
	return out
}

// fork goes on once for each length of a slice, where a loop begins by asking
// for it: then the loop runs exactly.
func (in *Interp) fork(f *frame, b, i int, e edge, st *state) ([]edge, bool) {
	ins := &f.fn.Blocks[b].Instrs[i]
	if ins.Op != ir.Call || ins.Mode != ir.Builtin || ins.Sym != "len" || ins.Args[0] < 0 || in.fixing > 0 {
		return nil, false
	}
	lists := in.lists(st, in.operand(f, st, ins.Args[0]))
	if len(lists) < 2 {
		return nil, false
	}
	var out []edge
	for k, l := range lists {
		mine := st.clone()
		mine.refine(f, ins.Args[0], one(&Atom{K: List, L: l}))
		mine.refine(f, ins.Dst, integer(len(l)))
		f.regs[ins.Dst] = integer(len(l))
		for _, o := range in.blockFrom(f, b, i+1, e, mine) {
			o.variant = k + 1
			out = append(out, o)
		}
	}
	return out, true
}

// lists returns the slices that a value may be, if each is known and they
// differ in length.
func (in *Interp) lists(st *state, v Value) [][]Item {
	var out [][]Item
	for _, a := range v {
		if a.K != List && a.K != Ref || in.isMap(st, a) {
			return nil
		}
		more, ok := expand(in.atomItems(st, a))
		if !ok || len(out)+len(more) > 8 {
			return nil
		}
		out = append(out, more...)
	}
	for _, l := range out {
		if len(l) != len(out[0]) {
			return out
		}
	}
	return nil
}

func byVariant(edges []edge) [][]edge {
	var out [][]edge
	for _, e := range edges {
		i := slices.IndexFunc(out, func(g []edge) bool { return g[0].variant == e.variant })
		if i < 0 {
			out = append(out, []edge{e})
		} else {
			out[i] = append(out[i], e)
		}
	}
	return out
}
