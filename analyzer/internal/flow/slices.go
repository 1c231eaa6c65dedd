package flow

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// appendItems is append(args[0], args[1]...): SSA puts the elements in an
// array.
func (in *Interp) appendItems(st *state, args []Value) Value {
	items := slices.Clone(in.items(st, in.resolve(args[0])))
	for _, it := range in.items(st, in.resolve(args[1])) {
		items = appendItem(items, it)
	}
	return one(&Atom{K: List, L: boundedItems(items)})
}

func (in *Interp) length(st *state, v Value, at ir.Pos) Value {
	out := Value{}
	for _, a := range in.resolve(v) {
		switch a.K {
		case Str:
			out = join(out, integer(len(a.S)))
			continue
		case Zero:
			out = join(out, integer(0))
			continue
		case List, Ref, Box:
			if n, ok := length(in.atomItems(st, a)); ok && !in.isMap(st, a) {
				out = join(out, integer(n))
				continue
			}
		}
		if a.isEstimate() {
			out = join(out, one(a))
			continue
		}
		return runtime("a length", at)
	}
	return out
}

func (in *Interp) copyItems(st *state, dst, src Value) {
	list := one(&Atom{K: List, L: in.items(st, in.resolve(src))})
	a, ok := dst.only()
	if !ok || a.K != Ref {
		return
	}
	if _, fixed := in.arrayLen[a.N]; fixed {
		for i, it := range list[0].L {
			if it.V == nil {
				break
			}
			st.heap.set(a.N, in.write(st.heap.at(a.N), a.P+indexStep(integer(i)), it.V))
		}
		return
	}
	in.store(st, dst, list)
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

// storeElement notes a store to an element of a slice that is a value without
// an address, as append makes them: the register that holds it, and the
// variable it was loaded from, hold another one now.
func (in *Interp) storeElement(f *frame, st *state, addr int, v Value) {
	if addr < 0 {
		return
	}
	element := f.fn.Definition(addr)
	if element == nil || element.Op != ir.IndexAddr || element.Args[0] < 0 {
		return
	}
	reg := element.Args[0]
	list, ok := in.operand(f, st, reg).only()
	if !ok || list.K != List {
		return
	}
	step := indexStep(in.operand(f, st, element.Args[1]))
	changed := one(list.with(func(c *Atom) { c.L = replaceItem(list.L, step, v, true) }))
	if def := f.fn.Definition(reg); def != nil && def.Op == ir.Load {
		from := in.operand(f, st, def.Args[0])
		if held, ok := in.load(st, from).only(); ok && held.Key() == list.Key() {
			in.store(st, from, changed)
		}
	}
	st.refine(f, reg, changed)
}

func indexStep(i Value) string {
	if n, ok := i.number(); ok {
		return "[" + strconv.Itoa(n) + "]"
	}
	return "[]"
}

func (in *Interp) indexAddr(st *state, v, index Value) Value {
	step := indexStep(index)
	return v.each(func(a *Atom) Value {
		switch a.K {
		case Zero:
			return in.gone(a.At) // out of range
		case List:
			val := elements(a, step)
			if val == nil {
				return nil
			}
			return one(in.temporary(st, a.Key()+step, "", val))
		case Leaf:
			return one(a.sub("[]", ""))
		}
		ref, ok := in.address(st, a)
		if !ok {
			return one(a.part())
		}
		return one(&Atom{K: Ref, N: ref.N, P: ref.P + step, C: ref.C + ";"})
	})
}

func (in *Interp) slice(st *state, v, low, high Value, ins *ir.Instr) Value {
	lo, loKnown := low.number()
	hiAtom, _ := high.only()
	whole := lo == 0 && loKnown && hiAtom != nil && hiAtom.K == Zero && ins.Args[2] < 0
	if n, ok := high.number(); whole || ok && n > 0 && loKnown && lo == 0 && in.isLength(v, n) {
		return v
	}
	items := in.items(st, v)
	hi, hiKnown := high.number()
	n, fixed := length(items)
	if ins.Args[2] < 0 && hiAtom != nil && hiAtom.K == Zero { // no upper bound, unless it is a constant 0
		hi, hiKnown = n, fixed
		if isConstZero(ins, in) {
			hi, hiKnown = 0, true
		}
	}
	if hiKnown && hi == 0 {
		return one(&Atom{K: List})
	}
	if fixed && loKnown && hiKnown && lo <= hi && hi <= n {
		return one(&Atom{K: List, L: items[lo:hi:hi]})
	}
	if len(items) == 0 {
		return one(&Atom{K: List})
	}
	return one(&Atom{K: List, L: []Item{{Star: items}}})
}

func (in *Interp) isLength(v Value, n int) bool {
	a, ok := v.only()
	return ok && a.K == Ref && a.P == "" && in.arrayLen[a.N] == n
}

func (in *Interp) holdsList(st *state, a *Atom) bool {
	for _, c := range in.loadAtom(st, a) {
		if c.K == List || c.K == Struct && len(c.F) > 0 && c.F[0].Name[0] == '[' { // made and filled by index
			return true
		}
	}
	return false
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

// longArray is the length beyond which the elements of an array are not told apart.
// Such an array is a buffer, which holds no tags, and may have a million of them.
const longArray = 256

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
		case fixed && ref.P == "" && n <= longArray:
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
