// Package format writes what the linter found: for people, and for the
// programs that read its output. Each format is one file.
package format

import (
	"cmp"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer"
)

// A Run is what a run of the linter has to say to another program.
type Run struct {
	Findings []analyzer.Finding // in any order; what is written is sorted
	Problems []Problem          // what could not be linted

	// Dir is the directory that file names are written relative to: that in
	// which llmtag runs for programs that run there too, such as editors, and
	// the root of the repository for forges, which know nothing else.
	Dir string

	Version string // of llmtag, as Go writes it: "v1.2.3", or "(devel)"
}

// A Problem is why something was not linted.
type Problem struct {
	Pos     token.Position // the file name is absolute; without one if it is not known
	Message string
}

// sorted returns findings by file, line, column, rule and message, files as
// users see them from dir. It leaves findings as they are.
func sorted(dir string, findings []analyzer.Finding) []analyzer.Finding {
	out := slices.Clone(findings)
	slices.SortStableFunc(out, func(a, b analyzer.Finding) int {
		return cmp.Or(
			strings.Compare(relative(dir, a.Pos.Filename), relative(dir, b.Pos.Filename)),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.Message, b.Message),
		)
	})
	return out
}

// relative returns file as seen from dir, with slashes, so that output is the
// same on every machine. A file on another volume keeps its name.
func relative(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && file != "" {
		file = rel
	}
	return filepath.ToSlash(file)
}

// count returns the numbers of errors and warnings among findings.
func count(findings []analyzer.Finding) (errs, warnings int) {
	for _, f := range findings {
		if isError(f) {
			errs++
		} else {
			warnings++
		}
	}
	return errs, warnings
}

func isError(f analyzer.Finding) bool { return f.Severity == "error" }
