package format

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/analyzer"
)

func TestGitLab(t *testing.T) {
	dir, report := example(t)
	want := `[
 {
  "description": "untagged-client: openai.NewClient lacks service_name, team_id",
  "check_name": "untagged-client",
  "fingerprint": "9b1c",
  "severity": "major",
  "location": {
   "path": "ai/client.go",
   "lines": {
    "begin": 4,
    "end": 4
   }
  }
 }
]
`
	if diff := cmp.Diff(want, string(written(t, GitLab, Run{Findings: report.Findings[1:2], Dir: dir}))); diff != "" {
		t.Errorf("GitLab (-want +got):\n%s", diff)
	}
	if got := string(written(t, GitLab, Run{})); got != "[]\n" {
		t.Errorf("no findings are %q, want []", got)
	}
}

func TestGitLabFingerprintsAreUniqueAndStable(t *testing.T) {
	dir, report := example(t)
	two := []analyzer.Finding{report.Findings[1], report.Findings[1]}
	two[1].Pos.Line++
	prints := func() (all []string) {
		var list []codeQuality
		decodeJSON(t, written(t, GitLab, Run{Findings: two, Dir: dir}), &list)
		for _, f := range list {
			all = append(all, f.Fingerprint)
		}
		return all
	}
	got := prints()
	if len(got) != 2 || got[0] != "9b1c" || got[1] == "9b1c" {
		t.Errorf("fingerprints are %q", got)
	}
	two[0].Pos.Line, two[1].Pos.Line = 20, 40 // lines move
	if again := prints(); !slices.Equal(got, again) {
		t.Errorf("fingerprints were %q and are %q", got, again)
	}
}
