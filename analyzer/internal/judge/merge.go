package judge

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
)

// merged joins faults of one rule at one place: one site may be seen from
// several functions, and one call may lead to several, as where an interface has several
// implementations. The trail names the others.
func merged(faults []*Fault) []*Fault {
	var out []*Fault
	for _, f := range faults {
		i := slices.IndexFunc(out, f.alike)
		if i < 0 {
			out = append(out, f)
			continue
		}
		for _, m := range f.Missing {
			if !slices.Contains(out[i].Missing, m) {
				out[i].Missing = append(out[i].Missing, m)
			}
		}
		known := func(s *flow.Site) bool { return s.At == f.Site.At }
		if !known(out[i].Site) && !slices.ContainsFunc(out[i].Same, known) {
			out[i].Same = append(out[i].Same, f.Site)
			out[i].Trail = append(out[i].Trail, flow.Why{At: f.Site.At, Text: "the same holds for " + f.Site.Short + " here"})
		}
		out[i].Attached = slices.DeleteFunc(out[i].Attached, func(t string) bool { return slices.Contains(out[i].Missing, t) })
	}
	return out
}

// alike reports whether two faults make one finding.
func (f *Fault) alike(o *Fault) bool {
	passedOn := o.At != o.Site.At && f.At != f.Site.At // to callers of a function with several constructions
	sameValue := f.Says == o.Says && (f.Value == o.Value || f.Value != nil && o.Value != nil && f.Value.Text == o.Value.Text)
	return o.Rule == f.Rule && o.At == f.At && (o.Site.Callee == f.Site.Callee || passedOn) && sameValue
}
