package flow

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// roleMap is the role of a map that is read as it is.
const roleMap sdks.Role = "map"

// content returns what writing a map's entries into an empty map does.
func (in *Interp) content(st *state, v Value) Effect {
	var out Effect
	for i, a := range v {
		e := in.contentOf(st, a)
		if i == 0 {
			out = e
		} else {
			out = alt(out, e)
		}
	}
	return out
}

func (in *Interp) contentOf(st *state, a *Atom) Effect { return in.contentBelow(st, a, 0) }

// contentBelow is contentOf where some pointers were followed already, as in
// *http.Header: they may lead in a circle.
func (in *Interp) contentBelow(st *state, a *Atom, depth int) Effect {
	if depth > 4 {
		return Effect{{K: Maybe, Why: "a map behind many pointers", At: a.At}}
	}
	switch a.K {
	case Zero:
		return nil
	case Map:
		return a.E
	case Ref, Box:
		var out Effect
		for i, c := range in.loadAtom(st, a) {
			e := in.contentBelow(st, c, depth+1)
			if i == 0 {
				out = e
			} else {
				out = alt(out, e)
			}
		}
		return out
	case Leaf:
		if v, changed := in.current(st, a); changed && !slices.ContainsFunc(v, func(b *Atom) bool { return b.K == Leaf }) {
			return in.content(st, v)
		}
		return Effect{{K: Use, Val: one(a), Role: roleMap, At: a.At}}
	case Run:
		return Effect{{K: Maybe, Val: one(a), Why: a.S, At: a.At}}
	case Opt:
		if a.isResponse() || a.S == partMark {
			return Effect{{K: Maybe, Why: "what a response holds", At: a.At}}
		}
	}
	return nil
}

// mapUpdate adds steps to a map object.
func (in *Interp) mapUpdate(st *state, m Value, more ...*Step) {
	_, sure := m.only()
	for _, a := range m {
		ref, ok := in.address(st, a)
		if !ok {
			continue // a nil map panics; a foreign one is foreign already
		}
		old := in.loadAtom(st, ref)
		e := in.contentNow(st, old)
		next := e.then(more...)
		if !sure {
			next = alt(e, next)
		}
		v := one(&Atom{K: Map, E: next})
		st.heap.set(ref.N, in.write(st.heap.at(ref.N), ref.P, v))
	}
}

// contentNow is content of what was just loaded: a leaf there is what the map
// held at first.
func (in *Interp) contentNow(st *state, v Value) Effect {
	if a, ok := v.only(); ok && a.K == Leaf {
		return Effect{{K: Use, Val: v, Role: roleMap, At: a.At}}
	}
	return in.content(st, v)
}

// mapGet returns what a map holds under a key, or the zero value where it
// may not be there.
func (in *Interp) mapGet(st *state, m, key Value) Value {
	out := in.under(st, m, key, present(key, m))
	if len(out) == 0 {
		return zero
	}
	return in.fromCell(out)
}

// mapFind is mapGet with what tells whether the key is there.
func (in *Interp) mapFind(st *state, m, key Value, at ir.Pos) Value {
	found, all := in.fromCell(in.under(st, m, key, true)), in.mapGet(st, m, key)
	if len(found) == 0 {
		return one(&Atom{K: Tuple, V: []Value{zero, boolean(false)}, At: at})
	}
	out := one(&Atom{K: Tuple, V: []Value{found, boolean(true)}, At: at})
	if !all.equal(found) || slices.ContainsFunc(all, func(a *Atom) bool { return a.K == Zero || a.K == Leaf || a.K == Run }) {
		out = join(out, one(&Atom{K: Tuple, V: []Value{zero, boolean(false)}, At: at}))
	}
	return out
}

// under returns what a map holds under a key; the zero value is among it if
// the key may not be there.
func (in *Interp) under(st *state, m, key Value, present bool) Value {
	var out Value
	for _, a := range m {
		if a.K == Leaf {
			out = join(out, one(a.sub("[]", "")))
			continue
		}
		e := in.contentOf(st, a)
		v, through := lookup(e, key, present)
		if !present && chosen(key) {
			if found, _ := lookup(e, key, true); texts(found) {
				v, through = join(found, runtime("an entry of a map", ir.Pos{})), false
			}
		}
		switch {
		case through && a.K == Ref:
			v = join(v, runtime("what a map held before", ir.Pos{})) // as the headers of a request that comes in
		case through && !present:
			v = join(v, zero)
		}
		out = join(out, v)
	}
	return out
}

// chosen reports whether a key is known at run time only: which entry it finds
// is then a matter of configuration, and that it finds one is left to run time.
func chosen(key Value) bool {
	return slices.ContainsFunc(key, func(a *Atom) bool { return a.K == Run || a.K == Leaf || a.K == Cat })
}

// texts reports whether all alternatives are texts that are not empty.
func texts(v Value) bool {
	return len(v) > 0 && !slices.ContainsFunc(v, func(a *Atom) bool { return (a.K != Str || a.S == "") && a.K != Cat })
}

// keysOfMap notes in the keys of a map which map they are of.
func keysOfMap(keys, m Value) Value {
	name := objects(m)
	return keys.each(func(a *Atom) Value {
		if a.K != Str || name == "" {
			return one(a)
		}
		return one(a.with(func(c *Atom) { c.C = name }))
	})
}

// present reports whether a key was found by going through the map.
func present(key, m Value) bool {
	a, ok := key.only()
	return ok && a.K == Str && a.C != "" && a.C == objects(m)
}

// objects names the objects that a value points to.
func objects(v Value) string {
	var b strings.Builder
	for _, a := range v {
		if a.K != Ref || a.P != "" {
			return ""
		}
		b.WriteString("#" + strconv.Itoa(a.N))
	}
	return b.String()
}

// lookup returns the values that an effect may give a key, and whether it may
// leave the key alone. A key that is known to be present is never absent.
func lookup(e Effect, key Value, present bool) (out Value, through bool) {
	if present {
		return lookupOr(e, key, nil, false)
	}
	return lookupOr(e, key, zero, false)
}

// lookupOr is lookup, where a key that is not in the map has the value absent, or is
// to be looked up in the map below.
func lookupOr(e Effect, key, absent Value, below bool) (out Value, through bool) {
	want, known := key.text()
	for _, s := range slices.Backward(e) {
		switch s.K {
		case Set, Add:
			name, ok := s.Key.text()
			if ok && known && name != want {
				continue
			}
			out = join(out, s.Val)
			if ok && known {
				return out, false
			}
		case Del:
			if name, ok := s.Key.text(); ok && known && name == want {
				return join(out, absent), below
			}
		case Clear:
			return join(out, absent), below
		case Alt, Star:
			passes := s.K == Star
			for _, sub := range s.Sub {
				v, thr := lookupOr(sub, key, absent, below)
				out = join(out, v)
				passes = passes || thr
			}
			if !passes {
				return out, false
			}
		case Merge:
			v, thr := lookupOr(s.Sub[0], key, nil, true)
			out = join(out, v)
			if !thr {
				return out, false
			}
		case Use:
			out = join(out, project(s.Val[0], "[]", ""))
		case Maybe:
			out = join(out, runtime(s.Why, s.At))
		}
	}
	return out, true
}

// entry is an entry of a map whose keys are known.
type entry struct {
	key, val Value
	maybe    bool // on some paths only
	more     bool // any number of entries whose keys are known at run time only
}

// hiddenText reports whether no alternative is a constant text.
func hiddenText(v Value) bool {
	return !slices.ContainsFunc(v, func(a *Atom) bool { return a.K == Str || a.K == Zero || a.K == Leaf })
}

// entries returns a map's entries in the order in which they were written, if
// they are all known.
func (in *Interp) entries(st *state, m Value) ([]entry, bool) {
	return entriesOf(in.content(st, m), nil)
}

func entriesOf(e Effect, out []entry) ([]entry, bool) {
	for _, s := range e {
		switch s.K {
		case Clear:
			out = nil
		case Incoming:
			out = append(out, entry{key: incoming(s.At), val: incoming(s.At), more: true})
		case Maybe:
			out = append(out, entry{key: runtime(s.Why, s.At), val: runtime(s.Why, s.At), more: true})
		case Set, Add, Del:
			name, ok := s.Key.text()
			if !ok && s.K != Del && hiddenText(s.Key) {
				out = append(out, entry{key: s.Key, val: s.Val, more: true})
				continue
			}
			if !ok {
				return nil, false
			}
			out = slices.DeleteFunc(slices.Clone(out), func(x entry) bool { n, _ := x.key.text(); return n == name })
			if s.K != Del {
				out = append(out, entry{key: s.Key, val: s.Val})
			}
		case Merge:
			more, ok := entriesOf(s.Sub[0], nil)
			if !ok {
				return nil, false
			}
			for _, x := range more {
				name, _ := x.key.text()
				if !x.maybe {
					out = slices.DeleteFunc(slices.Clone(out), func(y entry) bool { n, _ := y.key.text(); return n == name })
				}
				out = append(out, x)
			}
		case Alt, Star:
			paths := s.Sub
			if s.K == Star {
				paths = []Effect{nil, s.Sub[0]}
			}
			var ok bool
			if out, ok = entriesOnPaths(paths, out); !ok {
				return nil, false
			}
		default:
			return nil, false
		}
	}
	return out, true
}

// entriesOnPaths joins what paths make of a map's entries.
func entriesOnPaths(paths []Effect, before []entry) ([]entry, bool) {
	var out []entry
	for i, e := range paths {
		mine, ok := entriesOf(e, before)
		if !ok {
			return nil, false
		}
		if i == 0 {
			out = slices.Clone(mine)
			continue
		}
		for k := range out {
			if find(mine, out[k].key) < 0 {
				out[k].maybe = true
			}
		}
		for _, x := range mine {
			if k := find(out, x.key); k >= 0 {
				out[k].val, out[k].maybe = join(out[k].val, x.val), out[k].maybe || x.maybe
				continue
			}
			x.maybe = true
			out = append(out, x)
		}
	}
	return out, true
}

func find(list []entry, key Value) int {
	want, _ := key.text()
	return slices.IndexFunc(list, func(x entry) bool { n, _ := x.key.text(); return n == want })
}

// next advances a map iterator: exactly over a map whose entries are known,
// else over any entry, any number of times.
func (in *Interp) next(st *state, iter Value, at ir.Pos) Value {
	it, ok := iter.only()
	if !ok || it.K != Iter {
		r := runtime("an entry of a map", at)
		return one(&Atom{K: Tuple, V: []Value{r, r, r}})
	}
	entries, known := in.entries(st, it.V[0])
	if m, ok := it.V[0].only(); ok && m.K == Run {
		known = false
	}
	pos, sure := st.heap.at(it.N).number()
	if known && sure {
		if pos >= len(entries) && !slices.ContainsFunc(entries, func(e entry) bool { return e.more }) {
			return one(&Atom{K: Tuple, V: []Value{boolean(false), zero, zero}})
		}
		if more := slices.IndexFunc(entries, func(e entry) bool { return e.more }); more >= 0 {
			return in.nextOfMany(st, it.V[0], it.N, pos, entries, at)
		}
		st.heap.set(it.N, integer(pos+1))
		in.optional[it.N] = entries[pos].maybe
		return one(&Atom{K: Tuple, V: []Value{boolean(true), keysOfMap(entries[pos].key, it.V[0]), entries[pos].val}})
	}
	st.heap.set(it.N, runtime("a position in a map", at))
	key, val := in.anyEntry(st, it.V[0], at)
	return one(&Atom{K: Tuple, V: []Value{runtime("whether a map has more entries", at), key, val}})
}

// nextOfMany goes through the entries whose keys are known first, and then
// through those that are not, any number of times.
func (in *Interp) nextOfMany(st *state, m Value, iter, pos int, entries []entry, at ir.Pos) Value {
	var known []entry
	var key, val Value
	for _, e := range entries {
		if e.more {
			key, val = join(key, e.key), join(val, e.val)
		} else {
			known = append(known, e)
		}
	}
	if pos < len(known) {
		st.heap.set(iter, integer(pos+1))
		in.optional[iter] = known[pos].maybe
		return one(&Atom{K: Tuple, V: []Value{boolean(true), keysOfMap(known[pos].key, m), known[pos].val}})
	}
	return one(&Atom{K: Tuple, V: []Value{runtime("whether a map has more entries", at), key, val}})
}

func (in *Interp) anyEntry(st *state, m Value, at ir.Pos) (key, val Value) {
	for _, a := range m {
		if a.K == Run && a.NonZero {
			r := one(&Atom{K: Run, S: a.S, Foreign: a.Foreign, NonZero: true, At: a.At})
			key, val = join(key, r), join(val, r)
		}
		if a.K == Leaf {
			key, val = join(key, one(a.sub("[]", ""))), join(val, one(a.sub("[]", "")))
		}
	}
	var walk func(e Effect)
	walk = func(e Effect) {
		for _, s := range e {
			switch s.K {
			case Set, Add:
				key, val = join(key, s.Key), join(val, s.Val)
			case Use:
				l := one(s.Val[0].sub("[]", ""))
				key, val = join(key, l), join(val, l)
			case Incoming:
				key, val = join(key, incoming(s.At)), join(val, incoming(s.At))
			case Maybe:
				r := runtime(s.Why, s.At)
				key, val = join(key, r), join(val, r)
			}
			for _, sub := range s.Sub {
				walk(sub)
			}
		}
	}
	walk(in.content(st, m))
	if len(key) == 0 {
		key = runtime("a key of a map that is read at run time", at)
	}
	if len(val) == 0 {
		val = runtime("a value of a map that is read at run time", at)
	}
	return key, val
}
