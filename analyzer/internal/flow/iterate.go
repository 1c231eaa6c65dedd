package flow

import "github.com/llmtag/llmtag/analyzer/internal/ir"

// iterate calls an iterator such as slices.Values(list) or maps.All(m) with a
// function that takes what it yields: the body of a range loop, mostly.
func (in *Interp) iterate(c *call, a *Atom, st *state) (*state, bool) {
	if len(c.args) != 1 {
		return nil, false
	}
	yield, ok := c.args[0].only()
	if !ok || yield.K != Fn || in.prog.body(yield.S) == nil {
		return nil, false
	}
	it := &iteration{in: in, call: c, yield: yield, params: len(in.prog.body(yield.S).Params)}
	if yield.Bound {
		it.params -= len(yield.V)
	}
	if in.isMap(st, a) {
		return it.entries(st, a), true
	}
	if a.K == Ref {
		if _, array := in.arrayLen[a.N]; !array && !in.holdsList(st, a) {
			return nil, false
		}
	}
	out := it.items(st, in.atomItems(st, a))
	return out.joined(in), true
}

// iteration is a call of an iterator.
type iteration struct {
	in     *Interp
	call   *call
	yield  *Atom
	params int
}

// ways are the states in which an iteration can be: going on, or stopped
// because the function asked for no more.
type ways struct{ on, stopped *state }

func (e ways) joined(in *Interp) *state { return in.either(e.on, e.stopped) }

// either joins two states, of which nil is none.
func (in *Interp) either(a, b *state) *state {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return in.joinStates(a, b, false)
}

// element returns the arguments for an element: itself, or its index as well.
func (it *iteration) element(v Value) []Value {
	if it.params > 1 {
		return []Value{runtime("an index", it.call.at), v}
	}
	return []Value{v}
}

// entries yields the entries of a map.
func (it *iteration) entries(st *state, m *Atom) *state {
	list, known := it.in.entries(st, one(m))
	if !known {
		key, val := it.in.anyEntry(st, one(m), it.call.at)
		list = []entry{{key: key, val: val, more: true}}
	}
	out := ways{on: st}
	for _, e := range list {
		if out.on == nil {
			break
		}
		var next ways
		switch args := []Value{e.key, e.val}; {
		case e.more:
			next = it.rounds(out.on, func(st *state) ways { return it.one(st, args) })
		case e.maybe:
			next = it.one(out.on.clone(), args)
			next.on = it.in.either(next.on, out.on)
		default:
			next = it.one(out.on, args)
		}
		out.on, out.stopped = next.on, it.in.either(out.stopped, next.stopped)
	}
	return out.joined(it.in)
}

// rounds does something any number of times, none included.
func (it *iteration) rounds(st *state, do func(*state) ways) ways {
	it.in.fixing++
	defer func() { it.in.fixing-- }()
	out := ways{on: st}
	for range maxRounds {
		e := do(out.on.clone())
		out.stopped = it.in.either(out.stopped, e.stopped)
		if e.on == nil {
			return out
		}
		next := it.in.joinStates(out.on, e.on, true)
		if sameStates(next, out.on) {
			return out
		}
		out.on = next
	}
	it.in.limited = true
	return out
}

// one calls the function once.
func (it *iteration) one(st *state, args []Value) ways {
	d := *it.call
	d.args = args[:min(len(args), it.params)]
	d.ins = &ir.Instr{Op: ir.Call, At: it.call.at, N: 1}
	v, next := it.in.function(&d, it.yield, st)
	if next == nil {
		return ways{}
	}
	switch more, known := v.truth(); {
	case known && more:
		return ways{on: next}
	case known:
		return ways{stopped: next}
	}
	return ways{on: next, stopped: next.clone()}
}

// items yields the elements of a slice.
func (it *iteration) items(st *state, items []Item) ways {
	out := ways{on: st}
	for _, item := range items {
		if out.on == nil {
			break
		}
		var next ways
		switch {
		case item.Alt != nil:
			for _, alt := range item.Alt {
				e := it.items(out.on.clone(), alt)
				next.on, next.stopped = it.in.either(next.on, e.on), it.in.either(next.stopped, e.stopped)
			}
		case item.Star != nil:
			next = it.rounds(out.on, func(st *state) ways { return it.items(st, item.Star) })
		case item.Splat != nil:
			next = it.rounds(out.on, func(st *state) ways { return it.one(st, it.element(project(item.Splat, "[]", ""))) })
		default:
			next = it.one(out.on, it.element(item.V))
		}
		out.on, out.stopped = next.on, it.in.either(out.stopped, next.stopped)
	}
	return out
}
