package flow

import (
	"go/token"
	"slices"
	"strings"
)

// fromCell replaces package variables by what is stored in them.
func (in *Interp) fromCell(v Value) Value {
	return v.each(func(a *Atom) Value {
		if !in.settled(a) {
			return one(a)
		}
		if a.K == Leaf && ofReceiver(a) {
			if given, ok := in.prog.given(a); ok {
				return given
			}
		}
		if a.K != Leaf || a.S[0] != '&' || a.P != "" || in.initializes(a) {
			return one(a)
		}
		if stored, ok := in.prog.stored(a); ok {
			return stored
		}
		return one(a)
	})
}

// settled reports whether all that is stored in an input's cell is known: of other
// packages it is from the beginning.
func (in *Interp) settled(a *Atom) bool {
	if in.prog.settled {
		return true
	}
	pkg := packageOf(a.C)
	return a.K == Leaf && a.S[0] == '&' && pkg != in.prog.own && in.prog.analysed(pkg)
}

// awaits notes that a loop goes over a package variable whose content is not
// known yet: what it makes is to be looked at again when it is.
func (in *Interp) awaits(v Value) {
	if slices.ContainsFunc(v, func(a *Atom) bool { return a.K == Leaf && a.S[0] == '&' && !in.settled(a) }) {
		in.prog.unresolved = true
	}
}

// resolve replaces leaves by what their cells surely hold.
func (in *Interp) resolve(v Value) Value {
	if slices.ContainsFunc(v, func(a *Atom) bool { return a.K == Leaf && a.S[0] != '&' }) {
		in.handed = true // another receiver may hold less than all that are seen
	}
	return in.look(v, in.prog.carried)
}

// resolveSender is resolve for what sends and does not carry tags: there the
// cell tells all that callers could.
func (in *Interp) resolveSender(v Value) Value { return in.look(v, in.prog.stored) }

func (in *Interp) look(v Value, held func(*Atom) (Value, bool)) Value {
	return v.each(func(a *Atom) Value {
		if a.K == Leaf && in.settled(a) {
			if stored, ok := held(a); ok {
				return stored
			}
		}
		return one(a)
	})
}

// stored returns what a leaf's cell holds, if all that is ever stored there
// is known: a field that methods change later depends on who calls them, and
// an exported field on who else stores.
func (p *Program) stored(a *Atom) (Value, bool) { return p.held(a, false) }

// carried is stored for what carries tags: where a function fills a field from
// its parameters, its callers owe the tags, whatever those give that are seen.
func (p *Program) carried(a *Atom) (Value, bool) { return p.held(a, true) }

func (p *Program) held(a *Atom, direct bool) (Value, bool) {
	if !ofReceiver(a) {
		return nil, false // an input: the callers are asked
	}
	if v, ok := p.given(a); ok {
		return v, true
	}
	if a.Base != nil && a.C != "" && (!p.pkgs[packageOf(a.C)] || !p.filled(a)) { // what this one holds, not all of its type
		whole, ok := p.held(a.Base, direct)
		if ok && (!p.pkgs[packageOf(a.C)] || !slices.ContainsFunc(whole, func(b *Atom) bool { return b.K == Box })) {
			return projectAll(whole, a.P[len(a.Base.P):], ""), true
		}
	}
	c := p.cells[a.C]
	if c == nil {
		if p.filled(a) {
			return runtime("set at run time", a.At), true
		}
		if a.Base != nil {
			if whole, ok := p.held(a.Base, direct); ok && slices.ContainsFunc(whole, func(b *Atom) bool { return b.K == Run }) {
				return projectAll(whole, a.P[len(a.Base.P):], ""), true
			}
		}
		if p.neverStored(a) {
			if a.P == "" && p.linked[a.C] {
				return runtime("set when the program is linked", a.At), true
			}
			return zero, true
		}
		if a.Base == nil {
			return nil, false
		}
		whole, ok := p.held(a.Base, direct)
		return projectAll(whole, a.P[len(a.Base.P):], ""), ok
	}
	if c.Moved || c.Open || len(c.Values) == 0 {
		return p.heldByOwner(a, direct)
	}
	out := p.today(c, direct && hasParameter(c.Direct))
	if mentions(out, a.C) {
		return nil, false // it grows by what other functions add, which may have run or not
	}
	if a.NonZero {
		out = filter(out, false)
	}
	if a.S[0] == '&' && len(out.withoutZero()) == 0 {
		return nil, false // something sets it, or nobody would read it
	}
	return out, len(out) > 0
}

// mentions reports whether a value has a part of the cell in it.
func mentions(v Value, cell string) bool {
	return v.some(func(a *Atom) bool { return a.K == Leaf && within(a.C, cell) })
}

// within reports whether a cell is another one or an element of it.
func within(cell, of string) bool {
	rest, ok := strings.CutPrefix(cell, of)
	return ok && (rest == "" || rest[0] == '[')
}

// changed returns what a cell holds, with what functions do to the map in it
// happening any number of times.
func (p *Program) changed(cell string, values Value) Value {
	var later Effect
	var out Value
	var fields []FieldValue
	for _, a := range values {
		if a.K == Struct && a.Base != nil && a.Base.K == Leaf && a.Base.C == cell {
			fields = append(fields, a.F...) // what functions store in its fields
			continue
		}
		if a.K == Map && len(a.E) > 0 && a.E[0].K == Use && a.E[0].Val[0].C == cell {
			later = later.then(&Step{K: Star, Sub: []Effect{a.E[1:]}})
			continue
		}
		out = append(out, a)
	}
	if len(fields) > 0 && len(out.withoutZero()) == 0 {
		return nil // it has fields, and nobody was seen to make it
	}
	for _, f := range fields {
		if !p.computed(f.V, cell) {
			out = out.each(func(a *Atom) Value { return one(a.mayHold(f)) })
		}
	}
	if len(later) == 0 {
		return out
	}
	return out.each(func(a *Atom) Value {
		if a.K != Box {
			return one(a)
		}
		m, ok := a.V[0].only()
		if !ok || m.K != Map {
			return one(a)
		}
		return one(a.with(func(n *Atom) { n.V = []Value{one(m.with(func(n *Atom) { n.E = m.E.seq(later) }))} }))
	})
}

// computed reports whether a value is what a function in the cell returns,
// which is known where it is called only.
func (p *Program) computed(v Value, cell string) bool {
	return slices.ContainsFunc(v, func(a *Atom) bool {
		return a.K == Leaf && a.S == "&"+cell && strings.Contains(a.P, "()")
	})
}

// mayHold returns a struct, or the address of one, in which a field may have
// another value.
func (a *Atom) mayHold(f FieldValue) *Atom {
	switch a.K {
	case Struct:
		return a.setField(f.Name, join(a.get(f.Name), f.V))
	case Zero:
		if a.T == "" {
			return a
		}
		return (&Atom{K: Struct, T: a.T, At: a.At}).mayHold(f)
	case Box:
		return a.with(func(c *Atom) {
			c.V = []Value{a.V[0].each(func(b *Atom) Value { return one(b.mayHold(f)) })}
		})
	}
	return a
}

// ofReceiver reports whether a leaf is a package variable or below a method's
// receiver.
func ofReceiver(a *Atom) bool {
	return a.S[0] == '&' || a.S[0] == '(' && strings.HasSuffix(a.S, "|0") && !strings.Contains(a.S, "$")
}

// neverStored reports whether a leaf is a field or variable of an analysed
// package into which nothing is ever stored.
func (p *Program) neverStored(a *Atom) bool {
	if a.C == "" || strings.HasSuffix(a.C, "]") || !p.settled {
		return false
	}
	pkg := packageOf(a.C)
	return p.pkgs[pkg] && !p.foreign[pkg] && !exportedCell(a.C)
}

// exportedCell reports whether other packages may store in a cell.
func exportedCell(name string) bool {
	pkg := packageOf(name)
	for part := range strings.SplitSeq(strings.TrimPrefix(name[len(pkg):], "."), ".") {
		if !token.IsExported(part) {
			return false
		}
	}
	return true
}

func open(name, pkg string) bool {
	return exportedCell(name) && strings.Count(name[len(pkg):], ".") > 1
}

// note adds a value to a cell.
func (p *Program) note(name string, v Value, moved, main, direct bool) {
	c := p.noting[name]
	if c == nil {
		c = &Cell{Name: name}
		p.noting[name] = c
	}
	c.Values = join(c.Values, v)
	if direct {
		c.Direct = join(c.Direct, v)
	}
	c.Moved = c.Moved || moved
	c.Open = c.Open || !main && open(name, packageOf(name))
}

// keep notes what a root stores in a cell.
func (in *Interp) keep(st *state, cell string, v Value, moved, direct bool) {
	main := in.prog.mainPkg
	own := in.root.Pkg + "."
	if !strings.HasPrefix(cell, own) && in.prog.pkgs[packageOf(cell)] {
		if !moved {
			return // an importer's objects do not change what their package knows
		}
		in.prog.touched[cell] = true
	}
	frozen := in.freeze(st, v, 0)
	if in.prog.noting != nil {
		in.prog.note(cell, frozen, moved, main, direct)
	} else if !main && exportedCell(cell) && (strings.HasPrefix(cell, own) || strings.Count(cell[len(packageOf(cell)):], ".") == 1) {
		// A field of another package's type is no way out by itself: the
		// struct must go somewhere.
		in.escapeFrozen(frozen)
	}
}

// keepFields notes the fields of a struct, and of those in it. From is the input
// that it was, if it was one.
func (in *Interp) keepFields(st *state, a, from *Atom, moved, direct bool, depth int) {
	if a.K != Struct || a.T == "" || depth > 4 {
		return
	}
	for _, f := range a.F {
		if f.Name[0] != '.' || f.Name[1] == '$' {
			continue
		}
		if from != nil && untouched(f.V, from.S, from.P+f.Name) {
			continue
		}
		in.keep(st, bare(a.T)+f.Name, f.V, moved, direct)
		for _, b := range f.V {
			in.keepFields(st, b, nil, moved, direct, depth+1)
		}
	}
}

// keepBoxed notes the fields of structs that are put into interfaces: where those
// go need not be seen.
func (in *Interp) keepBoxed(st *state, v Value, typ string) {
	if in.prog.noting == nil || in.prog.typeOf(typ) == nil {
		return
	}
	for _, a := range v {
		in.keepFields(st, a.with(func(c *Atom) { c.T = typ }), nil, false, len(in.frames) == 1, 0)
	}
}

// noteCells notes what the root leaves in package variables and fields.
func (in *Interp) noteCells(st *state, results Value) {
	for obj := range st.heap.all() {
		leaf, symbolic := in.leafOf[obj]
		if symbolic && untouched(st.heap.at(obj), leaf.S, leaf.P) {
			continue
		}
		for _, a := range st.heap.at(obj) {
			if symbolic && a.K == Zero && slices.ContainsFunc(st.heap.at(obj), partOf(leaf)) {
				continue // where a branch found it nil
			}
			if symbolic && untouched(one(a), leaf.S, leaf.P) {
				continue
			}
			if symbolic && leaf.S[0] == '&' && leaf.P == "" {
				if a.K == Zero && in.initializes(leaf) {
					continue // not set yet, perhaps: what sets it later tells
				}
				in.keep(st, leaf.C, one(a), false, true)
				if c := in.prog.noting[leaf.C]; c != nil && in.initializes(leaf) && len(st.heap.at(obj).withoutZero()) == len(st.heap.at(obj)) {
					c.Early = true
				}
			}
			if symbolic && a.K == Struct && a.T == "" {
				a = a.with(func(c *Atom) { c.T = bare(leaf.T) })
			}
			if symbolic && a.K == Map && leaf.C != "" && leaf.P != "" {
				in.keep(st, leaf.C, one(a), true, true)
			}
			in.keepFields(st, a, leaf, symbolic && leaf.S[0] != '&', in.madeBy[obj] == "", 0)
		}
	}
	for _, a := range results {
		in.keepFields(st, a, nil, false, true, 0)
	}
}

// partOf reports whether an atom is an input that is not nil, or what became of
// it.
func partOf(leaf *Atom) func(*Atom) bool {
	return func(a *Atom) bool {
		if a.K == Struct && a.Base != nil {
			a = a.Base
		}
		return a.K == Leaf && a.S == leaf.S && a.NonZero
	}
}

// untouched reports whether a part of an input is what it was when the
// function was entered, apart from what branches have told of it.
func untouched(v Value, root, path string) bool {
	zero, rest := false, false
	for _, a := range v {
		switch {
		case a.K == Leaf && a.S == root && a.P == path:
			rest = rest || a.NonZero
		case a.K == Struct && a.Base != nil && a.Base.K == Leaf && a.Base.S == root && a.Base.P == path:
			if slices.ContainsFunc(a.F, func(f FieldValue) bool { return !untouched(f.V, root, path+f.Name) }) {
				return false
			}
		case a.K == Zero:
			zero = true
		default:
			return false
		}
	}
	return !zero || rest
}
