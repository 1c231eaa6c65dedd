package flow

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// state is what holds at a point of a path: the contents of objects, and what
// branches have told of registers.
type state struct {
	heap    map[int]Value
	refined map[refineKey]Value
}

type refineKey struct {
	frame *frame
	reg   int
}

func newState() *state { return &state{heap: map[int]Value{}} }

func (s *state) clone() *state {
	return &state{heap: maps.Clone(s.heap), refined: maps.Clone(s.refined)}
}

// joinStates joins b into a copy of a.
func (in *Interp) joinStates(a, b *state, loop bool) *state {
	in.steps += len(b.heap) / 8
	out := &state{heap: maps.Clone(a.heap)}
	for obj, v := range b.heap {
		if mine, ok := out.heap[obj]; ok {
			if loop {
				mine, v = in.alike(a, b, mine, v, 0)
			}
			out.heap[obj] = joinAt(mine, v, loop)
		} else {
			out.heap[obj] = v
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
	if v.Key() == w.Key() || depth > 3 {
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
	if len(a.heap) != len(b.heap) {
		return false
	}
	for obj, v := range a.heap {
		w, ok := b.heap[obj]
		if !ok || v.Key() != w.Key() {
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

// refineBack notes what is known of a register where it is less than all.
func (s *state) refineBack(k refineKey, v Value) {
	if v.Key() != k.frame.regs[k.reg].Key() {
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

// object returns the number of a new object that holds v.
func (in *Interp) object(st *state, v Value) int {
	in.objects++
	st.heap[in.objects] = v
	return in.objects
}

// newRef returns the address of a new object of type typ that holds v.
func (in *Interp) newRef(st *state, typ string, v Value) *Atom {
	return &Atom{K: Ref, N: in.object(st, v), T: typ}
}

// address turns an atom that is dereferenced into a Ref. A symbolic pointer
// gets an object of its own, which holds the leaf until something is stored.
func (in *Interp) address(st *state, a *Atom) (*Atom, bool) {
	switch a.K {
	case Ref:
		return a, true
	case Leaf:
		obj, ok := in.symbolic[a.S+a.P]
		if !ok {
			in.objects++
			obj = in.objects
			in.symbolic[a.S+a.P] = obj
			in.leafOf[obj] = a
		}
		if _, ok := st.heap[obj]; !ok {
			st.heap[obj] = in.initial(a)
		}
		return &Atom{K: Ref, N: obj, T: a.T}, true
	case Box:
		return in.temporary(st, a.Key(), a.T, a.V[0]), true
	}
	return nil, false
}

// current returns what a symbolic pointer or map points to now, if the code
// has changed it.
func (in *Interp) current(st *state, a *Atom) (Value, bool) {
	obj, ok := in.symbolic[a.S+a.P]
	if !ok {
		return nil, false
	}
	v, ok := st.heap[obj]
	if !ok {
		return nil, false
	}
	if b, single := v.only(); single && b.Key() == in.leafOf[obj].Key() {
		return nil, false
	}
	return v, true
}

// initial returns what a symbolic object holds at first: for a package
// variable what is stored in it, if that is known.
func (in *Interp) initial(a *Atom) Value {
	if in.prog.settled && a.S[0] == '&' && a.P == "" && !in.initializes(a) {
		if stored, ok := in.prog.stored(a); ok {
			return stored
		}
	}
	if a.S[0] == '&' && a.P == "" && in.initializes(a) {
		return zero
	}
	return one(a)
}

// initializes reports whether the root is what gives a package variable its
// first value.
func (in *Interp) initializes(a *Atom) bool {
	return in.root.Name == packageOf(a.C)+".init"
}

// load returns what the alternatives of addr point to.
func (in *Interp) load(st *state, addr Value) Value {
	return addr.each(func(a *Atom) Value { return in.loadAtom(st, a) })
}

func (in *Interp) loadAtom(st *state, a *Atom) Value {
	if a.K == Zero {
		return in.gone(a.At)
	}
	ref, ok := in.address(st, a)
	if !ok {
		return one(a) // a value that needs no pointer: a client, an option, something foreign
	}
	v := st.heap[ref.N]
	owners := strings.Split(ref.C, ";")
	i := 0
	for step := range steps(ref.P) {
		i++
		owner := ""
		if i < len(owners) {
			owner = owners[i]
		}
		v = projectAll(v, step, owner)
	}
	return v
}

// store writes v where addr points to: for sure if there is one alternative.
func (in *Interp) store(st *state, addr, v Value) {
	v = v.bounded()
	_, sure := addr.only()
	for _, a := range addr {
		ref, ok := in.address(st, a)
		if !ok {
			continue // through a nil, foreign or SDK pointer: nothing we track
		}
		st.heap[ref.N] = in.writeAs(st.heap[ref.N], ref.P, owners(ref), v, sure)
	}
}

// owners returns the struct types that the steps of an address are fields of.
func owners(ref *Atom) []string {
	if ref.C == "" {
		return nil
	}
	return strings.Split(ref.C, ";")[1:]
}

// write returns content with v at path, for sure.
func (in *Interp) write(content Value, path string, v Value) Value {
	return in.writeAs(content, path, nil, v, true)
}

// writeAs is write where the types of the structs on the path are known.
func (in *Interp) writeAs(content Value, path string, types []string, v Value, sure bool) Value {
	if path == "" {
		if sure {
			return v
		}
		return join(content, v)
	}
	step, rest := cut(path)
	typ := ""
	if len(types) > 0 {
		typ, types = types[0], types[1:]
	}
	if step == "[]" { // some element: each may be the one
		sure = false
	}
	return content.each(func(a *Atom) Value {
		switch a.K {
		case Zero, Leaf, Run:
			base := a
			if a.K == Zero {
				base = nil
			}
			a = &Atom{K: Struct, T: cmp.Or(a.T, typ), Base: base}
		case Struct:
		case List:
			return one(a.with(func(c *Atom) { c.L = replaceItem(a.L, step, v, rest == "" && sure) }))
		case Client:
			return one(a.override(path, v))
		default:
			return one(a) // an SDK's own value: its fields carry nothing we know of
		}
		if step == "[]" {
			for _, f := range a.F {
				a = a.setField(f.Name, in.writeAs(f.V, rest, types, v, false))
			}
		}
		return one(a.setField(step, in.writeAs(a.get(step), rest, types, v, sure)))
	})
}

// override notes a store to a field of a client or service, such as
// client.Chat.Completions.Options = append(…).
func (a *Atom) override(path string, v Value) *Atom {
	return a.setField(a.P+path, v)
}

// cut splits a path after its first step.
func cut(path string) (step, rest string) {
	i := strings.IndexAny(path[1:], ".[(")
	if i < 0 {
		return path, ""
	}
	return path[:i+1], path[i+1:]
}

func steps(path string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for path != "" {
			var step string
			step, path = cut(path)
			if !yield(step) {
				return
			}
		}
	}
}

// projectAll reads the field or element step of v.
func projectAll(v Value, step, owner string) Value {
	return v.each(func(a *Atom) Value { return project(a, step, owner) })
}

// project reads ".field" or "[k]" of an atom; owner is the name of the struct
// type if that is known.
func project(a *Atom, step, owner string) Value {
	switch a.K {
	case Struct:
		if v, ok := a.field(step); ok {
			return v
		}
		if step == "[]" {
			var out Value
			for _, f := range a.F {
				if f.Name[0] == '[' {
					out = join(out, f.V)
				}
			}
			if a.Base != nil {
				out = join(out, a.rest(step))
			}
			return out
		}
		return a.rest(step)
	case Zero:
		return zero
	case Leaf:
		return one(a.sub(step, owner))
	case Client:
		if v, ok := a.field(a.P + step); ok {
			return v
		}
		return one(a.with(func(c *Atom) { c.P = a.P + step }))
	case Box:
		return projectAll(a.V[0], step, owner)
	case List:
		return elements(a, step)
	}
	return one(a) // Run and Opt: the part of something unseen is unseen
}

// sub returns a leaf's field or element.
func (a *Atom) sub(step, owner string) *Atom {
	if strings.Count(a.P, ".")+strings.Count(a.P, "[") > 8 {
		return a // recursive data: deep enough to tell apart what matters
	}
	c := &Atom{K: Leaf, S: a.S, P: a.P + step, Base: a}
	switch {
	case step[0] == '.' && owner != "":
		c.C = owner + step
	case step[0] == '[' && a.C != "":
		c.C = a.C + "[]"
	}
	return c
}

// elements reads an element of a list.
func elements(a *Atom, step string) Value {
	if step != "[]" {
		if i, err := strconv.Atoi(strings.Trim(step, "[]")); err == nil {
			if v, ok := nth(a.L, i); ok {
				return v
			}
		}
	}
	return anyOf(a.L)
}

func nth(items []Item, i int) (Value, bool) {
	for _, it := range items {
		if it.V == nil {
			return nil, false
		}
		if i == 0 {
			return it.V, true
		}
		i--
	}
	return nil, false
}

func anyOf(items []Item) Value {
	var out Value
	for _, it := range items {
		switch {
		case it.Alt != nil:
			for _, alt := range it.Alt {
				out = join(out, anyOf(alt))
			}
		case it.Star != nil:
			out = join(out, anyOf(it.Star))
		case it.Splat != nil:
			out = join(out, project(it.Splat, "[]", ""))
		default:
			out = join(out, it.V)
		}
	}
	return out
}

// length returns a list's length where every path agrees on it.
func length(items []Item) (int, bool) {
	for _, it := range items {
		if it.V == nil {
			return 0, false
		}
	}
	return len(items), true
}

// items returns the elements of a slice value.
func (in *Interp) items(st *state, v Value) []Item {
	var out []Item
	for i, a := range v {
		list := in.atomItems(st, a)
		if i == 0 {
			out = list
		} else {
			out = joinItems(out, list, false)
		}
	}
	return out
}

func (in *Interp) atomItems(st *state, a *Atom) []Item {
	switch a.K {
	case Zero:
		return nil
	case List:
		return a.L
	case Ref:
		return in.arrayItems(st, a)
	case Box:
		return in.items(st, a.V[0])
	}
	return []Item{{Splat: a}}
}

// arrayItems returns the elements of an array object.
func (in *Interp) arrayItems(st *state, ref *Atom) []Item {
	content := in.loadAtom(st, ref)
	n, fixed := in.arrayLen[ref.N]
	if rest := content.withoutZero(); !fixed && len(rest) > 0 {
		content = rest // what is stored any number of times, which may be none
	}
	var out []Item
	for i, a := range content {
		var list []Item
		switch {
		case a.K == Leaf && ref.P == "" && !fixed:
			list = []Item{{Splat: a}}
		case a.K == List:
			list = a.L
		case fixed && ref.P == "":
			for k := range n {
				list = append(list, Item{V: project(a, "["+strconv.Itoa(k)+"]", "")})
			}
		case a.K == Zero:
		case a.K == Struct && a.Base == nil && len(a.F) > 0:
			list = []Item{{Star: []Item{{V: project(a, "[]", "")}}}}
		default:
			list = []Item{{Splat: a}}
		}
		if i == 0 {
			out = list
		} else {
			out = joinItems(out, list, false)
		}
	}
	return out
}

// freeze returns v free of the heap, to be kept in a cell.
func (in *Interp) freeze(st *state, v Value, depth int) Value {
	if len(v) == 0 {
		return v
	}
	return v.each(func(a *Atom) Value { return one(in.freezeAtom(st, a, depth)) })
}

func (in *Interp) freezeAtom(st *state, a *Atom, depth int) *Atom {
	if depth > 6 {
		return &Atom{K: Run, S: "data nested too deep to follow", At: a.At}
	}
	switch a.K {
	case Ref:
		if l, ok := in.leafOf[a.N]; ok && a.P == "" {
			if v, ok := st.heap[a.N].only(); ok && v.Key() == l.Key() {
				return l // an input that was only passed on
			}
		}
		if list, ok := in.arrayLen[a.N]; ok && list >= 0 {
			return &Atom{K: List, L: in.freezeItems(st, in.arrayItems(st, a), depth+1)}
		}
		return &Atom{K: Box, T: a.T, V: []Value{in.freeze(st, in.loadAtom(st, a), depth+1)}}
	case Struct:
		return a.with(func(c *Atom) {
			c.F = make([]FieldValue, len(a.F))
			for i, f := range a.F {
				c.F[i] = FieldValue{f.Name, in.freeze(st, f.V, depth+1)}
			}
		})
	case List:
		return a.with(func(c *Atom) { c.L = in.freezeItems(st, a.L, depth+1) })
	case Fn, Tuple, Cat:
		return a.with(func(c *Atom) {
			c.V = make([]Value, len(a.V))
			for i, v := range a.V {
				c.V[i] = in.freeze(st, v, depth+1)
			}
		})
	case Iter:
		return &Atom{K: Run}
	case Map:
		return a.with(func(c *Atom) { c.E = in.freezeEffect(st, a.E, depth+1) })
	}
	return a
}

// freezeEffect freezes the values that a map's entries hold.
func (in *Interp) freezeEffect(st *state, e Effect, depth int) Effect {
	out := make(Effect, len(e))
	for i, s := range e {
		c := *s
		c.key = ""
		c.Val = in.freeze(st, s.Val, depth)
		c.Sub = make([]Effect, len(s.Sub))
		for j, sub := range s.Sub {
			c.Sub[j] = in.freezeEffect(st, sub, depth)
		}
		out[i] = &c
	}
	return out
}

func (in *Interp) freezeItems(st *state, items []Item, depth int) []Item {
	out := make([]Item, len(items))
	for i, it := range items {
		switch {
		case it.Alt != nil:
			out[i].Alt = make([][]Item, len(it.Alt))
			for j, alt := range it.Alt {
				out[i].Alt[j] = in.freezeItems(st, alt, depth)
			}
		case it.Star != nil:
			out[i].Star = in.freezeItems(st, it.Star, depth)
		case it.Splat != nil:
			out[i].Splat = in.freezeAtom(st, it.Splat, depth)
		default:
			out[i].V = in.freeze(st, it.V, depth)
		}
	}
	return out
}

// replaceItem stores v as an element of a list.
func replaceItem(items []Item, step string, v Value, sure bool) []Item {
	out := append([]Item{}, items...)
	i, err := strconv.Atoi(strings.Trim(step, "[]"))
	if _, known := nth(items, i); err != nil || !known {
		return append(out, Item{Alt: [][]Item{{{V: v}}, nil}})
	}
	if sure {
		out[i] = Item{V: v}
	} else {
		out[i] = Item{V: join(out[i].V, v)}
	}
	return out
}
