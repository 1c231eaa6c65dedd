package format

import (
	"encoding/json"
	"go/token"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/llmtag/llmtag/analyzer"
)

// The names of the SARIF standard, 2.1.0 with errata 01:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
const (
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifVersion = "2.1.0"
	sourceRoot   = "%SRCROOT%" // by convention, the root of the source tree
	utf16Units   = "utf16CodeUnits"
)

// SARIF writes a log in the Static Analysis Results Interchange Format: rules with
// their manuals, and for each finding its region, its trail as a code flow and
// its fingerprint. What it says depends on the run alone, not on the machine.
func SARIF(w io.Writer, run Run) error {
	s := &sarif{dir: run.Dir, files: sources{}}
	out := sarifRun{
		Tool: sarifTool{Driver: sarifDriver{
			Name: "llmtag", Version: release(run.Version), SemanticVersion: release(run.Version), InformationURI: "https://github.com/llmtag/llmtag", Rules: sarifRules(),
		}},
		Invocations: []sarifInvocation{{ExecutionSuccessful: len(run.Problems) == 0, Notifications: s.notifications(run.Problems)}},
		// Where that is, is nobody's business but the reader's.
		URIBases:   map[string]sarifBase{sourceRoot: {Description: sarifMessage{Text: "the root of the repository"}}},
		ColumnKind: utf16Units,
		Results:    []sarifResult{},
	}
	index := make(map[string]int)
	for i, r := range out.Tool.Driver.Rules {
		index[r.ID] = i
	}
	for _, f := range sorted(run.Dir, run.Findings) {
		result := s.result(f)
		if i, ok := index[f.Rule]; ok {
			result.RuleIndex = &i
		}
		out.Results = append(out.Results, result)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{out}})
}

type sarif struct {
	dir   string // the root of the repository
	files sources
}

func (s *sarif) result(f analyzer.Finding) sarifResult {
	place := s.location(f.Pos, f.End)
	if f.Function != "" {
		place.Logical = []sarifLogical{{Name: f.Function, Full: f.Package + "." + f.Function, Kind: "function"}}
	}
	out := sarifResult{
		RuleID: f.Rule, Level: f.Severity, Message: sarifMessage{Text: f.Message}, Locations: []sarifLocation{place},
		Properties: sarifProperties{SDK: f.SDK, Callee: f.Callee, Package: f.Package, Missing: f.Missing, Attached: f.Attached},
	}
	if f.Suggestion != "" {
		out.Message.Text += "\n" + f.Suggestion
	}
	if f.Owner != nil {
		out.Properties.Service, out.Properties.Team = f.Owner.Service, f.Owner.Team
	}
	if f.Fingerprint != "" {
		// Not primaryLocationLineHash: that is for whoever uploads to compute, and
		// GitHub's uploader warns of each one that it would not have computed.
		out.Fingerprints = map[string]string{"llmtag/v1": f.Fingerprint}
	}
	if len(f.Related) == 0 {
		return out
	}
	// The flow begins where the argument does.
	first := s.location(f.Pos, f.End)
	first.Message = &sarifMessage{Text: f.Message}
	flow := []sarifStep{{first}}
	for i, r := range f.Related {
		at := s.location(r.Pos, token.Position{})
		at.Message = &sarifMessage{Text: r.Message}
		flow = append(flow, sarifStep{at})
		at.ID = i + 1
		out.Related = append(out.Related, at)
	}
	out.Flows = []sarifFlow{{Threads: []sarifThread{{Locations: flow}}}}
	return out
}

// release returns the semantic version in a version of Go, "1.2.3" for "v1.2.3";
// nothing for a build that is no release.
func release(version string) string {
	if number, ok := strings.CutPrefix(version, "v"); ok {
		return number
	}
	return ""
}

func (s *sarif) notifications(problems []Problem) []sarifNotification {
	var out []sarifNotification
	for _, p := range problems {
		n := sarifNotification{Level: "error", Message: sarifMessage{Text: p.Message}}
		if p.Pos.Filename != "" {
			n.Locations = []sarifLocation{s.location(p.Pos, token.Position{})}
		}
		out = append(out, n)
	}
	return out
}

// location returns the place from from to to, which may be no position.
func (s *sarif) location(from, to token.Position) sarifLocation {
	out := sarifLocation{Physical: sarifPhysical{Artifact: s.artifact(from.Filename)}}
	if !from.IsValid() {
		return out // no region: the file as a whole
	}
	region := &sarifRegion{StartLine: from.Line, StartColumn: s.files.utf16Column(from)}
	if to.IsValid() && (to.Line > from.Line || to.Line == from.Line && to.Column > from.Column) {
		// Here as there, the end is behind the last character.
		region.EndLine, region.EndColumn = to.Line, s.files.utf16Column(to)
	}
	out.Physical.Region = region
	return out
}

// artifact returns the URI of a file: relative to the root of the repository if
// it lies there.
func (s *sarif) artifact(file string) sarifArtifact {
	name := relative(s.dir, file)
	if !filepath.IsAbs(filepath.FromSlash(name)) && name != ".." && !strings.HasPrefix(name, "../") {
		return sarifArtifact{URI: (&url.URL{Path: name}).String(), Base: sourceRoot}
	}
	name = filepath.ToSlash(file)
	if !path.IsAbs(name) {
		name = "/" + name // C:/… on Windows
	}
	return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: name}).String()}
}
