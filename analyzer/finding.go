package analyzer

import (
	"go/token"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// Finding is one fault of a program against its policy.
type Finding struct {
	Rule, Severity string         // names of the policy's rules and severities
	Pos, End       token.Position // of the construction or call; file names are absolute
	Message        string         // without the rule's name
	Missing        []string       // required tags that are missing, or whose values are bad, in policy order
	Attached       []string       // required tags that are attached
	SDK            string         // name of its description
	Callee         string         // full name of the constructor or call
	Package        string         // import path
	Function       string         // the function around it: "New", "(*Service).Ask"
	Owner          *Owner         // of the file; nil if the catalog does not know
	Fingerprint    string         // survives unrelated edits and moves of lines
	Fixable        bool
	Related        []Related // the trail: why the analysis believes so, in its order
	Suggestion     string    // what to write
	start, end     token.Pos
}

// Owner is who owns a file, as the catalog says.
type Owner struct{ Service, Team string }

// Related is a place that has to do with a finding.
type Related struct {
	Pos     token.Position
	Message string
	start   token.Pos
}

// Report is what the analysis of packages found.
type Report struct {
	Findings   []Finding
	Sites      int // constructions, billable calls and raw requests
	Compliant  int // sites that carry all required tags
	Suppressed int // findings that a comment suppresses
	Deferred   int // sites whose tags depend on callers that are not seen
	Packages   int
	Limited    int // functions in which the analysis hit a bound

	Faults []*InternalError // packages of which nothing is known
}

func (r *Report) add(more *Report) {
	r.Findings = append(r.Findings, more.Findings...)
	r.Sites += more.Sites
	r.Compliant += more.Compliant
	r.Suppressed += more.Suppressed
	r.Deferred += more.Deferred
	r.Packages += more.Packages
	r.Limited += more.Limited
	r.Faults = append(r.Faults, more.Faults...)
}

func position(p ir.Pos) token.Position {
	return withColumn(token.Position{Filename: p.File, Line: p.Line, Column: p.Column})
}

func endPosition(p ir.Pos) token.Position {
	return withColumn(token.Position{Filename: p.File, Line: p.EndLine, Column: p.EndColumn})
}

// withColumn returns p with a column: under a //line directive that names none
// it is not known, and no editor knows a column 0.
func withColumn(p token.Position) token.Position {
	if p.IsValid() {
		p.Column = max(p.Column, 1)
	}
	return p
}
