package flow

import (
	"net/textproto"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// evaluation follows one tag through an effect.
type evaluation struct {
	prog  *Program
	tag   *Tag
	meta  bool
	floor outcomeKind // what a header becomes that is removed
	depth int
}

func (ev *evaluation) run(e Effect, paths []*outcome) []*outcome {
	for _, s := range e {
		var next []*outcome
		seen := map[string]bool{}
		for _, p := range paths {
			for _, o := range ev.step(s, p) {
				if k := o.key(); !seen[k] {
					seen[k] = true
					next = append(next, o)
				}
			}
		}
		paths = next
		if len(paths) > 256 {
			paths = append(paths[:255:255], &outcome{kind: unproven, why: "too many paths to follow", at: s.At})
		}
	}
	return paths
}

func (ev *evaluation) step(s *Step, p *outcome) []*outcome {
	same := []*outcome{p}
	if ev.tag.Mark != "" {
		if out, ok := ev.ofMark(s, p); ok {
			return out
		}
	}
	switch s.K {
	case Mark:
		return same
	case Refuse:
		return ev.refused(s, p)
	case Set, Add:
		if s.Meta != ev.meta {
			return same
		}
		return ev.set(s, p)
	case Del:
		if s.Meta == ev.meta && ev.matches(s.Key) == yes {
			return []*outcome{p.become(ev.floor, "removed here", s.At)}
		}
		if admitted, tested := ev.passes(s.Key); admitted && tested && !ev.meta {
			return []*outcome{p.become(ev.floor, "removed here", s.At)}
		}
	case Clear:
		if s.Meta == ev.meta {
			why := ""
			if p.kind == has {
				why = "all headers are replaced here"
			}
			c := p.become(ev.floor, why, s.At)
			if c.was = p; p.was != nil && p.kind == ev.floor {
				c.was = p.was
			}
			return []*outcome{c}
		}
	case Alt:
		return ev.unsetWithout(ev.either(s, p), p)
	case Star:
		return ev.star(s, p)
	case Merge:
		return ev.merge(s, p)
	case Slot:
		if s.Name == boundary.Name {
			return ev.endLevel(p)
		}
		return []*outcome{p.withSlot(s)}
	case Use:
		if p.kind == has {
			return same
		}
		return []*outcome{p.become(deferred, "it depends on what callers supply", s.At)}
	case Maybe:
		switch {
		case s.Name == trusted && !ev.meta:
			return []*outcome{{kind: has, at: s.At, slots: p.slots}}
		case p.kind == has || ev.meta && !s.Meta:
			return same
		}
		return []*outcome{p.become(unproven, s.Why, s.At)}
	case Never:
		return nil
	}
	return same
}

// either follows the alternatives of an effect. Where one of them is for an input
// that is not nil, or for what is read at run time and not empty, the others tell
// what becomes of nil or of nothing: no evidence that the tag is missing.
func (ev *evaluation) either(s *Step, p *outcome) []*outcome {
	all := make([][]*outcome, len(s.Sub))
	guard := make([]bool, len(s.Sub))
	for i, sub := range s.Sub {
		all[i] = ev.run(sub, []*outcome{p})
		guard[i] = guards(sub) || readsSome(sub) && slices.ContainsFunc(all[i], func(o *outcome) bool {
			return o.kind == unproven || len(o.slots) > len(p.slots) // it is not known what it attaches
		})
	}
	guarded := slices.Contains(guard, true)
	var out []*outcome
	for i := range all {
		for _, o := range all[i] {
			o = ev.onlyOn(o, p, s)
			if guarded && !o.guard && !guard[i] {
				c := *o
				c.guard = true
				o = &c
			}
			out = append(out, o)
		}
	}
	return out
}

// readsSome reports whether an effect is that of what is read at run time where a
// branch found it not to be empty.
func readsSome(e Effect) bool {
	found := func(a *Atom) bool { return a.K == Run && a.NonZero }
	return slices.ContainsFunc(e, func(s *Step) bool {
		return s.K == Maybe && slices.ContainsFunc(s.Val, found) ||
			(s.K == Set || s.K == Add) && slices.ContainsFunc(s.Key, found) ||
			slices.ContainsFunc(s.Sub, readsSome)
	})
}

// unsetWithout looks for a value that is an input and attached only where that
// is not empty: what callers give decides on the other paths, and none of them
// is taken where the input is known never to be empty.
func (ev *evaluation) unsetWithout(all []*outcome, before *outcome) []*outcome {
	i := slices.IndexFunc(all, func(o *outcome) bool { return o.kind == has && o.input != nil })
	if i < 0 || before.kind != absent {
		return all
	}
	input := all[i].input.with(func(c *Atom) { c.NonZero = false })
	stored, known := ev.prog.carried(input)
	if known && len(stored.withoutZero()) < len(stored) {
		return all // it is empty somewhere
	}
	var out []*outcome
	for _, o := range all {
		if o.kind == absent && !known {
			c := *o
			c.unset = true
			o = &c
		}
		if o.kind != absent || !known {
			out = append(out, o)
		}
	}
	return out
}

// guards reports whether an effect is that of an input which is not nil, or
// which may replace what is there: then its alternative is what another input
// would get.
func guards(e Effect) bool {
	return slices.ContainsFunc(e, func(s *Step) bool {
		if s.K == Use {
			a := s.Val[0]
			if a.Base != nil && strings.HasSuffix(a.P, ".Transport") {
				a = a.Base // of an HTTP client
			}
			return a.NonZero || strings.HasSuffix(a.P, "()")
		}
		if (s.K == Set || s.K == Add) && slices.ContainsFunc(s.Key, ofNonZero) {
			return true // a loop over a map that is not nil
		}
		return slices.ContainsFunc(s.Sub, guards)
	})
}

// ofNonZero reports whether an atom is a part of an input that a branch found not
// to be nil or empty.
func ofNonZero(a *Atom) bool {
	if a.K != Leaf {
		return false
	}
	for whole := a.Base; whole != nil; whole = whole.Base {
		if whole.NonZero {
			return true // also one of several maps in a slice
		}
	}
	return false
}

// onlyOn tells, of a path on which nothing is attached, that others may attach it:
// what waits in slots is known in the end.
func (ev *evaluation) onlyOn(o, before *outcome, s *Step) *outcome {
	if o.kind == absent && before.kind == absent && o.why == "" && s.At.IsValid() {
		return o.become(absent, partly, s.At)
	}
	return o
}

// flush applies what waits in slots: when the request is sent, and at the end
// of a level for all slots but HTTP clients.
func (ev *evaluation) flush(paths []*outcome) []*outcome {
	var out []*outcome
	for _, p := range paths {
		now := []*outcome{{kind: p.kind, val: p.val, why: p.why, at: p.at, guard: p.guard, unset: p.unset}}
		for _, last := range []bool{false, true} { // the HTTP client comes after all middleware
			for _, s := range p.slots {
				if (s.name == "http") == last {
					now = ev.flush(ev.run(s.e, now)) // a configuration's slot may be in the client's
				}
			}
		}
		out = append(out, now...)
	}
	return out
}

// after begins the names of slots for what runs when all headers are set.
const after = "after: "

// part follows the name of a slot in the names of slots that add to it: what
// fills the slot anew displaces them too.
const part = "+"

// lasting reports whether a slot of the client waits for the request's: the
// last of both is the one that counts.
func lasting(slot string) bool {
	return slot == "http" || strings.HasPrefix(slot, after) || strings.HasPrefix(slot, "request")
}

// endLevel applies the client's slots before the request's come: HTTP clients
// wait, for a request may bring another.
func (ev *evaluation) endLevel(p *outcome) []*outcome {
	var waiting, due []slot
	for _, s := range p.slots {
		if lasting(s.name) {
			waiting = append(waiting, s)
		} else {
			due = append(due, s)
		}
	}
	c := *p
	c.slots = waiting
	now := []*outcome{&c}
	for _, s := range due {
		now = ev.run(s.e, now)
	}
	return now
}

func (ev *evaluation) star(s *Step, p *outcome) []*outcome {
	if s.Sub[0].passesOn() {
		// The tag is among the headers that are copied.
		more := ev.run(s.Sub[0], []*outcome{p})
		if kept := slices.DeleteFunc(slices.Clone(more), func(o *outcome) bool { return o.kind == absent }); len(kept) > 0 {
			return kept
		}
		return more
	}
	out := []*outcome{p}
	hidden := false
	var more []*outcome
	for _, o := range ev.run(s.Sub[0], out) {
		if o.kind == unproven || o.kind == deferred {
			hidden = true
		}
		more = append(more, o)
	}
	if hidden && p.kind != has {
		// A loop over what is read at run time may run or not: nothing can be
		// said, and certainly not that the tag is missing.
		return slices.DeleteFunc(more, func(o *outcome) bool { return o.kind == absent || o.kind == keep })
	}
	return append(out, more...)
}

// merge lays the entries of a map over what the request has.
func (ev *evaluation) merge(s *Step, p *outcome) []*outcome {
	if s.Sub[0].passesOn() {
		p = p.restored()
	}
	inner := *ev
	inner.floor = keep
	var out []*outcome
	for _, o := range inner.run(s.Sub[0], []*outcome{{kind: keep}}) {
		if o.kind == keep {
			q := *p
			if p.kind == absent && o.why != "" && ev.floor == absent {
				q.why, q.at = o.why, o.at
			}
			q.guard = q.guard || o.guard
			out = append(out, &q)
			continue
		}
		if o.kind != has && p.kind == has {
			out = append(out, p) // what is not seen may replace it, by another value
			continue
		}
		o.slots = p.slots
		if o.kind == has && o.val != nil {
			if o.emptied && p.kind != has {
				out = append(out, p.become(absent, "replaced by an empty value here", o.at))
				continue
			}
			out = append(out, ev.blankOver(o, p))
			continue
		}
		out = append(out, o)
	}
	return out
}

// blankOver turns a tag that is replaced by an empty value into none.
func (ev *evaluation) blankOver(o, before *outcome) *outcome {
	if text, ok := o.val.text(); ok && strings.TrimSpace(text) == "" && before.kind == has {
		if old, known := before.text(); !known || strings.TrimSpace(old) != "" {
			return before.become(absent, "replaced by an empty value here", o.at)
		}
	}
	return o
}

func (ev *evaluation) set(s *Step, p *outcome) []*outcome {
	if isIncoming(s.Key) {
		if admitted, _ := ev.passes(s.Key); !admitted && !ev.meta {
			return []*outcome{p}
		}
		return []*outcome{p.restored()}
	}
	var out []*outcome
	switch ev.matches(s.Key) {
	case no:
		return []*outcome{p}
	case yes:
	case perhaps:
		out = append(out, p)
	case hiddenKey:
		if p.kind == has {
			return []*outcome{p}
		}
		return []*outcome{p.become(unproven, "a name that is known at run time only", s.At)}
	case inputKey:
		if p.kind == has {
			return []*outcome{p}
		}
		return []*outcome{p.become(deferred, "a name that callers supply", s.At)}
	}
	if s.K == Add && p.kind == has {
		if old, known := p.text(); !known || strings.TrimSpace(old) != "" {
			return []*outcome{p}
		}
	}
	for _, v := range ev.values(s.Val, s.At, 0) {
		v.slots = p.slots
		if v.kind == has && v.val != nil {
			if w := ev.blankOver(v, p); w != v && ev.floor == keep {
				v.emptied = true // in a map it is an entry, which goes over what the request has
			} else {
				v = w
			}
		}
		if v.kind == absent {
			v.kind = max(v.kind, ev.floor)
		}
		out = append(out, v)
	}
	return out
}

// values returns what a header becomes when it is set to a value.
func (ev *evaluation) values(v Value, at ir.Pos, depth int) []*outcome {
	var out []*outcome
	for _, a := range v {
		switch {
		case a.K == List:
			if len(a.L) == 0 {
				out = append(out, &outcome{why: "set to no value at all", at: at})
				continue
			}
			if depth < 3 {
				out = append(out, ev.values(anyOf(a.L), at, depth+1)...)
			}
		case a.K == Box && depth < 3:
			out = append(out, ev.values(a.V[0], at, depth+1)...)
		case a.K == Struct && len(a.F) > 0 && depth < 3: // a wrapper such as param.Opt{Value: x}
			if val, ok := a.field(".Value"); ok {
				out = append(out, ev.values(val, at, depth+1)...)
				continue
			}
			out = append(out, &outcome{kind: has, val: a, at: at})
		case a.K == Leaf && depth < 3:
			mine := []*outcome{{kind: has, val: a, at: at}}
			if stored, ok := ev.prog.carried(a); ok {
				mine = ev.values(stored, at, depth+1)
			}
			for _, o := range mine {
				if a.NonZero {
					o.input = a
				}
				out = append(out, o)
			}
		default:
			out = append(out, &outcome{kind: has, val: a, at: at})
		}
	}
	return out
}

type match uint8

func (ev *evaluation) matches(key Value) match {
	some, all, hidden, input := false, true, false, false
	for _, a := range key {
		text, ok := a.text()
		switch {
		case ok && ev.named(text):
			some = true
		case ok:
			all = false
		case a.K == Leaf:
			if stored, known := ev.prog.carried(a); known && ev.depth < 3 {
				ev.depth++
				m := ev.matches(stored)
				ev.depth--
				hidden, input = hidden || m == hiddenKey, input || m == inputKey
				some, all = some || m != no, all && m == yes
				continue
			}
			input = true
		default:
			hidden = true
		}
	}
	switch {
	case hidden:
		return hiddenKey
	case input:
		return inputKey
	case some && all:
		return yes
	case some:
		return perhaps
	}
	return no
}

func (ev *evaluation) named(text string) bool {
	if ev.meta {
		return text == ev.tag.Name
	}
	return slices.Contains(ev.tag.Headers, textproto.CanonicalMIMEHeaderKey(text))
}

// canonical is what http.Header's methods make of a name. Names are compared
// canonically later; a map index with another spelling is sent as it is.
func canonical(v Value) Value {
	return v.each(func(a *Atom) Value {
		if text, ok := a.text(); ok {
			return str(textproto.CanonicalMIMEHeaderKey(text), a.At)
		}
		return one(a)
	})
}
