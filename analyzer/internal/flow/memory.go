package flow

import (
	"cmp"
	"strconv"
	"strings"
)

// object returns the number of a new object that holds v.
func (in *Interp) object(st *state, v Value) int {
	in.objects++
	st.heap.set(in.objects, v)
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
		if _, ok := st.heap.get(obj); !ok {
			st.heap.set(obj, in.initial(a))
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
	v, ok := st.heap.get(obj)
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
	if a.S[0] == '&' && a.P == "" && in.settled(a) && !in.initializes(a) {
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
	v := st.heap.at(ref.N)
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
		if _, symbolic := in.leafOf[ref.N]; symbolic {
			in.accounted(st, v) // kept, for whoever reads it later
		}
		st.heap.set(ref.N, in.writeAs(st.heap.at(ref.N), ref.P, owners(ref), v, sure))
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
	case Opt:
		return one(a.part())
	case Run:
		if a.T != "" { // a part is not of the whole's type
			return one(a.with(func(c *Atom) { c.T = "" }))
		}
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
