package analyzer

import (
	"fmt"
	"slices"
	"strings"
)

// A Build is the report of one build of a program: one selection of its files.
type Build struct {
	Name   string // such as "windows/amd64"
	Report *Report
}

// Merge returns what is found in any of several builds of the same packages, each
// finding once: one that is not in all builds says in which it is. A comment that
// suppresses something in one build does not suppress nothing. The builds are not
// changed.
func Merge(builds []Build) *Report {
	if len(builds) == 1 {
		return builds[0].Report
	}
	out := &Report{Findings: []Finding{}}
	index := map[string]int{} // in out.Findings
	for _, b := range builds {
		r := b.Report
		out.Packages = max(out.Packages, r.Packages)
		out.Limited = max(out.Limited, r.Limited)
		out.Faults = append(out.Faults, r.Faults...)
		out.Places.add(r.Places)
		for _, f := range r.Findings {
			k := identity(f)
			i, known := index[k]
			if !known {
				i = len(out.Findings)
				index[k] = i
				f.Builds = nil
				out.Findings = append(out.Findings, f)
			}
			out.Findings[i].Builds = append(out.Findings[i].Builds, b.Name)
		}
	}
	out.Findings = slices.DeleteFunc(out.Findings, func(f Finding) bool {
		return f.Message == suppressesNothing && out.Places.Ignores[f.Pos.String()]
	})
	for i := range out.Findings {
		f := &out.Findings[i]
		if len(f.Builds) == len(builds) {
			f.Builds = nil
			continue
		}
		f.Message += " (only in " + strings.Join(f.Builds, " and ") + ")"
	}
	slices.SortStableFunc(out.Findings, compareFindings)
	out.Suppressed, out.Sites = len(out.Places.Suppressed), len(out.Places.Sites)
	for _, state := range out.Places.Sites {
		switch state {
		case Compliant:
			out.Compliant++
		case Deferred:
			out.Deferred++
		case Wrong:
		}
	}
	return out
}

// identity is equal for findings that say the same of the same place.
func identity(f Finding) string {
	return fmt.Sprintf("%s\x00%s\x00%s\x00%s\x00%s\x00%s\x00%q", f.Pos, f.End, f.Rule, f.Message, f.Package, f.Callee, f.Missing)
}
