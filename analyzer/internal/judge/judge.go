// Package judge decides, for each LLM request that the analysis saw, whether its
// tags are attached, and who is to blame if not: one fault for each root cause.
package judge

import (
	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/policy"
)

// Fault is what is wrong at a place.
type Fault struct {
	Rule     string
	At       ir.Pos // where the finding stands
	Short    string // what is called there, for the message
	Site     *flow.Site
	Same     []*flow.Site // of which the same holds
	Missing  []string     // tags that are missing, or have bad values
	Attached []string     // required tags that are attached
	Value    *BadValue
	Trail    []flow.Why // why it is believed
	Why      string     // of tags that are unproven: where the trail ends
	Says     string     // of rules that are not about tags: what the message says after the callee
}

// Result is what became of the sites of a package.
type Result struct {
	Faults []*Fault
	Sites  map[ir.Pos]Standing
}

// Standing is what is known of the required tags of a site, whether or not there
// is a fault: what a call lacks may be the fault of the client's construction.
type Standing uint8

// The standings, the worst last.
const (
	Tagged   Standing = iota // all are attached, for sure
	Deferred                 // some are left to callers
	Untagged                 // some are not, or not for sure
)

// Judge judges the sites that were recorded of package pkg by a policy.
func Judge(prog *flow.Program, rec *flow.Record, pol *policy.Policy, pkg string) *Result {
	j := &judge{
		prog: prog, rec: rec, policy: pol, pkg: pkg,
		seen: map[ir.Pos][]*flow.Event{}, sites: map[ir.Pos]Standing{}, foreign: flow.NewRecord(), looked: map[string]bool{},
	}
	events := rec.Events()
	for _, e := range events {
		j.seen[e.Site.At] = append(j.seen[e.Site.At], e)
	}
	for _, e := range events {
		if e.Held && j.leftToMaker(e) {
			if e.Made == nil {
				continue // said where the literal is made
			}
			made := *e
			made.Chain = e.Made
			if j.base(&made) != nil {
				e = &made
			}
		}
		switch e.Site.Kind {
		case flow.Construction:
			j.construction(e)
			j.recording(e)
		case flow.Request:
			j.request(e)
		case flow.Billable:
			j.call(e)
			j.usage(e)
		case flow.Counting:
			j.counting(e)
		case flow.Wrapping:
			j.wrapping(e)
		}
	}
	return &Result{Faults: merged(append(j.faults, j.openedStreams()...)), Sites: j.sites}
}

type judge struct {
	prog   *flow.Program
	rec    *flow.Record
	policy *policy.Policy
	pkg    string

	seen    map[ir.Pos][]*flow.Event // by site
	faults  []*Fault
	streams []*Fault // that may not report their usage
	sites   map[ir.Pos]Standing
	foreign *flow.Record // functions of other packages, by themselves
	looked  map[string]bool
}

// note notes a site of the package.
func (j *judge) note(site *flow.Site, s Standing) {
	if site.Pkg == j.pkg {
		j.sites[site.At] = max(j.sites[site.At], s)
	}
}

// standing judges the required tags of a site by their states; bad says which of
// those that are not attached count.
func (j *judge) standing(states []state, bad []bool) Standing {
	out := Tagged
	for i, s := range states {
		switch {
		case !j.policy.Tags[i].Required:
		case bad[i]:
			return Untagged
		case s.verdict == flow.Deferred:
			out = Deferred
		}
	}
	return out
}

// wrapping judges the values that a wrapper attaches by itself: its requests
// carry them, whoever sends those.
func (j *judge) wrapping(e *flow.Event) {
	own := j.states(e.Effect)
	bad := j.fresh(e, own)
	for i := range own {
		bad[i] = bad[i] && own[i].verdict == flow.Attached
	}
	j.report(e, own, bad, "untagged-call")
}
