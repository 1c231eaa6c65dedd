package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/analyzer"
)

const source = `package ai

func New() {
	return openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"))
}
`

// example is a directory with a source file, and a report about it: out of
// order, as an analysis that runs in parallel may have it.
func example(t *testing.T) (dir string, report *analyzer.Report) {
	t.Helper()
	dir = t.TempDir()
	file := filepath.Join(dir, "ai", "client.go")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	at := func(line, column int) token.Position {
		return token.Position{Filename: file, Line: line, Column: column}
	}
	return dir, &analyzer.Report{
		Packages: 12, Sites: 9, Compliant: 7, Suppressed: 1,
		Findings: []analyzer.Finding{
			{
				Rule: "unproven-tags", Severity: "warning", Pos: at(9, 1), End: at(9, 2),
				Message: `openai.NewClient may lack team_id: a <map> & so on`,
			},
			{
				Rule: "untagged-client", Severity: "error", Pos: at(4, 9), End: at(4, 25),
				Message: "openai.NewClient lacks service_name, team_id",
				Missing: []string{"service_name", "team_id"}, Attached: []string{"project_id"},
				SDK: "openai-go", Callee: "github.com/openai/openai-go/v3.NewClient", Package: "example.com/app/ai", Function: "New",
				Owner: &analyzer.Owner{Service: "checkout-assistant", Team: "payments"}, Fingerprint: "9b1c", Fixable: true,
				Related: []analyzer.Related{
					{Pos: at(4, 26), Message: "project_id is attached here"},
					{Pos: at(3, 1), Message: "nothing is attached here"},
				},
				Suggestion: "option.WithHeader(\"X-LLM-Service-Name\", \"checkout-assistant\"),\noption.WithHeader(\"X-LLM-Team-ID\", \"payments\"),",
			},
			{Rule: "empty-tag", Severity: "error", Pos: at(4, 9), Message: "openai.NewClient attaches an empty value to project_id"},
		},
	}
}

func TestTextIsOneLineForEachFinding(t *testing.T) {
	dir, report := example(t)
	want := `ai/client.go:4:9: empty-tag: openai.NewClient attaches an empty value to project_id
ai/client.go:4:9: untagged-client: openai.NewClient lacks service_name, team_id
ai/client.go:9:1: unproven-tags: openai.NewClient may lack team_id: a <map> & so on
`
	if diff := cmp.Diff(want, textOf(t, report, TextOptions{Dir: dir})); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestDetailTeaches(t *testing.T) {
	dir, report := example(t)
	report.Findings = report.Findings[1:2]
	want := `client.go:4:9: untagged-client: openai.NewClient lacks service_name, team_id
      4 | return openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"))
        |        ^^^^^^^^^^^^^^^^
  attached  project_id
  missing   service_name, team_id
  why       client.go:4:26: project_id is attached here
            client.go:3:1: nothing is attached here
  write     option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
            option.WithHeader("X-LLM-Team-ID", "payments"),
  owner     checkout-assistant, team payments

`
	if diff := cmp.Diff(want, textOf(t, report, TextOptions{Dir: filepath.Join(dir, "ai"), Detail: true})); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestDetailOfASourceThatChangedIsTheFindingAlone(t *testing.T) {
	dir, report := example(t)
	report.Findings = report.Findings[:1] // there is no line 9
	want := "ai/client.go:9:1: unproven-tags: openai.NewClient may lack team_id: a <map> & so on\n\n"
	if diff := cmp.Diff(want, textOf(t, report, TextOptions{Dir: dir, Detail: true})); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestColourMarksSeverity(t *testing.T) {
	dir, report := example(t)
	got := textOf(t, report, TextOptions{Dir: dir, Colour: true})
	for _, want := range []string{"\x1b[31mempty-tag\x1b[0m", "\x1b[33munproven-tags\x1b[0m"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
}

func TestLongSourceLinesAreCutAroundTheFinding(t *testing.T) {
	tests := map[string]struct {
		before, marked, after string
		width                 int
		want                  string // the line, and carets under it
	}{
		"a line that fits stays":       {"x := ", "f()", " // comment", 40, "x := f() // comment\n     ^^^"},
		"no width cuts nothing":        {"aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", 0, "aaaaaaaaaabbbbbbbbbbcccccccccc\n          ^^^^^^^^^^"},
		"the end is cut first":         {"a", "bbb", "cccccccccccccccccccccccc", 20, "abbbccccccccccccccc…\n ^^^"},
		"the beginning keeps a third":  {"aaaaaaaaaaaa", "bbb", "cccccccccccc", 20, "…aaaaabbbcccccccccc…\n      ^^^"},
		"what is marked may be cut":    {"a", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "c", 20, "abbbbbbbbbbbbbbbbbb…\n ^^^^^^^^^^^^^^^^^^^"},
		"a silly width counts as 20":   {"", "b", "cccccccccccccccccccccccccc", 3, "bcccccccccccccccccc…\n^"},
		"a letter is as wide as it is": {"ä := ", "f()", "", 40, "ä := f()\n     ^^^"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			line, at, n := window([]rune(tt.before), []rune(tt.marked), []rune(tt.after), tt.width)
			got := line + "\n" + strings.Repeat(" ", at) + strings.Repeat("^", n)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("line (-want +got):\n%s", diff)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	dir, report := example(t)
	report.Findings = report.Findings[:2]
	want := `{
 "version": 1,
 "policy": "policy.yaml",
 "summary": {
  "packages": 12,
  "sites": 9,
  "compliant": 7,
  "errors": 1,
  "warnings": 1,
  "suppressed": 1
 },
 "findings": [
  {
   "rule": "untagged-client",
   "severity": "error",
   "file": "ai/client.go",
   "line": 4,
   "column": 9,
   "end_line": 4,
   "end_column": 25,
   "message": "openai.NewClient lacks service_name, team_id",
   "missing": [
    "service_name",
    "team_id"
   ],
   "attached": [
    "project_id"
   ],
   "sdk": "openai-go",
   "callee": "github.com/openai/openai-go/v3.NewClient",
   "package": "example.com/app/ai",
   "function": "New",
   "owner": {
    "service": "checkout-assistant",
    "team": "payments"
   },
   "fingerprint": "9b1c",
   "fixable": true,
   "related": [
    {
     "file": "ai/client.go",
     "line": 4,
     "column": 26,
     "message": "project_id is attached here"
    },
    {
     "file": "ai/client.go",
     "line": 3,
     "column": 1,
     "message": "nothing is attached here"
    }
   ]
  },
  {
   "rule": "unproven-tags",
   "severity": "warning",
   "file": "ai/client.go",
   "line": 9,
   "column": 1,
   "end_line": 9,
   "end_column": 2,
   "message": "openai.NewClient may lack team_id: a <map> & so on",
   "missing": [],
   "attached": [],
   "sdk": "",
   "callee": "",
   "package": "",
   "function": "",
   "fingerprint": "",
   "fixable": false,
   "related": []
  }
 ]
}
`
	var buf bytes.Buffer
	if err := JSON(&buf, report, dir, filepath.Join(dir, "policy.yaml")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, buf.String()); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
}

func TestJSONWithoutFindingsHasAnEmptyList(t *testing.T) {
	var buf bytes.Buffer
	if err := JSON(&buf, &analyzer.Report{}, t.TempDir(), ""); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(buf.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if list, ok := got["findings"].([]any); !ok || len(list) != 0 {
		t.Errorf("findings are %v, want []", got["findings"])
	}
	if got["policy"] != "" {
		t.Errorf("policy is %q, want none", got["policy"])
	}
}

func TestAFailingWriterIsAnError(t *testing.T) {
	dir, report := example(t)
	if err := Text(full{}, report.Findings, TextOptions{Dir: dir}); !errors.Is(err, errFull) {
		t.Errorf("Text: error is %v, want %v", err, errFull)
	}
	if err := JSON(full{}, report, dir, ""); !errors.Is(err, errFull) {
		t.Errorf("JSON: error is %v, want %v", err, errFull)
	}
}

var errFull = errors.New("no space left on device")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func textOf(t *testing.T, report *analyzer.Report, opts TextOptions) string {
	t.Helper()
	var buf bytes.Buffer
	if err := Text(&buf, report.Findings, opts); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}
