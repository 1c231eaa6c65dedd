package judge

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/policy"
)

// call judges a request that an SDK sends: what its client lacks is the
// construction's fault, what it undoes or never had is its own.
func (j *judge) call(e *flow.Event) {
	if len(e.Chain) == 0 {
		j.note(e.Site, j.callStanding(e))
	}
	worst, bad := j.callStates(e)
	if len(e.Chain) > 0 {
		base := j.base(e)
		if base == nil {
			return
		}
		inner, innerBad := j.callStates(base)
		for i := range bad {
			left := inner[i].deferred() || j.unknownSender(base)
			bad[i] = bad[i] && !innerBad[i] && left
		}
	}
	j.report(e, worst, bad, "untagged-call")
}

// callStanding says what is known of the tags of a call: those of its clients and its
// own. Where its callers bring the client, those that are seen tell.
func (j *judge) callStanding(e *flow.Event) Standing {
	out := j.ownStanding(e)
	if out != Deferred {
		return out
	}
	settled := Tagged
	seen := false
	for _, o := range j.seen[e.Site.At] {
		if o.Site.Kind != e.Site.Kind || len(o.Chain) == 0 {
			continue
		}
		if s := j.ownStanding(o); s != Deferred {
			settled, seen = max(settled, s), true
		}
	}
	if seen {
		return settled
	}
	return out
}

func (j *judge) ownStanding(e *flow.Event) Standing {
	out := Tagged
	for _, a := range e.Senders {
		effect := e.Effect
		if a.K == flow.Client || a.K == flow.Struct {
			effect = flow.Through(a, e.Effect)
		}
		for i, s := range j.states(effect) {
			switch {
			case !j.policy.Tags[i].Required || s.ok():
			case s.verdict == flow.Deferred, a.K == flow.Leaf && !flow.Unset(a) && s.verdict == flow.Lacking:
				out = max(out, Deferred)
			default:
				out = Untagged
			}
		}
	}
	return out
}

func (j *judge) unknownSender(e *flow.Event) bool {
	return slices.ContainsFunc(e.Senders, func(a *flow.Atom) bool { return a.K == flow.Leaf })
}

func (j *judge) callStates(e *flow.Event) (worst []state, bad []bool) {
	worst = j.states(e.Effect)
	bad = make([]bool, len(worst))
	if j.policy.Enforce == policy.Client {
		return worst, bad // whatever the requests add
	}
	blame := func(states []state, explained func(i int) bool) {
		for i, s := range states {
			if s.ok() || s.verdict == flow.Deferred || !j.policy.Tags[i].Required && s.verdict != flow.Attached || explained(i) {
				continue
			}
			bad[i], worst[i] = true, s
		}
	}
	nobody := func(int) bool { return false }
	if j.policy.Enforce == policy.Request {
		blame(worst, nobody)
		return worst, bad
	}
	for _, a := range e.Senders {
		switch {
		case a.K == flow.Client:
			own := j.states(a.E)
			reported := !j.prog.Foreign(a.S)
			brought := j.states(e.Effect) // by the request itself
			for i := range brought {
				if brought[i].verdict == flow.Attached {
					brought[i].bad = nil
				}
			}
			through := j.states(flow.Through(a, e.Effect))
			for i := range through {
				// An empty value in place of a good one removes the tag.
				if s := &through[i]; own[i].ok() && s.bad != nil && s.bad.empty {
					s.answer.Trail = append(s.answer.Trail, flow.Why{At: s.bad.At, Text: "replaced by an empty value here"})
					s.verdict, s.bad = flow.Lacking, nil
				}
			}
			made := own // as constructed, without what a handle around it adds
			if ev := j.rec.Event(a.S); ev != nil {
				made = j.states(ev.Effect)
			}
			blame(through, func(i int) bool {
				if own[i].verdict == flow.Deferred || !own[i].ok() && reported && !brought[i].ok() {
					return true
				}
				return own[i].ok() && made[i].verdict == flow.Lacking && reported && !brought[i].ok() // said where it is made
			})
		case a.K == flow.Run && a.Foreign, flow.Unset(a):
			blame(j.states(e.Effect), nobody)
		case a.K == flow.Zero && len(e.Senders) == 1:
			blame(j.states(e.Effect), nobody)
		case a.K == flow.Struct:
			blame(j.states(flow.Through(a, e.Effect)), nobody)
		}
	}
	return worst, bad
}
