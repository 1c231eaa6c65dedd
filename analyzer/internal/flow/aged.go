package flow

import "strings"

// findMoved notes the fields that methods change after their struct was made, by
// struct type. Structs of packages that are not analysed, as those of SDKs, have no
// methods that are seen: what functions do to those that they are given is done to
// what their callers give.
func (p *Program) findMoved() {
	p.moved, p.aging = map[string][]string{}, map[cellKey]Value{}
	for _, name := range sortedKeys(p.cells) {
		i := strings.LastIndexByte(name, '.')
		if i > 0 && p.cells[name].Moved && !strings.HasSuffix(name, "]") && p.analysed(packageOf(name)) {
			p.moved[name[:i]] = append(p.moved[name[:i]], name[i:])
		}
	}
}

// today returns what a cell holds after all that functions do to it.
func (p *Program) today(c *Cell, direct bool) Value {
	key := cellKey{c, direct}
	out, known := p.aging[key]
	if !known {
		values := c.Values
		if direct {
			values = c.Direct
		}
		out = p.aged(p.changed(c.Name, values), 0)
		p.aging[key] = out
	}
	return out
}

type cellKey struct {
	cell   *Cell
	direct bool
}

// maxAged bounds the size of what is known of a field that methods change. In real
// code that keeps what tags ride on it is below 100; caches of other things are
// large, are read by many functions, and say nothing of tags.
const maxAged = 400

// aged returns what a cell holds, with what methods may have done to the structs
// in it since they were stored: `var chats = &store{m: map[string]*chat{}}` is
// empty in the beginning only.
func (p *Program) aged(v Value, depth int) Value {
	if depth > 4 {
		return v
	}
	return v.each(func(a *Atom) Value {
		switch a.K {
		case Box:
			return one(a.with(func(c *Atom) { c.V = []Value{p.aged(a.V[0], depth+1)} }))
		case Struct:
			for _, f := range a.F {
				if older := p.aged(f.V, depth+1); !older.equal(f.V) {
					a = a.setField(f.Name, older)
				}
			}
		case Zero:
		default:
			return one(a)
		}
		for _, field := range p.moved[bare(a.T)] {
			c := p.cells[bare(a.T)+field]
			if a.K == Zero {
				a = &Atom{K: Struct, T: a.T, At: a.At}
			}
			now := p.changed(c.Name, join(a.get(field), c.Values))
			if now.measure().weight > maxAged {
				now = join(a.get(field), runtime("set by methods in many ways", a.At))
			}
			if len(now) > 0 {
				a = a.setField(field, now)
			}
		}
		return one(a)
	})
}
