package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// join returns the value that is a or b.
func join(a, b Value) Value { return joinAt(a, b, false) }

// joinAt joins at the head of a loop if loop is set: what grew since the last
// round is taken to grow any number of times.
func joinAt(a, b Value, loop bool) Value {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 || a.equal(b) {
		return a
	}
	out := slices.Clone(a)
	for _, x := range b {
		out = insert(out, x, loop)
	}
	if len(out) > maxAlternatives {
		out = pooled(out)
	}
	if len(out) > maxAlternatives {
		return runtime("too many possible values to follow", out[0].At)
	}
	return out
}

// pooledBy stands between the constructions of a client that is one of
// several.
const pooledBy = "\n"

// pooled takes the clients that one place in the code makes together, whoever
// calls the function around it.
func pooled(v Value) Value {
	var out Value
	seen := map[string]int{}
	for _, a := range v {
		_, site, _ := strings.Cut(a.S, ": ")
		site, _, _ = strings.Cut(site, "<")
		i, again := seen[site+a.T+a.P]
		switch {
		case a.K != Client || len(a.F) > 0:
			out = append(out, a)
		case again:
			out[i] = out[i].with(func(c *Atom) { c.S, c.E = c.S+pooledBy+a.S, alt(c.E, a.E) })
		default:
			seen[site+a.T+a.P] = len(out)
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b *Atom) int { return strings.Compare(a.Key(), b.Key()) })
	return out
}

func insert(v Value, x *Atom, loop bool) Value {
	for i, y := range v {
		if y == x || y.Key() == x.Key() {
			return v
		}
		if m := merge(y, x, loop); m != nil {
			v = slices.Delete(slices.Clone(v), i, i+1)
			return insert(v, m, loop)
		}
	}
	i, _ := slices.BinarySearchFunc(v, x.Key(), func(a *Atom, k string) int { return strings.Compare(a.Key(), k) })
	return slices.Insert(v, i, x)
}

// blurred reports whether an atom stands for what unseen code may have written.
func blurred(a *Atom) bool {
	return a.K == Leaf && strings.HasSuffix(a.P, "()") || a.K == Run && a.Foreign
}

// failed tells results apart by their last one, which mostly is an error or
// says whether there is one: what comes with a nil error is kept apart from
// what comes with another.
func failed(tuple *Atom) string {
	last := tuple.V[len(tuple.V)-1]
	zeros, others := 0, 0
	for _, a := range last {
		switch {
		case a.K == Zero, a.K == Bool && a.N == 0:
			zeros++
		case a.K == Run && !a.NonZero:
			return "either"
		default:
			others++
		}
	}
	switch {
	case others == 0:
		return "zero"
	case zeros == 0:
		return "not zero"
	}
	return "either"
}

func sameBase(a, b *Atom) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Key() == b.Key()
}

func mergeStructs(a, b *Atom, loop bool) *Atom {
	out := a
	for _, f := range b.F {
		out = out.setField(f.Name, joinAt(a.get(f.Name), f.V, loop))
	}
	for _, f := range a.F {
		if _, ok := b.field(f.Name); !ok {
			out = out.setField(f.Name, joinAt(f.V, b.rest(f.Name), loop))
		}
	}
	return out
}

// rest returns a field of a struct that has no value of its own.
func (a *Atom) rest(name string) Value {
	if a.Base == nil {
		return zero
	}
	return project(a.Base, name, bare(a.T))
}

func joinItems(a, b []Item, loop bool) []Item {
	n := 0
	for n < len(a) && n < len(b) && a[n].equal(b[n]) {
		n++
	}
	ra, rb := a[n:], b[n:]
	if len(ra) == 0 && len(rb) == 0 {
		return a
	}
	out := slices.Clone(a[:n])
	if loop && (len(ra) == 0 || len(rb) == 0) {
		rest := ra
		if len(ra) == 0 {
			rest = rb
		}
		out = appendItem(out, Item{Star: unstar(rest)})
		if weigh(out, 0) > maxSteps {
			return []Item{{Splat: foreign("too many paths to follow", ir.Pos{})[0]}}
		}
		return out
	}
	var alts [][]Item
	for _, r := range [][]Item{ra, rb} {
		if len(r) == 1 && r[0].Alt != nil {
			for _, x := range r[0].Alt {
				alts = addItems(alts, x)
			}
			continue
		}
		alts = addItems(alts, r)
	}
	out = appendItem(out, Item{Alt: alts})
	if weigh(out, 0) > maxSteps {
		return []Item{{Splat: foreign("too many paths to follow", ir.Pos{})[0]}}
	}
	return out
}

func addItems(alts [][]Item, items []Item) [][]Item {
	for _, x := range alts {
		if equalItems(x, items) {
			return alts
		}
	}
	return append(alts, items)
}

// weigh counts a slice's parts, up to a little more than the bound.
func weigh(items []Item, n int) int {
	for _, it := range items {
		if n++; n > maxSteps {
			return n
		}
		for _, alt := range it.Alt {
			n = weigh(alt, n)
		}
		n = weigh(it.Star, n)
	}
	return n
}

// unstar flattens (x* y)* to (x y)*, so that loops come to rest.
func unstar(items []Item) []Item {
	var out []Item
	for _, it := range items {
		if it.Star != nil {
			for _, in := range it.Star {
				out = appendItem(out, in)
			}
			continue
		}
		out = appendItem(out, it)
	}
	return out
}

func appendItem(items []Item, it Item) []Item {
	if n := len(items); n > 0 && it.V == nil && items[n-1].equal(it) {
		return items
	}
	return append(slices.Clip(items), it)
}

// merge returns the atom that stands for both, or nil if they are better kept
// apart. Structs, lists and the contents of maps are joined part by part:
// their number would grow with the number of paths.
func merge(a, b *Atom, loop bool) *Atom {
	if a.K == List && b.K == Zero || a.K == Zero && b.K == List { // a nil slice is an empty one
		return &Atom{K: List, L: boundedItems(joinItems(a.L, b.L, loop))}
	}
	if loop && a.K == Zero && blurred(b) {
		return b // an input may change it in each round, or in none
	}
	if loop && b.K == Zero && blurred(a) {
		return a
	}
	if a.K != b.K {
		return nil
	}
	if loop && (a.K == Int || a.K == Cat) {
		return &Atom{K: Run, S: "a value that a loop changes", At: a.At}
	}
	switch a.K {
	case Struct:
		if a.T == b.T && sameBase(a.Base, b.Base) {
			return mergeStructs(a, b, loop)
		}
		if a.T == b.T && loop && a.Base == nil && blurred(b.Base) {
			return mergeStructs(a.with(func(c *Atom) { c.Base = b.Base }), b, loop)
		}
		if a.T == b.T && loop && b.Base == nil && blurred(a.Base) {
			return mergeStructs(a, b.with(func(c *Atom) { c.Base = a.Base }), loop)
		}
	case List:
		return a.with(func(c *Atom) { c.L = boundedItems(joinItems(a.L, b.L, loop)) })
	case Map:
		return a.with(func(c *Atom) { c.E = altStar(a.E, b.E, loop) })
	case Run:
		if a.Foreign == b.Foreign && a.T == b.T && a.NonZero == b.NonZero && a.P == b.P {
			return a // one reason is enough
		}
	case Tuple:
		if len(a.V) == len(b.V) && failed(a) == failed(b) {
			return a.with(func(c *Atom) {
				c.V = slices.Clone(a.V)
				for i := range c.V {
					c.V[i] = joinAt(a.V[i], b.V[i], loop)
				}
			})
		}
	case Client:
		if a.S == b.S && a.P == b.P && len(a.F) == 0 && len(b.F) == 0 {
			return a.with(func(c *Atom) { c.E = altStar(a.E, b.E, loop) })
		}
	}
	return nil
}
