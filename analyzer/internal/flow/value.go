package flow

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// Kind is the kind of an atom.
type Kind uint8

// The kinds of atoms.
const (
	Zero   Kind = iota // the zero value of its type: nil, "", 0, an empty struct
	Str                // the string S
	Cat                // the concatenation of V, at least one of which is not a constant
	Int                // the integer N
	Bool               // N is 0 or 1
	Run                // known at run time only; S says why, Foreign whether code made it that is not analysed
	Leaf               // an input of the function under analysis: root S, fields and elements P
	Ref                // the address of P in object N; a map, slice or array too
	Struct             // a struct by value: type T, fields F, the rest from Base
	List               // a slice by value: L
	Map                // the content of a map object: what writing it into an empty map does is E
	Fn                 // the function S with captured variables (or bound arguments, if Bound) V
	Opt                // a value of an SDK that does E to a request
	Client             // an SDK client made at construction S with effect E; P is the sub-service
	Box                // the address of an object that holds V[0], outside of any heap
	Tuple              // several results: V
	Iter               // the address N of a map iterator's position, over the map V[0]
)

// Atom is one alternative of a value. Atoms are never changed once made.
type Atom struct {
	K       Kind
	Foreign bool   // Run: made by code that is not analysed, so it may carry anything
	Bound   bool   // Fn: V are leading arguments
	NonZero bool   // Leaf, Run: surely not its zero value
	S       string // see Kind
	P       string // Leaf, Ref: path of ".field", "[k]" and "[]" steps
	T       string // name of the type where it is known; "*" before it for a pointer
	C       string // Leaf: the cell it was last read from: "pkg.Type.field" or "pkg.var"; Ref: the struct types of the steps of P, ";" before each; Box: the function whose call, at At, made it
	N       int
	V       []Value
	F       []FieldValue // sorted by name
	L       []Item
	E       Effect
	Base    *Atom // Struct: Zero (nil), Leaf, Run or Opt, which fields not in F are read from; Leaf: what it is a part of
	At      ir.Pos
	key     string
	size    size
}

// FieldValue is a field of a struct.
type FieldValue struct {
	Name string
	V    Value
}

// Item is a stretch of a slice: an element V, or one of the stretches Alt, or
// any number of times the stretch Star, or the elements of Splat, a slice
// that is known by name only.
type Item struct {
	V     Value
	Alt   [][]Item
	Star  []Item
	Splat *Atom
}

// Value is a set of alternatives, sorted by key. The empty value is
// impossible: no path produces it.
type Value []*Atom

// maxAlternatives bounds a value. Real code stays below ten.
const maxAlternatives = 24

var zero = Value{{K: Zero}}

func str(s string, at ir.Pos) Value {
	if s == "" {
		return Value{{K: Zero, At: at}}
	}
	return Value{{K: Str, S: s, At: at}}
}

func integer(n int) Value { return Value{{K: Int, N: n}} }

func boolean(b bool) Value {
	if b {
		return Value{{K: Bool, N: 1}}
	}
	return Value{{K: Bool}}
}

// runtime is a value that exists at run time and carries no tags.
func runtime(why string, at ir.Pos) Value { return Value{{K: Run, S: why, At: at}} }

// foreign is a value from code that is not analysed.
func foreign(why string, at ir.Pos) Value { return Value{{K: Run, S: why, At: at, Foreign: true}} }

// Key identifies an atom: equal keys mean interchangeable atoms. Positions do
// not count, but for those of constructions.
func (a *Atom) Key() string {
	if a.key == "" {
		var b strings.Builder
		a.write(&b)
		a.key = short(b.String())
	}
	return a.key
}

// short keeps keys small: nested values would square their length.
func short(s string) string {
	if len(s) <= 80 {
		return s
	}
	h := fnv.New128a()
	_, _ = h.Write([]byte(s))
	return "#" + string(h.Sum(nil))
}

func writeItems(b *strings.Builder, items []Item) {
	for _, it := range items {
		b.WriteByte('[')
		b.WriteString(it.key())
	}
}

func (it Item) key() string {
	var b strings.Builder
	switch {
	case it.Alt != nil:
		b.WriteByte('?')
		for _, alt := range it.Alt {
			b.WriteByte('/')
			writeItems(&b, alt)
		}
	case it.Star != nil:
		b.WriteByte('*')
		writeItems(&b, it.Star)
	case it.Splat != nil:
		b.WriteByte('.')
		b.WriteString(it.Splat.Key())
	default:
		b.WriteString(it.V.Key())
	}
	return short(b.String())
}

// equal reports whether two items have the same key, without making the keys: lists are
// compared more often than they are kept.
func (it Item) equal(o Item) bool {
	switch {
	case it.Alt != nil:
		return o.Alt != nil && slices.EqualFunc(it.Alt, o.Alt, equalItems)
	case it.Star != nil:
		return o.Alt == nil && o.Star != nil && equalItems(it.Star, o.Star)
	case it.Splat != nil:
		return o.Alt == nil && o.Star == nil && o.Splat != nil && (it.Splat == o.Splat || it.Splat.Key() == o.Splat.Key())
	default:
		return o.Alt == nil && o.Star == nil && o.Splat == nil && it.V.equal(o.V)
	}
}

func equalItems(a, b []Item) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.EqualFunc(a, b, Item.equal))
}

// Key identifies a value.
func (v Value) Key() string {
	if len(v) == 1 {
		return v[0].Key()
	}
	var b strings.Builder
	for _, a := range v {
		b.WriteString(a.Key())
		b.WriteByte(',')
	}
	return short(b.String())
}

// equal reports whether two values have the same key.
func (v Value) equal(w Value) bool {
	return slices.EqualFunc(v, w, func(a, b *Atom) bool { return a == b || a.Key() == b.Key() })
}

// only returns the single alternative of a value.
func (v Value) only() (*Atom, bool) {
	if len(v) != 1 {
		return nil, false
	}
	return v[0], true
}

// text returns the string a value surely is.
func (v Value) text() (string, bool) {
	a, ok := v.only()
	if !ok {
		return "", false
	}
	return a.text()
}

func (a *Atom) text() (string, bool) {
	switch a.K {
	case Str:
		return a.S, true
	case Zero:
		return "", true
	}
	return "", false
}

// number returns the integer a value surely is.
func (v Value) number() (int, bool) {
	a, ok := v.only()
	switch {
	case ok && a.K == Int:
		return a.N, true
	case ok && a.K == Zero:
		return 0, true
	}
	return 0, false
}

// truth returns the boolean a value surely is.
func (v Value) truth() (val, known bool) {
	a, ok := v.only()
	switch {
	case ok && a.K == Bool:
		return a.N == 1, true
	case ok && a.K == Zero:
		return false, true
	}
	return false, false
}

// orElse returns a value, or another one if there is none.
func (v Value) orElse(other Value) Value {
	if len(v) == 0 {
		return other
	}
	return v
}

// each replaces every alternative by what f makes of it.
func (v Value) each(f func(*Atom) Value) Value {
	if len(v) == 1 {
		return f(v[0])
	}
	var out Value
	for _, a := range v {
		out = join(out, f(a))
	}
	return out
}

// withoutZero returns v without the zero value.
func (v Value) withoutZero() Value {
	return slices.DeleteFunc(slices.Clone(v), func(a *Atom) bool { return a.K == Zero })
}

func (a *Atom) with(change func(*Atom)) *Atom {
	c := *a
	c.key, c.size = "", size{}
	change(&c)
	return &c
}

func one(a *Atom) Value { return Value{a} }

// field returns the value of a struct's field.
func (a *Atom) field(name string) (Value, bool) {
	i, ok := slices.BinarySearchFunc(a.F, name, func(f FieldValue, n string) int { return strings.Compare(f.Name, n) })
	if !ok {
		return nil, false
	}
	return a.F[i].V, true
}

// get returns a struct's field, from its base if nothing is known of it.
func (a *Atom) get(name string) Value {
	if v, ok := a.field(name); ok {
		return v
	}
	return a.rest(name)
}

func (a *Atom) setField(name string, v Value) *Atom {
	return a.with(func(c *Atom) {
		i, ok := slices.BinarySearchFunc(a.F, name, func(f FieldValue, n string) int { return strings.Compare(f.Name, n) })
		c.F = slices.Clone(a.F)
		if ok {
			c.F[i].V = v
		} else {
			c.F = slices.Insert(c.F, i, FieldValue{name, v})
		}
	})
}

func (a *Atom) write(b *strings.Builder) {
	b.WriteByte(byte('A' + a.K))
	if a.Foreign {
		b.WriteByte('!')
	}
	if a.Bound {
		b.WriteByte('^')
	}
	if a.NonZero {
		b.WriteByte('+')
	}
	b.WriteString(a.S)
	b.WriteByte('|')
	b.WriteString(a.P)
	b.WriteByte('|')
	b.WriteString(a.T)
	b.WriteByte('|')
	b.WriteString(strconv.Itoa(a.N))
	for _, v := range a.V {
		b.WriteByte('(')
		b.WriteString(v.Key())
	}
	for _, f := range a.F {
		b.WriteByte('{')
		b.WriteString(f.Name)
		b.WriteByte('=')
		b.WriteString(f.V.Key())
	}
	writeItems(b, a.L)
	if len(a.E) > 0 {
		b.WriteByte('<')
		b.WriteString(a.E.Key())
	}
	if a.Base != nil && a.K != Leaf {
		b.WriteByte('@')
		b.WriteString(a.Base.Key())
	}
}
