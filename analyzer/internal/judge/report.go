package judge

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/policy"
)

func (j *judge) report(e *flow.Event, states []state, bad []bool, rule string) {
	j.reportAt(e, e.Site, states, bad, rule, false)
}

// declared reports whether a function is one of the policy's wrappers, which
// attach a tag in ways that need not be seen.
func (j *judge) declared(f *ir.Func, tag string) bool {
	return slices.ContainsFunc(j.policy.Wrappers, func(w policy.Wrapper) bool {
		_, param := w.Params[tag]
		within := f.Name == w.Func || strings.HasPrefix(f.Name, w.Func+"$")
		return within && (param || slices.Contains(w.Tags, tag))
	})
}

// reportAt makes the faults of an event. They stand at the outermost call that
// should have supplied the tags, or at the site.
func (j *judge) reportAt(e *flow.Event, site *flow.Site, states []state, bad []bool, rule string, atSite bool) {
	for i, t := range j.policy.Tags {
		bad[i] = bad[i] && !j.declared(e.Root, t.Name)
	}
	if !slices.Contains(bad, true) {
		return
	}
	at, short := site.At, site.Short
	if !atSite {
		at, short = j.anchor(e, site)
		if made, ok := j.madeAt(e); ok {
			at, short = made.At, j.called(made.Func)
		}
	}
	var attached, lacking, hidden []string
	var lackTrail, hideTrail []flow.Why
	var values []*BadValue
	var valued []string // the tags with those values
	for i := range states {
		t, s := &j.policy.Tags[i], states[i]
		switch {
		case !bad[i]:
			if t.Required && s.ok() {
				attached = append(attached, t.Name)
			}
		case s.verdict == flow.Lacking:
			lacking = append(lacking, t.Name)
			lackTrail = append(lackTrail, s.answer.Trail...)
		case s.verdict == flow.Unproven:
			hidden = append(hidden, t.Name)
			hideTrail = append(hideTrail, s.answer.Trail...)
		case s.bad != nil:
			values, valued = append(values, s.bad), append(valued, t.Name)
		}
	}
	fault := func(rule string, missing []string, why []flow.Why) *Fault {
		f := &Fault{Rule: rule, At: at, Short: short, Site: site, Missing: missing, Attached: attached, Trail: append(j.trail(e, at), why...)}
		j.faults = append(j.faults, f)
		return f
	}
	for i, v := range values {
		fault(v.Rule, valued[i:i+1:i+1], nil).Value = v
	}
	switch {
	case len(lacking) > 0: // an error, beside which a warning says little
		fault(rule, lacking, lackTrail)
	case len(hidden) > 0:
		f := fault("unproven-tags", hidden, hideTrail)
		if len(hideTrail) > 0 {
			f.Why = hideTrail[0].Text
		}
	}
}

// anchor returns where a finding of an event stands, and what is called there:
// the outermost call that is not a literal run in place, or else the site.
func (j *judge) anchor(e *flow.Event, site *flow.Site) (ir.Pos, string) {
	for _, l := range e.Chain {
		if !l.Lexical {
			return l.At, j.called(l.Func)
		}
	}
	return site.At, site.Short
}

// faultAt makes the fault of a rule that is not about tags, at an event's anchor.
func (j *judge) faultAt(e *flow.Event, rule string, why []flow.Why) *Fault {
	at, short := j.anchor(e, e.Site)
	f := &Fault{Rule: rule, At: at, Short: short, Site: e.Site, Trail: append(j.trail(e, at), why...)}
	return f
}

// trail tells the way from the finding to the site.
func (j *judge) trail(e *flow.Event, at ir.Pos) []flow.Why {
	var out []flow.Why
	for _, l := range e.Chain {
		if l.At != at {
			out = append(out, flow.Why{At: l.At, Text: "calls " + j.called(l.Func)})
		}
	}
	if e.Site.At != at {
		out = append(out, flow.Why{At: e.Site.At, Text: e.Site.Short + " is called here"})
	}
	return out
}

// called names a function as a caller in this package writes it.
func (j *judge) called(f *ir.Func) string { return flow.CalledFrom(j.pkg, f) }
