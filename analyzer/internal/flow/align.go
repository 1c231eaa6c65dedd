package flow

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// aligned gives the objects that several paths bring into a variable one name,
// where each path knows only its own:
//
//	if vertex {
//		cfg = &Config{Backend: Vertex}
//	} else {
//		cfg = &Config{APIKey: key}
//	}
//	cfg.Headers = h // a store into the one object that cfg points to
//
// Otherwise the store would have to leave both as they may have been.
func (in *Interp) aligned(f *frame, entry []edge) []edge {
	if len(entry) < 2 {
		return entry
	}
	var used map[int]bool
	out := slices.Clone(entry)
	for i := 1; i < len(out); i++ {
		for phi := range out[0].phis {
			a, okA := out[0].phis[phi].only()
			b, okB := out[i].phis[phi].only()
			if !okA || !okB || !a.mayAlign() || !b.mayAlign() || a.Key() == b.Key() || !in.writesThrough(f, out[0].to, phi) {
				continue
			}
			if used == nil {
				used = f.usedFrom(out[0].to)
			}
			switch {
			case a.K == Leaf && b.K == Ref:
				out[0], out[i] = in.alignInput(f, out[0], out[i], phi, used)
			case a.K == Ref && b.K == Leaf:
				out[i], out[0] = in.alignInput(f, out[i], out[0], phi, used)
			case a.K == Leaf:
			case a.T == b.T && in.nameless(f, a.N, used) && in.nameless(f, b.N, used) && !out[i].reaches(a.N):
				out[i] = out[i].renamed(b.N, a.N)
			}
		}
	}
	for i := 1; i < len(out); i++ {
		out[0], out[i] = in.alignMemory(f, out[0], out[i])
	}
	return out
}

// writesThrough reports whether the function changes what a phi points to, or
// hands it to a function that may.
func (in *Interp) writesThrough(f *frame, b, phi int) bool {
	if phi >= len(f.fn.Blocks[b].Instrs) {
		return false
	}
	pointers := map[int]bool{f.fn.Blocks[b].Instrs[phi].Dst: true}
	for range 2 { // fields of fields
		for b := range f.fn.Blocks {
			for i := range f.fn.Blocks[b].Instrs {
				switch ins := &f.fn.Blocks[b].Instrs[i]; ins.Op {
				case ir.FieldAddr:
					if pointers[ins.Args[0]] {
						pointers[ins.Dst] = true
					}
				case ir.Store:
					if pointers[ins.Args[0]] {
						return true
					}
				case ir.Call:
					if in.prog.body(ins.Sym) != nil && slices.ContainsFunc(ins.Args, func(arg int) bool { return pointers[arg] }) {
						return true
					}
				default:
				}
			}
		}
	}
	return false
}

// mayAlign reports whether an atom is an input or points to a whole object.
func (a *Atom) mayAlign() bool { return a.K == Leaf || a.K == Ref && a.P == "" }

// alignInput is aligned for an input that is replaced where it is nil.
func (in *Interp) alignInput(f *frame, has, nothing edge, phi int, used map[int]bool) (edge, edge) {
	b := nothing.phis[phi][0]
	ref, has, nothing := in.alignLeaf(f, has, nothing, has.phis[phi][0], b, used)
	if ref != nil {
		has.phis = slices.Clone(has.phis)
		has.phis[phi] = one(ref)
	}
	return has, nothing
}

// alignLeaf makes one object of what the input a points to, where it is not
// nil, and of b, which stands in its place where it is.
func (in *Interp) alignLeaf(f *frame, has, nothing edge, a, b *Atom, used map[int]bool) (*Atom, edge, edge) {
	if a.T != "" && bare(a.T) != bare(b.T) {
		return nil, has, nothing
	}
	obj, known := in.symbolic[a.S+a.P]
	same := known && obj == b.N
	if !same && (!in.nameless(f, b.N, used) || !nothing.st.isNil(a) || f.holds(a, used)) {
		return nil, has, nothing
	}
	has.st = has.st.clone()
	ref, ok := in.address(has.st, a)
	if !ok {
		return nil, has, nothing
	}
	if !same {
		nothing = nothing.renamed(b.N, ref.N)
	}
	return &Atom{K: Ref, N: ref.N, T: b.T, At: a.At}, has, nothing
}

// asObjects replaces inputs by the objects that others of the same function's
// results call them.
func (in *Interp) asObjects(v, others Value) Value {
	return v.each(func(a *Atom) Value {
		for _, b := range others {
			obj, known := in.symbolic[a.S+a.P]
			switch {
			case a.K == Tuple && b.K == Tuple && len(a.V) == len(b.V):
				a = a.with(func(c *Atom) {
					c.V = slices.Clone(a.V)
					for i := range c.V {
						c.V[i] = in.asObjects(a.V[i], b.V[i])
					}
				})
			case a.K == Leaf && b.K == Ref && b.P == "" && known && obj == b.N:
				return one(b)
			}
		}
		return one(a)
	})
}

// alignResults is aligned for what a function returns in several places: its
// caller has one variable for it. What it returned before is in was.
func (in *Interp) alignResults(f *frame, was, v Value, st *state) (Value, *state) {
	for i := range max(f.fn.Results, 1) {
		for _, a := range made(was, i) {
			for _, b := range made(v, i) {
				e := edge{st: st, phis: []Value{v}}
				if a.T == b.T && a.N != b.N && in.nameless(f, a.N, nil) && in.nameless(f, b.N, nil) && !e.reaches(a.N) {
					e = e.renamed(b.N, a.N)
					v, st = e.phis[0], e.st
				}
			}
		}
	}
	return v, st
}

// holds reports whether a register that is still read holds an input.
func (f *frame) holds(leaf *Atom, used map[int]bool) bool {
	for reg := range used {
		if reg >= 0 && reg < len(f.regs) && f.regs[reg].some(func(a *Atom) bool { return a.K == Leaf && a.S == leaf.S && a.P == leaf.P }) {
			return true
		}
	}
	return false
}

// made returns the whole objects that a function returns as its result i, one
// for each alternative that has one.
func made(results Value, i int) []*Atom {
	var out []*Atom
	for _, r := range results {
		v := one(r)
		if r.K == Tuple {
			if i >= len(r.V) {
				continue
			}
			v = r.V[i]
		}
		if a, ok := v.only(); ok && a.K == Ref && a.P == "" {
			out = append(out, a)
		}
	}
	return out
}

// usedFrom returns the registers that are read in a block or behind it, but
// for the block's own phis.
func (f *frame) usedFrom(b int) map[int]bool {
	used, seen := map[int]bool{}, map[int]bool{}
	read := func(ins *ir.Instr) {
		for _, arg := range ins.Args {
			used[arg] = true
		}
	}
	var visit func(at int)
	visit = func(at int) {
		if seen[at] {
			return
		}
		seen[at] = true
		for i := range f.fn.Blocks[at].Instrs {
			if ins := &f.fn.Blocks[at].Instrs[i]; ins.Op != ir.Phi || at != b {
				read(ins)
			}
		}
		for _, next := range f.fn.Blocks[at].Succs {
			visit(next)
		}
	}
	visit(b)
	if seen[b] && slices.ContainsFunc(f.fn.Blocks[b].Preds, func(p int) bool { return seen[p] }) { // it is in a loop
		for i := range f.fn.Blocks[b].Instrs {
			read(&f.fn.Blocks[b].Instrs[i])
		}
	}
	for _, d := range f.defers {
		read(d)
	}
	return used
}

// nameless reports whether an object is the function's own and no register
// that is still read holds it.
func (in *Interp) nameless(f *frame, obj int, used map[int]bool) bool {
	_, symbolic := in.leafOf[obj]
	_, array := in.arrayLen[obj]
	_, literal := in.literals[obj]
	_, request := in.requestLiterals[obj]
	if obj <= f.first || symbolic || array || literal || request || in.kept[obj] || in.optional[obj] {
		return false
	}
	for reg := range used {
		if reg >= 0 && reg < len(f.regs) && mentionsObject(f.regs[reg], obj) {
			return false
		}
	}
	for _, c := range in.closures {
		if mentionsObject(one(c.fn), obj) {
			return false
		}
	}
	return true
}

func mentionsObject(v Value, obj int) bool {
	return v.some(func(a *Atom) bool { return (a.K == Ref || a.K == Iter) && a.N == obj })
}

// reaches reports whether an object is held by another one, or by a variable,
// on the path.
func (e edge) reaches(obj int) bool {
	for n, v := range e.st.heap.all() {
		if n != obj && mentionsObject(v, obj) {
			return true
		}
	}
	return slices.ContainsFunc(e.phis, func(v Value) bool { return mentionsObject(v, obj) })
}

// renamed gives an object of the path another name.
func (e edge) renamed(from, to int) edge {
	put := func(v Value) Value { return v.renamed(from, to) }
	st := e.st.clone()
	content := st.heap.at(from)
	st.heap.delete(from)
	for n, v := range st.heap.all() {
		if mentionsObject(v, from) {
			st.heap.set(n, put(v))
		}
	}
	st.heap.set(to, put(content))
	for k, v := range st.refined {
		st.refined[k] = put(v)
	}
	e.st, e.phis = st, slices.Clone(e.phis)
	for i := range e.phis {
		e.phis[i] = put(e.phis[i])
	}
	return e
}

func (v Value) renamed(from, to int) Value {
	if !mentionsObject(v, from) {
		return v
	}
	return v.each(func(a *Atom) Value {
		put := func(v Value) Value { return v.renamed(from, to) }
		return one(a.with(func(c *Atom) {
			if (a.K == Ref || a.K == Iter) && a.N == from {
				c.N = to
			}
			c.V = slices.Clone(a.V)
			for i := range c.V {
				c.V[i] = put(a.V[i])
			}
			c.F = slices.Clone(a.F)
			for i := range c.F {
				c.F[i].V = put(a.F[i].V)
			}
			c.L, c.E = renamedItems(a.L, put), renamedEffect(a.E, put)
		}))
	})
}

func renamedItems(items []Item, put func(Value) Value) []Item {
	out := slices.Clone(items)
	for i, it := range items {
		out[i].V, out[i].Star = put(it.V), renamedItems(it.Star, put)
		out[i].Alt = slices.Clone(it.Alt)
		for j := range out[i].Alt {
			out[i].Alt[j] = renamedItems(it.Alt[j], put)
		}
		if it.Splat != nil {
			out[i].Splat = put(one(it.Splat))[0]
		}
	}
	return out
}

func renamedEffect(e Effect, put func(Value) Value) Effect {
	out := slices.Clone(e)
	for i, s := range e {
		c := *s
		c.key = ""
		c.Key, c.Val = put(s.Key), put(s.Val)
		c.Sub = slices.Clone(s.Sub)
		for j := range c.Sub {
			c.Sub[j] = renamedEffect(s.Sub[j], put)
		}
		out[i] = &c
	}
	return out
}
