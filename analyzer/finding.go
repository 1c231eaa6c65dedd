package analyzer

import (
	"go/token"
	"maps"

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
	Builds         []string  // in which of several builds; none if in all: see [Merge]
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
	Compliant  int // sites that carry all required tags, for sure
	Suppressed int // findings that a comment suppresses
	Deferred   int // sites whose tags depend on callers that are not seen
	Packages   int
	Limited    int  // functions in which the analysis hit a bound
	Dated      bool // a comment ignores findings until a day, so that they change with the day

	Faults []*InternalError // packages of which nothing is known
	Places Places           // what the numbers count
}

// Places are where the numbers of a report come from, so that what several builds
// share is counted once.
type Places struct {
	Sites      map[string]State
	Suppressed map[string]bool // findings
	Ignores    map[string]bool // comments that suppress a finding
}

// State is what is known of a site.
type State int

// The states of a site, the worst last.
const (
	Compliant State = iota
	Deferred
	Wrong // some required tag is not attached for sure, or has a bad value; the finding may stand elsewhere, be suppressed or off
)

func (p *Places) add(more Places) {
	if p.Sites == nil {
		*p = Places{map[string]State{}, map[string]bool{}, map[string]bool{}}
	}
	for at, state := range more.Sites {
		p.Sites[at] = max(p.Sites[at], state)
	}
	maps.Copy(p.Suppressed, more.Suppressed)
	maps.Copy(p.Ignores, more.Ignores)
}

// Add adds the report of other packages.
func (r *Report) Add(more *Report) {
	r.Findings = append(r.Findings, more.Findings...)
	r.Sites += more.Sites
	r.Compliant += more.Compliant
	r.Suppressed += more.Suppressed
	r.Deferred += more.Deferred
	r.Packages += more.Packages
	r.Limited += more.Limited
	r.Dated = r.Dated || more.Dated
	r.Faults = append(r.Faults, more.Faults...)
	r.Places.add(more.Places)
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
