package judge

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// base returns the event as the callee sees it by itself.
func (j *judge) base(e *flow.Event) *flow.Event {
	if len(e.Chain) == 0 {
		return nil
	}
	if b := j.rec.Base(e); b != nil {
		return b
	}
	callee := e.Chain[0].Func
	if callee.Pkg != j.pkg && !j.looked[callee.Name] {
		j.looked[callee.Name] = true
		j.prog.Standalone(callee.Name, j.foreign)
	}
	return j.foreign.Base(e)
}

// recordOf returns the record that an event is in.
func (j *judge) recordOf(e *flow.Event) *flow.Record {
	if e.Root.Pkg != j.pkg {
		return j.foreign
	}
	return j.rec
}

// seenFromCallers reports whether a request is also seen from functions that
// call the one around it.
func (j *judge) seenFromCallers(e *flow.Event) bool {
	return j.rec.FreeForCaller(e) || slices.ContainsFunc(j.seen[e.Site.At], func(o *flow.Event) bool {
		return o.Site.Kind == e.Site.Kind && o.Site.At == e.Site.At && len(o.Chain) > len(e.Chain)
	})
}

// alone returns the event as the function around the site sees it by itself.
func (j *judge) alone(fn *ir.Func, e *flow.Event) *flow.Event {
	id := flow.ID(fn.Name, e.Site.At, e.Site.Callee, nil)
	if ev := j.rec.Event(id); ev != nil {
		return ev
	}
	if fn.Pkg != j.pkg && !j.looked[fn.Name] {
		j.looked[fn.Name] = true
		j.prog.Standalone(fn.Name, j.foreign)
	}
	return j.foreign.Event(id)
}

// fresh returns the tags that are bad here and were not already where the
// callee was judged by itself: there they were left to its callers.
func (j *judge) fresh(e *flow.Event, own []state) []bool {
	bad := make([]bool, len(own))
	var inner []state
	owed := false
	switch {
	case e.Duty != nil && len(e.Chain) == 1:
		inner = j.states(e.Duty.Effect)
	case len(e.Chain) > 0:
		base := j.base(e)
		for i := 1; base == nil && i < len(e.Chain) && e.Chain[i-1].Lexical; i++ {
			inner := *e // a function that unseen code calls may itself call what it was given
			inner.Chain = e.Chain[i:]
			base = j.base(&inner)
		}
		around := e.Chain[len(e.Chain)-1].Func
		switch {
		case base != nil:
			inner = j.statesOf(base)
			owed = e.Duty == nil && j.owedByMaker(e) // said where the object was made
		case e.Duty != nil:
			return bad
		case around.Lexical || j.alone(around, e) != nil:
			return bad // a literal that runs here is judged where it stands
		}
	}
	for i, s := range own {
		if s.ok() || s.verdict == flow.Deferred || !j.policy.Tags[i].Required && s.verdict != flow.Attached {
			continue
		}
		bad[i] = len(inner) == 0 || (inner[i].ok() || inner[i].deferred()) && (!owed || !inner[i].deferred())
	}
	return bad
}

// madeAt returns the call that made the object which should supply what a request
// lacks: all that can is in the receiver of some call on the way there. Then no call
// of the methods is to blame, but what made the receiver, once. A method that makes
// a client, as a builder's, is called once itself.
func (j *judge) madeAt(e *flow.Event) (at flow.Link, ok bool) {
	if e.Duty != nil || e.Site.Kind != flow.Request {
		return at, false
	}
	known := false
	for _, m := range slices.Backward(e.MadeAt) {
		asked, only, sent := j.asksReceiver(&flow.Event{Site: e.Site, Chain: e.Chain[m.Receives:]})
		if asked && only {
			return m.Link, true
		}
		known = known || sent
	}
	// Methods that are too large to be looked at by themselves: one object that they
	// are all of is what sends.
	if known || len(e.MadeAt) == 0 || slices.ContainsFunc(e.MadeAt, func(m flow.Making) bool { return m.At != e.MadeAt[0].At }) {
		return at, false
	}
	return e.MadeAt[0].Link, true
}

// asksReceiver reports whether the receiver of the outermost call of an event can
// supply what its request lacks, whether nothing else can, and whether the request is
// seen to be sent at all.
func (j *judge) asksReceiver(e *flow.Event) (asked, only, sent bool) {
	base := j.base(e)
	if base == nil {
		return false, false, false
	}
	rec := j.recordOf(base)
	asked, only = flow.AsksReceiver(base.Effect, base.Root)
	for _, s := range rec.Sent(base) {
		some, all := flow.AsksReceiver(s.Effect, base.Root)
		asked, only, sent = asked || some, only && all, true
	}
	return asked, only, sent
}

// leftToMaker reports whether all that can supply what a site in a function literal
// lacks was captured: then no call of the literal is to blame, but the one that
// made it.
func (j *judge) leftToMaker(e *flow.Event) bool {
	i := slices.IndexFunc(e.Chain, func(l flow.Link) bool { return l.Func.Lexical && !l.Lexical })
	base := j.base(&flow.Event{Site: e.Site, Chain: e.Chain[i:]})
	if base == nil {
		return true // of itself it does nothing that is known
	}
	if !flow.AsksCaptured(base.Effect, base.Root) {
		return false
	}
	return !slices.ContainsFunc(j.recordOf(base).Sent(base), func(s *flow.Sending) bool { return !flow.AsksCaptured(s.Effect, base.Root) })
}

// owedByMaker reports whether what an event lacks is in fields of its receiver,
// or of one that this holds, which the callers of some function should have filled.
func (j *judge) owedByMaker(e *flow.Event) bool {
	i := slices.IndexFunc(e.Chain, func(l flow.Link) bool { return !l.Func.Lexical && !l.Lexical })
	if i < 0 {
		return false
	}
	base := j.base(&flow.Event{Site: e.Site, Chain: e.Chain[i:]})
	if base == nil {
		return false
	}
	owed := j.recordOf(base).Owed(j.prog, base)
	made := func(fn string) bool { return slices.Contains(e.MadeBy, fn) }
	return slices.ContainsFunc(owed, made) || slices.ContainsFunc(j.seen[e.Site.At], func(d *flow.Event) bool {
		return d.Duty != nil && d.Root == e.Root && d.Site.At == e.Site.At && slices.Contains(owed, d.Chain[len(d.Chain)-1].Func.Name)
	})
}
