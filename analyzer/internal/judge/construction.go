package judge

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/policy"
)

func (j *judge) construction(e *flow.Event) {
	if j.policy.Enforce == policy.Request {
		return // the requests are judged, not the clients
	}
	own := j.statesOf(e)
	bad := j.fresh(e, own)
	if j.policy.Enforce == policy.Effective {
		bad = j.unexcused(e, own, bad)
	}
	if len(e.Chain) == 0 && !j.costsNothing(e) {
		j.note(e.Site, j.standing(own, bad))
	}
	j.report(e, own, bad, "untagged-client")
}

// costsNothing reports whether all that is seen to go through a client is free.
func (j *judge) costsNothing(e *flow.Event) bool {
	sent := j.sent(e)
	return len(sent) > 0 && !slices.ContainsFunc(sent, func(s *flow.Sending) bool { return !s.Free })
}

// unexcused drops the tags which every request through the client attaches by
// itself, if all those requests are seen, and judges the others by the worst
// of the requests.
func (j *judge) unexcused(e *flow.Event, own []state, bad []bool) []bool {
	if !slices.Contains(bad, true) {
		return bad
	}
	sent := j.sent(e)
	if len(sent) == 0 {
		return bad
	}
	out := make([]bool, len(bad))
	for i := range bad {
		if !bad[i] {
			continue
		}
		var worst state
		for _, s := range sent {
			if s.Free {
				continue
			}
			st := j.state(&j.policy.Tags[i], s.Effect)
			// A bad value that a call brings is the call's fault.
			same := st.bad != nil && own[i].bad != nil && st.bad.Text == own[i].bad.Text
			if st.verdict == flow.Attached && !same {
				continue
			}
			if st.verdict == flow.Deferred || s.Open {
				if j.seenWithCaller(sent, s) {
					continue // judged with what the callers supply
				}
				if st.verdict == flow.Deferred {
					st = own[i]
				}
			}
			if !out[i] || st.verdict > worst.verdict {
				worst = st
			}
			out[i] = true
		}
		if out[i] {
			own[i] = worst
		}
	}
	return out
}

// seenWithCaller reports whether a sending is also seen from functions that
// call the one around it.
func (j *judge) seenWithCaller(sent []*flow.Sending, s *flow.Sending) bool {
	return slices.ContainsFunc(sent, func(o *flow.Sending) bool { return o.At == s.At && o.At.IsValid() && o.Depth > s.Depth })
}

// sent collects what goes out through what was constructed, in this function
// and in those that call it.
func (j *judge) sent(e *flow.Event) []*flow.Sending {
	var out []*flow.Sending
	for _, other := range j.seen[e.Site.At] {
		if continues(other, e) {
			out = append(out, j.rec.Sent(other)...)
		}
	}
	seen := slices.ContainsFunc(out, func(s *flow.Sending) bool { return !s.Weak && !s.Free })
	return slices.DeleteFunc(slices.Clone(out), func(s *flow.Sending) bool {
		if s.Handle && seen {
			return true
		}
		return s.Weak && covered(out, s.At, 0)
	})
}

// covered reports whether requests are seen through what was made at a place,
// or through something made of it.
func covered(sent []*flow.Sending, at ir.Pos, depth int) bool {
	return depth < 6 && slices.ContainsFunc(sent, func(s *flow.Sending) bool {
		return s.Via == at && (!s.Weak || s.At != at && covered(sent, s.At, depth+1))
	})
}
