package judge

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
)

// request judges a raw HTTP request by how it is sent, or, where nobody is
// seen to send it, by what it carries when it leaves the function.
func (j *judge) request(e *flow.Event) {
	target, billed := j.billed(e)
	if !billed || j.prog.Foreign(e.Site.Pkg+".") {
		return // inside of a third party's client nobody here can change it
	}
	worst, bad := j.requestStates(e, j.rec)
	switch {
	case len(e.Chain) == 0:
		j.note(e.Site, j.standing(worst, bad))
	default:
		j.note(e.Site, Tagged) // what callers lack is told below
	}
	atSite := e.Site.Pkg == j.pkg
	if alone, rec := j.requestAlone(e); alone != nil {
		// Judged where it is made, but for what was left to the callers.
		inner, innerBad := j.requestStates(alone, rec)
		owed := e.Duty == nil && j.owedByMaker(e) // said where the object was made
		for i := range bad {
			bad[i] = bad[i] && inner[i].deferred() && !innerBad[i] && !owed
		}
		atSite = atSite && e.Duty != nil && !j.suppliedElsewhere(e, bad)
	} else if base := j.base(e); base != nil {
		inner, innerBad := j.requestStates(base, j.recordOf(base))
		_, said := j.billed(base)
		owed, left := j.owedByMaker(e), true
		for i := range bad {
			bad[i] = bad[i] && (!said || !innerBad[i]) && (!owed || !inner[i].deferred())
			left = left && (!bad[i] || inner[i].deferred())
		}
		atSite = atSite && !left // the caller decides on the path, and brings the headers
	}
	if !atSite {
		e = j.inside(e, bad)
	}
	site := *e.Site
	site.Short += " to " + target.Host
	j.reportAt(e, &site, worst, bad, "raw-endpoint", atSite)
}

// inside returns a request as the function of this package sees it that cannot be
// helped by its callers: they may have given the address, and nothing that would tag.
func (j *judge) inside(e *flow.Event, bad []bool) *flow.Event {
	for e.Duty == nil && len(e.Chain) > 0 {
		base := j.rec.Base(e)
		if base == nil || base.Root.Pkg != j.pkg {
			break
		}
		states, _ := j.requestStates(base, j.rec)
		for i := range bad {
			if bad[i] && (states[i].ok() || states[i].deferred()) {
				return e
			}
		}
		e = base
	}
	return e
}

// billed returns the provider's endpoint to which a request goes, if that is to be
// told from this event.
func (j *judge) billed(e *flow.Event) (flow.Target, bool) {
	target, billed := j.prog.Billed(e)
	if !billed {
		return target, false // the host is known to the callers only, or to nobody
	}
	if !target.PathKnown && e.OpenURL() && j.seenFromCallers(e) {
		return target, false // the callers' paths decide
	}
	return target, true
}

// suppliedElsewhere reports whether another call that makes what sends a
// request supplies some of the tags that are bad with this one: then the
// request relies on those calls, and this one is to blame.
func (j *judge) suppliedElsewhere(e *flow.Event, bad []bool) bool {
	return slices.ContainsFunc(j.seen[e.Site.At], func(o *flow.Event) bool {
		if o.Duty == nil || o.ID == e.ID || o.Site.At != e.Site.At {
			return false
		}
		states, worse := j.requestStates(o, j.rec)
		for i := range bad {
			if bad[i] && !worse[i] && states[i].verdict == flow.Attached {
				return true
			}
		}
		return false
	})
}

// requestAlone returns a request as it is seen without the callers that this
// event was seen from; nil if nothing can be said of it there.
func (j *judge) requestAlone(e *flow.Event) (*flow.Event, *flow.Record) {
	switch {
	case e.Duty != nil && len(e.Chain) > 1: // as the callee that made the object sees it
		if base := j.base(e); base != nil {
			return base, j.recordOf(base)
		}
		return e.Duty, j.rec
	case e.Duty != nil:
		return e.Duty, j.rec
	case len(e.Chain) == 0:
		return nil, nil
	}
	around := e.Chain[len(e.Chain)-1].Func
	alone := j.alone(around, e)
	if alone == nil {
		return nil, nil
	}
	if t, known := j.prog.Billed(alone); !known || !t.PathKnown && alone.OpenURL() && around.Pkg == j.pkg {
		return nil, nil
	}
	if around.Pkg != j.pkg {
		return alone, j.foreign
	}
	return alone, j.rec
}

// requestStates judges a raw request by the worst of its sendings.
func (j *judge) requestStates(e *flow.Event, rec *flow.Record) (worst []state, bad []bool) {
	sent := rec.Sent(e)
	if len(sent) == 0 && rec == j.rec {
		sent = j.sent(e) // by the functions that get it
	}
	effects := make([]flow.Effect, 0, len(sent)+1)
	for _, s := range sent {
		effects = append(effects, s.Effect)
	}
	if len(effects) == 0 {
		effects = append(effects, rec.Left(e))
	}
	worst = j.states(effects[0])
	bad = make([]bool, len(worst))
	for _, effect := range effects {
		for i, s := range j.states(effect) {
			if s.ok() && s.input {
				worst[i] = s // its callers' values
			}
			if s.verdict == flow.Deferred && worst[i].verdict < flow.Deferred {
				worst[i] = s
			}
			if s.ok() || s.verdict == flow.Deferred || !j.policy.Tags[i].Required && s.verdict != flow.Attached {
				continue
			}
			bad[i], worst[i] = true, s
		}
	}
	return worst, bad
}
