package flow

import (
	"maps"
	"slices"
)

// state is what holds at a point of a path: the contents of objects, and what
// branches have told of registers and inputs.
type state struct {
	heap    heap
	refined map[refineKey]Value
	nils    map[string]*Atom // inputs, by root and path, that are zero here
}

type refineKey struct {
	frame *frame
	reg   int
}

func newState() *state { return &state{} }

func (s *state) clone() *state {
	return &state{heap: s.heap.clone(), refined: maps.Clone(s.refined), nils: maps.Clone(s.nils)}
}

// joinStates joins b into a copy of a. What one of the paths only has looked at is
// there on the other as it came in, if it is an input; what a path made by itself
// is out of the other one's reach. Around a loop that would grow from round to round.
func (in *Interp) joinStates(a, b *state, loop bool) *state {
	out := &state{heap: a.heap.clone()}
	unlike := 0
	for obj, v := range b.heap.unlike(&a.heap) {
		unlike++
		if mine, ok := out.heap.get(obj); ok {
			if slices.Equal(mine, v) {
				continue
			}
			if loop {
				mine, v = in.alike(a, b, mine, v, 0)
			}
			out.heap.set(obj, joinAt(mine, v, loop))
		} else {
			if leaf, symbolic := in.leafOf[obj]; symbolic && !loop {
				v = join(in.initial(leaf), v)
			}
			out.heap.set(obj, v)
		}
	}
	for obj, v := range a.heap.unlike(&b.heap) {
		leaf, symbolic := in.leafOf[obj]
		if _, both := b.heap.get(obj); symbolic && !both && !loop {
			out.heap.set(obj, join(v, in.initial(leaf)))
		}
	}
	in.steps += unlike / 8
	for _, pair := range [][2]*state{{a, b}, {b, a}} {
		for _, leaf := range pair[0].nils {
			if pair[1].isNil(leaf) {
				out.noteNil(leaf)
			}
		}
	}
	for k, v := range a.refined {
		w, ok := b.refined[k]
		if !ok {
			w = k.frame.regs[k.reg]
		}
		out.refineBack(k, join(v, w))
	}
	for k, w := range b.refined {
		if _, ok := a.refined[k]; !ok {
			out.refineBack(k, join(k.frame.regs[k.reg], w))
		}
	}
	return out
}

// alike makes lists of two slices if one of them is a list: then a loop's
// head can see that one begins with the other.
func (in *Interp) alike(a, b *state, v, w Value, depth int) (Value, Value) {
	if v.equal(w) || depth > 3 {
		return v, w
	}
	if hasList(v) || hasList(w) {
		return in.asList(a, v), in.asList(b, w)
	}
	x, okX := v.only()
	y, okY := w.only()
	if !okX || !okY || x.K != Struct || y.K != Struct {
		return v, w
	}
	names := map[string]bool{}
	for _, f := range append(slices.Clip(x.F), y.F...) {
		names[f.Name] = true
	}
	for _, name := range sortedKeys(names) {
		m, n := in.alike(a, b, x.get(name), y.get(name), depth+1)
		x, y = x.setField(name, m), y.setField(name, n)
	}
	return one(x), one(y)
}

// asList makes a list of what stands for a slice.
func (in *Interp) asList(st *state, v Value) Value {
	return in.materialize(st, v).each(func(a *Atom) Value {
		switch a.K {
		case Leaf, Run, Opt:
			return one(&Atom{K: List, L: []Item{{Splat: a}}})
		}
		return one(a)
	})
}

func hasList(v Value) bool {
	return slices.ContainsFunc(v, func(a *Atom) bool { return a.K == List })
}

func sameStates(a, b *state) bool {
	if a.heap.len() != b.heap.len() {
		return false
	}
	for obj, v := range a.heap.unlike(&b.heap) {
		w, ok := b.heap.get(obj)
		if !ok || !v.equal(w) {
			return false
		}
	}
	return true
}

func (s *state) refine(f *frame, reg int, v Value) {
	if s.refined == nil {
		s.refined = map[refineKey]Value{}
	}
	s.refined[refineKey{f, reg}] = v
}

// noteNil notes that an input is zero. Inputs do not change, so that holds on.
func (s *state) noteNil(leaf *Atom) {
	if s.nils == nil {
		s.nils = map[string]*Atom{}
	}
	s.nils[leaf.S+leaf.P] = leaf
}

// isNil reports whether an input, or what it is a part of, is zero.
func (s *state) isNil(leaf *Atom) bool {
	for ; leaf != nil; leaf = leaf.Base {
		if s.nils[leaf.S+leaf.P] != nil {
			return true
		}
	}
	return false
}

// refineBack notes what is known of a register where it is less than all.
func (s *state) refineBack(k refineKey, v Value) {
	if !v.equal(k.frame.regs[k.reg]) {
		s.refine(k.frame, k.reg, v)
	}
}

// forget drops what is known of a function's registers when it returns.
func (s *state) forget(f *frame) {
	for k := range s.refined {
		if k.frame == f {
			delete(s.refined, k)
		}
	}
}
