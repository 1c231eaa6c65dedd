package format

import (
	"encoding/json"
	"io"

	"github.com/llmtag/llmtag/analyzer"
)

// The JSON format, version 1. Keys are added at the end of their object; a key
// is never renamed or removed within a version.
type (
	document struct {
		Version  int       `json:"version"`
		Policy   string    `json:"policy"` // relative to the current directory; empty for the built-in default
		Summary  summary   `json:"summary"`
		Findings []finding `json:"findings"`
	}
	summary struct {
		Packages   int `json:"packages"`
		Sites      int `json:"sites"`
		Compliant  int `json:"compliant"`
		Errors     int `json:"errors"`
		Warnings   int `json:"warnings"`
		Suppressed int `json:"suppressed"`
	}
	finding struct {
		Rule        string    `json:"rule"`
		Severity    string    `json:"severity"`
		File        string    `json:"file"`       // relative to the current directory, with slashes
		Line        int       `json:"line"`       // 1-based
		Column      int       `json:"column"`     // 1-based, counts bytes
		EndLine     int       `json:"end_line"`   // those of the position after the last byte
		EndColumn   int       `json:"end_column"` //
		Message     string    `json:"message"`
		Missing     []string  `json:"missing"`  // in policy order
		Attached    []string  `json:"attached"` // in policy order
		SDK         string    `json:"sdk"`
		Callee      string    `json:"callee"`
		Package     string    `json:"package"`
		Function    string    `json:"function"`
		Owner       *owner    `json:"owner,omitempty"`
		Fingerprint string    `json:"fingerprint"`
		Fixable     bool      `json:"fixable"`
		Related     []related `json:"related"`          // the trail, in the order of the argument
		Builds      []string  `json:"builds,omitempty"` // in which of several builds, if not in all
	}
	owner struct {
		Service string `json:"service"`
		Team    string `json:"team"`
	}
	related struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
)

// JSON writes report as one indented JSON document. File names, and that of
// the policy, are relative to dir.
func JSON(w io.Writer, report *analyzer.Report, dir, policyFile string) error {
	doc := document{
		Version:  1,
		Findings: []finding{},
		Summary: summary{
			Packages:   report.Packages,
			Sites:      report.Sites,
			Compliant:  report.Compliant,
			Suppressed: report.Suppressed,
		},
	}
	if policyFile != "" {
		doc.Policy = relative(dir, policyFile)
	}
	doc.Summary.Errors, doc.Summary.Warnings = count(report.Findings)
	for _, f := range sorted(dir, report.Findings) {
		doc.Findings = append(doc.Findings, ofFinding(f, dir))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(doc)
}

func ofFinding(f analyzer.Finding, dir string) finding {
	out := finding{
		Rule:        f.Rule,
		Severity:    f.Severity,
		File:        relative(dir, f.Pos.Filename),
		Line:        f.Pos.Line,
		Column:      f.Pos.Column,
		EndLine:     f.End.Line,
		EndColumn:   f.End.Column,
		Message:     f.Message,
		Missing:     append([]string{}, f.Missing...), // never null
		Attached:    append([]string{}, f.Attached...),
		SDK:         f.SDK,
		Callee:      f.Callee,
		Package:     f.Package,
		Function:    f.Function,
		Fingerprint: f.Fingerprint,
		Fixable:     f.Fixable,
		Related:     []related{},
		Builds:      f.Builds,
	}
	if !f.End.IsValid() {
		out.EndLine, out.EndColumn = f.Pos.Line, f.Pos.Column
	}
	if f.Owner != nil {
		out.Owner = &owner{Service: f.Owner.Service, Team: f.Owner.Team}
	}
	for _, r := range f.Related {
		out.Related = append(out.Related, related{
			File: relative(dir, r.Pos.Filename), Line: r.Pos.Line, Column: r.Pos.Column, Message: r.Message,
		})
	}
	return out
}
