package judge

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/policy"
)

// state is what holds of one tag at one event.
type state struct {
	verdict flow.Verdict
	bad     *BadValue // attached, but with a value that does not count
	input   bool      // the value is an input
	answer  flow.Answer
}

func (s state) ok() bool { return s.verdict == flow.Attached && s.bad == nil }

func (s state) deferred() bool {
	return s.verdict == flow.Deferred || s.verdict == flow.Attached && s.input
}

func (j *judge) tag(t *policy.Tag) *flow.Tag {
	return &flow.Tag{Name: t.Name, Headers: t.Headers, Required: t.Required}
}

// state judges one tag after an effect.
func (j *judge) state(t *policy.Tag, e flow.Effect) state {
	s := state{answer: j.prog.Judge(j.tag(t), e)}
	s.verdict = s.answer.Verdict
	for _, v := range s.answer.Values {
		s.input = s.input || v.Input
		if s.bad == nil {
			s.bad = checkValue(j.policy, t, v)
		}
	}
	return s
}

// states judges all tags of the policy.
func (j *judge) states(e flow.Effect) []state {
	out := make([]state, len(j.policy.Tags))
	for i := range j.policy.Tags {
		out[i] = j.state(&j.policy.Tags[i], e)
	}
	service, team := j.policy.Index(policy.OfService), j.policy.Index(policy.OfTeam)
	if service >= 0 && team >= 0 && out[service].ok() && out[team].ok() {
		out[team].bad = checkOwner(j.policy, out[service].answer, out[team].answer)
	}
	return out
}

// statesOf judges all tags at a construction. What is lacking, or empty, only
// where an input is empty is its callers' duty, if there are callers to be seen.
func (j *judge) statesOf(e *flow.Event) []state {
	out := j.states(e.Effect)
	for i := range out {
		orEmpty := out[i].verdict == flow.Attached && out[i].input && out[i].bad != nil
		if (out[i].answer.Unset || orEmpty) && e.Root.Pkg == j.pkg && j.calledInSight(e) {
			out[i].verdict, out[i].bad = flow.Deferred, nil
		}
	}
	return out
}

// defers reports whether callers are asked for a required tag.
func (j *judge) defers(own []state, bad []bool) bool {
	for i := range own {
		if j.policy.Tags[i].Required && own[i].verdict == flow.Deferred && !bad[i] {
			return true
		}
	}
	return false
}

// calledInSight reports whether a construction is also seen from a function that
// calls the one under analysis.
func (j *judge) calledInSight(e *flow.Event) bool {
	return slices.ContainsFunc(j.seen[e.Site.At], func(o *flow.Event) bool { return len(o.Chain) > len(e.Chain) && continues(o, e) })
}

// continues reports whether an event is another one, as it is seen from the
// function under analysis or from those that call it.
func continues(o, e *flow.Event) bool {
	n := len(o.Chain) - len(e.Chain)
	return o.Site.Kind == e.Site.Kind && o.Site.At == e.Site.At && n >= 0 &&
		slices.EqualFunc(o.Chain[n:], e.Chain, func(x, y flow.Link) bool { return x.At == y.At && x.Func == y.Func })
}
