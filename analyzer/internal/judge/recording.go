package judge

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/policy"
)

// recorded looks for the mark of clients whose responses are recorded.
var recorded = &flow.Tag{Mark: flow.Recorded}

// recording judges whether the responses of a tagged client are recorded. A
// client that is not tagged has a finding already, and what attaches its tags
// will mostly record as well.
func (j *judge) recording(e *flow.Event) {
	if j.policy.Severity("unlogged-client") == policy.Off || e.Site.SDK == "policy" || j.recorder(e) || !j.tagged(e) {
		return
	}
	answer := j.prog.Judge(recorded, e.Effect)
	if answer.Verdict != flow.Lacking || len(e.Chain) > 0 && j.unrecordedBefore(e) {
		return
	}
	calls, other := j.unrecorded(e)
	if len(calls) == 0 && (other || j.prog.ReadsUsage(j.pkg, e.Site.SDK)) {
		return // by hand; or requests are made where they are not followed, and their usage is read
	}
	f := j.faultAt(e, "unlogged-client", nil)
	j.faults = append(j.faults, f)
	f.Says = "is tagged, but nothing that is seen records the usage of its responses"
	f.Trail = append(f.Trail, answer.Trail...)
	for _, c := range calls {
		f.Trail = append(f.Trail, flow.Why{At: c.At, Text: "nobody reads the usage in this response"})
	}
}

// unrecordedBefore reports whether a client is tagged and not recorded already
// where the callee of the outermost call makes it: then the finding stands there.
func (j *judge) unrecordedBefore(e *flow.Event) bool {
	if e.Duty != nil && len(e.Chain) == 1 {
		return j.prog.Judge(recorded, e.Duty.Effect).Verdict == flow.Lacking && j.tagged(e.Duty)
	}
	base := j.base(e)
	if base == nil {
		around := e.Chain[len(e.Chain)-1].Func
		return e.Duty != nil || around.Lexical || j.alone(around, e) != nil
	}
	before := j.prog.Judge(recorded, base.Effect).Verdict
	if before == flow.Deferred && e.Duty == nil && j.owedByMaker(e) {
		return true // said where the object was made
	}
	return before == flow.Lacking && j.tagged(base)
}

// tagged reports whether a client, or each request that is seen to go through
// it, carries all required tags, or gets them from a caller that is seen.
func (j *judge) tagged(e *flow.Event) bool {
	own := j.statesOf(e)
	bad := make([]bool, len(own))
	for i, s := range own {
		bad[i] = j.policy.Tags[i].Required && !s.ok() && s.verdict != flow.Deferred
	}
	if slices.Contains(j.unexcused(e, own, bad), true) {
		return false
	}
	if slices.Contains(bad, true) && !slices.ContainsFunc(j.sent(e), func(s *flow.Sending) bool { return !s.Free }) {
		return false // excused because what it sends is free, not because that is tagged
	}
	if !j.defers(own, bad) {
		return true
	}
	return slices.ContainsFunc(j.seen[e.Site.At], func(o *flow.Event) bool {
		return len(o.Chain) > len(e.Chain) && continues(o, e) && j.tagged(o)
	})
}

// unrecorded returns the requests through a client whose responses nobody
// records by hand, as far as they are seen; other reports whether there are
// requests of which somebody does.
func (j *judge) unrecorded(e *flow.Event) (calls []*flow.Sending, other bool) {
	for _, s := range j.sent(e) {
		switch {
		case s.Free || s.Call == nil:
			continue // costs nothing; or not seen: no evidence either way
		case j.prog.Accounts(j.rec, s.Call) || j.prog.Judge(recorded, s.Effect).Verdict != flow.Lacking:
			other = true
		case !slices.ContainsFunc(calls, func(o *flow.Sending) bool { return o.At == s.At }):
			calls = append(calls, s)
		}
	}
	return calls, other
}

// recorder reports whether a client is made inside of a function that the policy
// names as one whose clients are recorded.
func (j *judge) recorder(e *flow.Event) bool {
	named := func(name string) bool {
		return slices.Contains(j.policy.Rules["unlogged-client"].Recorders, name)
	}
	return named(e.Root.Name) || slices.ContainsFunc(e.Chain, func(l flow.Link) bool { return named(l.Func.Name) })
}
