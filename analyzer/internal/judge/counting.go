package judge

import (
	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/policy"
)

// counting reports tokens that a local tokenizer has counted and that are kept in
// the event log. The finding stands at the call that brings the count, if what is
// called does not count by itself.
func (j *judge) counting(e *flow.Event) {
	if j.policy.Severity("estimated-tokens") == policy.Off || j.base(e) != nil {
		return
	}
	f := j.faultAt(e, "estimated-tokens", nil)
	f.Says = "gets a local tokenizer's count as " + e.Count.Column + ", in place of the usage in the response"
	f.Trail = append(f.Trail, flow.Why{At: e.Count.At, Text: "counted by " + e.Count.By})
	if f.Site.Pkg == j.pkg || len(e.Chain) > 0 {
		j.faults = append(j.faults, f)
	}
}
