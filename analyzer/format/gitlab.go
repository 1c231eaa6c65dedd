package format

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strconv"

	"github.com/llmtag/llmtag/analyzer"
)

// The code quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
type (
	codeQuality struct {
		Description string       `json:"description"`
		CheckName   string       `json:"check_name"`
		Fingerprint string       `json:"fingerprint"` // unique in the document: GitLab shows one of several alike
		Severity    string       `json:"severity"`
		Location    codeLocation `json:"location"`
	}
	codeLocation struct {
		Path  string    `json:"path"` // relative to the root of the repository, without "./"
		Lines codeLines `json:"lines"`
	}
	codeLines struct {
		Begin int `json:"begin"`
		End   int `json:"end"`
	}
)

// GitLab writes a code quality report, by which GitLab marks the lines of a merge
// request. Errors are major, warnings minor. The description names the rule,
// which the list of a merge request would not show.
func GitLab(w io.Writer, run Run) error {
	report := []codeQuality{}
	taken := make(fingerprints)
	for _, f := range sorted(run.Dir, run.Findings) {
		severity := "minor"
		if isError(f) {
			severity = "major"
		}
		begin := max(f.Pos.Line, 1)
		report = append(report, codeQuality{
			Description: f.Rule + ": " + f.Message,
			CheckName:   f.Rule,
			Fingerprint: taken.unique(f),
			Severity:    severity,
			Location:    codeLocation{Path: relative(run.Dir, f.Pos.Filename), Lines: codeLines{Begin: begin, End: max(f.End.Line, begin)}},
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(report)
}

// fingerprints are those used in a document.
type fingerprints map[string]bool

// unique returns the fingerprint of f, or another one if it is taken: two
// programs of one run may have packages of one name.
func (used fingerprints) unique(f analyzer.Finding) string {
	id := f.Fingerprint
	for n := 2; used[id] || id == ""; n++ {
		sum := sha256.Sum256([]byte(f.Fingerprint + "\x00" + f.Rule + "\x00" + f.Message + "\x00" + strconv.Itoa(n)))
		id = hex.EncodeToString(sum[:16])
	}
	used[id] = true
	return id
}
