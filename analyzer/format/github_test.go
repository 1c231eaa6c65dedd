package format

import (
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/analyzer"
)

func TestGitHubCommands(t *testing.T) {
	dir, report := example(t)
	want := `::error file=ai/client.go,line=4,col=9,title=llmtag::ai/client.go:4:9: empty-tag: openai.NewClient attaches an empty value to project_id
::error file=ai/client.go,line=4,endLine=4,col=9,endColumn=25,title=llmtag::ai/client.go:4:9: untagged-client: openai.NewClient lacks service_name, team_id%0Aoption.WithHeader("X-LLM-Service-Name", "checkout-assistant"),%0Aoption.WithHeader("X-LLM-Team-ID", "payments"),
::warning file=ai/client.go,line=9,endLine=9,col=1,endColumn=2,title=llmtag::ai/client.go:9:1: unproven-tags: openai.NewClient may lack team_id: a <map> & so on
`
	got := string(written(t, GitHub, Run{Findings: report.Findings, Dir: dir}))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("commands (-want +got):\n%s", diff)
	}
}

func TestNoTextEndsAGitHubCommandEarly(t *testing.T) {
	f := analyzer.Finding{
		Rule: "untagged-call", Severity: "error", Message: "100%\n::error::injected\r%0A",
		Pos: token.Position{Filename: filepath.FromSlash("/src/a,line=7::b:c%2C.go"), Line: 1, Column: 1},
		End: token.Position{Line: 3, Column: 1},
	}
	want := "::error file=a%2Cline=7%3A%3Ab%3Ac%252C.go,line=1,endLine=3,title=llmtag::" +
		"a,line=7::b:c%252C.go:1:1: untagged-call: 100%25%0A::error::injected%0D%250A\n"
	got := string(written(t, GitHub, Run{Findings: []analyzer.Finding{f}, Dir: filepath.FromSlash("/src")}))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("commands (-want +got):\n%s", diff)
	}
}

func TestGitHubSaysThatItShowsTenOfAKind(t *testing.T) {
	findings := func(errs, warnings int) (all []analyzer.Finding) {
		for i := range errs + warnings {
			f := analyzer.Finding{Rule: "untagged-call", Severity: "error", Pos: token.Position{Filename: "/src/a.go", Line: i + 1, Column: 1}}
			if i >= errs {
				f.Severity = "warning"
			}
			all = append(all, f)
		}
		return all
	}
	const notice = "::notice title=llmtag::GitHub shows 10 errors and 10 warnings of a step. There are "
	tests := map[string]struct {
		errs, warnings int
		want           string // after the beginning of the notice; empty for none
	}{
		"none":            {0, 0, ""},
		"what it shows":   {10, 10, ""},
		"more errors":     {11, 0, "11 errors and 0 warnings: all are in the log of this step.\n"},
		"more warnings":   {1, 11, "1 errors and 11 warnings: all are in the log of this step.\n"},
		"plenty of these": {300, 200, "300 errors and 200 warnings: all are in the log of this step.\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := string(written(t, GitHub, Run{Dir: "/src", Findings: findings(tt.errs, tt.warnings)}))
			_, after, found := strings.Cut(got, notice)
			if found != (tt.want != "") || after != tt.want {
				t.Errorf("notice is %q, want %q", after, tt.want)
			}
			if n := strings.Count(got, "::error ") + strings.Count(got, "::warning "); n != tt.errs+tt.warnings {
				t.Errorf("%d commands, want %d", n, tt.errs+tt.warnings)
			}
		})
	}
}

func TestGitHubAnnotatesWhatCouldNotBeLinted(t *testing.T) {
	want := `::error file=ai/a.go,line=3,col=2,title=llmtag could not lint this::ai/a.go:3:2: undefined: x
::error file=go.mod,title=llmtag could not lint this::go.mod: no such module
::error title=llmtag could not lint this::the analysis broke down
`
	got := string(written(t, GitHub, Run{Dir: filepath.FromSlash("/src"), Problems: []Problem{
		{Pos: token.Position{Filename: filepath.FromSlash("/src/ai/a.go"), Line: 3, Column: 2}, Message: "undefined: x"},
		{Pos: token.Position{Filename: filepath.FromSlash("/src/go.mod")}, Message: "no such module"},
		{Message: "the analysis broke down"},
	}}))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("commands (-want +got):\n%s", diff)
	}
}
