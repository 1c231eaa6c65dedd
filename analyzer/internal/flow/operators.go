package flow

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

func binop(op string, x, y Value, at ir.Pos) Value {
	if e := estimateIn(x, y); e != nil && slices.Contains([]string{"+", "-", "*", "/"}, op) {
		return one(e)
	}
	if op == "+" {
		return add(x, y, at)
	}
	a, okA := x.number()
	b, okB := y.number()
	if okA && okB {
		switch op {
		case "-":
			return integer(a - b)
		case "<":
			return boolean(a < b)
		case "<=":
			return boolean(a <= b)
		case ">":
			return boolean(a > b)
		case ">=":
			return boolean(a >= b)
		}
	}
	if a, single := x.only(); single && (op == "==" || op == "!=") && a.isIncoming() {
		if text, ok := y.text(); ok {
			return a.test(map[string]string{"==": "equal", "!=": "other"}[op], text, at)
		}
	}
	if op == "==" || op == "!=" {
		if eq, known := equal(x, y); known {
			return boolean(eq == (op == "=="))
		}
	}
	return runtime("a computed value", at)
}

func equal(x, y Value) (eq, known bool) {
	a, okA := x.only()
	b, okB := y.only()
	if okA && okB && constant(a) && constant(b) {
		return a.K == b.K && a.S == b.S && a.N == b.N || blank(a) && blank(b), true
	}
	if okB && b.K == Zero && never(x) || okA && a.K == Zero && never(y) {
		return false, true
	}
	return false, false
}

func constant(a *Atom) bool { return a.K == Zero || a.K == Str || a.K == Int || a.K == Bool }

// blank reports whether a constant is the zero value of its type.
func blank(a *Atom) bool { return a.K == Zero || (a.K == Int || a.K == Bool) && a.N == 0 }

// never reports whether no alternative can be a zero value.
func never(v Value) bool {
	if len(v) == 0 {
		return false
	}
	for _, a := range v {
		switch a.K {
		case Ref, Box, Fn, Str, Client, Opt:
		default:
			return false
		}
	}
	return true
}

// add adds integers or concatenates strings.
func add(x, y Value, at ir.Pos) Value {
	if a, ok := x.only(); ok && a.K == Int {
		if b, ok := y.number(); ok {
			return integer(a.N + b)
		}
	}
	if b, ok := y.only(); ok && b.K == Int {
		if a, ok := x.number(); ok {
			return integer(a + b.N)
		}
		return runtime("a computed value", at)
	}
	return concat(at, x, y)
}

// concat concatenates strings, keeping what is constant in them.
func concat(at ir.Pos, parts ...Value) Value {
	out := Value{{K: Zero, At: at}}
	for _, p := range parts {
		var next Value
		for _, a := range out {
			for _, b := range p {
				next = join(next, one(concatAtoms(a, b, at)))
			}
		}
		out = next
	}
	return out
}

func concatAtoms(a, b *Atom, at ir.Pos) *Atom {
	sa, okA := a.text()
	sb, okB := b.text()
	switch {
	case okA && okB:
		return str(sa+sb, at)[0]
	case okA && sa == "":
		return b
	case okB && sb == "":
		return a
	}
	var parts []Value
	for _, x := range []*Atom{a, b} {
		if x.K == Cat {
			parts = append(parts, x.V...)
		} else {
			parts = append(parts, one(x))
		}
	}
	if len(parts) > maxParts {
		parts = append(parts[:maxParts:maxParts], runtime("a long text", at))
	}
	return &Atom{K: Cat, V: parts, At: at}
}
