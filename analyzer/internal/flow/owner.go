package flow

import (
	"slices"
	"strings"
)

// noteChanged notes, for the cells of a package, the fields of other packages'
// structs in them that the package's functions change later.
func (p *Program) noteChanged(pkg string) {
	for name, c := range p.cells {
		if packageOf(name) != pkg {
			continue
		}
		changed := map[string]bool{}
		c.Values.some(func(a *Atom) bool {
			for cell := range p.touched {
				if a.T != "" && strings.HasPrefix(cell, bare(a.T)+".") {
					changed[cell] = true
				}
			}
			return false
		})
		c.Changed = sortedKeys(changed)
	}
}

// heldByOwner returns what an input holds that is a field of another package's
// struct, which methods or options of that package may set: what is known of all
// structs of the type says nothing then, but this one is held by a field or variable
// of a package that leaves it as it was made.
func (p *Program) heldByOwner(a *Atom, direct bool) (Value, bool) {
	if a.Base == nil || a.C == "" || a.Base.C == "" || packageOf(a.Base.C) == packageOf(a.C) || !ofReceiver(a) {
		return nil, false
	}
	c := p.cells[a.Base.C]
	if c == nil || c.Moved || c.Open || slices.Contains(c.Changed, a.C) {
		return nil, false
	}
	values := c.Values
	if direct && hasParameter(c.Direct) {
		values = c.Direct
	}
	whole := p.changed(c.Name, values).withoutZero()
	if len(whole) == 0 || mentions(whole, a.Base.C) || slices.ContainsFunc(whole, func(b *Atom) bool { return b.K != Box && b.K != Struct }) {
		return nil, false
	}
	out := projectAll(whole, a.P[len(a.Base.P):], "")
	if a.NonZero {
		out = filter(out, false)
	}
	return out, len(out) > 0
}
