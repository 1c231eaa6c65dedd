package format

import (
	"bytes"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/policy"
)

// sarifOf returns a log that its schema accepts.
func sarifOf(t *testing.T, run Run) sarifLog {
	t.Helper()
	return decodeSARIF(t, written(t, SARIF, run))
}

func decodeSARIF(t *testing.T, text []byte) sarifLog {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := sarifSchemaOf(t).Validate(value); err != nil {
		t.Fatalf("the schema refuses it: %v\n%s", err, text)
	}
	var log sarifLog
	decodeJSON(t, text, &log)
	if len(log.Runs) != 1 {
		t.Fatalf("%d runs, want 1", len(log.Runs))
	}
	return log
}

func sarifSchemaOf(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := compileSARIF()
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

var compileSARIF = sync.OnceValues(func() (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	c.AssertFormat() // of URIs
	return c.Compile("testdata/sarif/sarif-schema-2.1.0.json")
})

func TestTheSchemaRefusesWhatIsNoSARIF(t *testing.T) {
	schema := sarifSchemaOf(t)
	for name, text := range map[string]string{
		"no version":     `{"runs": []}`,
		"a column 0":     `{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": "x"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a"}, "region": {"startLine": 1, "startColumn": 0}}}]}]}]}`,
		"no URI":         `{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": "x"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "%zz"}}}]}]}]}`,
		"an unknown key": `{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "result": []}]}`,
	} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(value) == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestSARIFOfAFinding(t *testing.T) {
	dir, report := example(t)
	got := sarifOf(t, Run{Findings: report.Findings[1:2], Dir: dir, Version: "v1.2.3"}).Runs[0]
	at := func(region sarifRegion, id int, message string) sarifLocation {
		l := sarifLocation{ID: id, Physical: sarifPhysical{Artifact: sarifArtifact{URI: "ai/client.go", Base: "%SRCROOT%"}, Region: &region}}
		if message != "" {
			l.Message = &sarifMessage{message}
		}
		return l
	}
	here := sarifRegion{4, 9, 4, 25}
	place := at(here, 0, "")
	place.Logical = []sarifLogical{{Name: "New", Full: "example.com/app/ai.New", Kind: "function"}}
	index := slices.Index(policy.RuleNames(), "untagged-client")
	want := sarifResult{
		RuleID: "untagged-client", RuleIndex: &index, Level: "error",
		Message: sarifMessage{`openai.NewClient lacks service_name, team_id
option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
option.WithHeader("X-LLM-Team-ID", "payments"),`},
		Locations:    []sarifLocation{place},
		Fingerprints: map[string]string{"llmtag/v1": "9b1c"},
		Flows: []sarifFlow{{[]sarifThread{{[]sarifStep{
			{at(here, 0, "openai.NewClient lacks service_name, team_id")},
			{at(sarifRegion{StartLine: 4, StartColumn: 26}, 0, "project_id is attached here")},
			{at(sarifRegion{StartLine: 3, StartColumn: 1}, 0, "nothing is attached here")},
		}}}}},
		Related: []sarifLocation{
			at(sarifRegion{StartLine: 4, StartColumn: 26}, 1, "project_id is attached here"),
			at(sarifRegion{StartLine: 3, StartColumn: 1}, 2, "nothing is attached here"),
		},
		Properties: sarifProperties{
			SDK: "openai-go", Callee: "github.com/openai/openai-go/v3.NewClient", Package: "example.com/app/ai",
			Missing: []string{"service_name", "team_id"}, Attached: []string{"project_id"}, Service: "checkout-assistant", Team: "payments",
		},
	}
	if diff := cmp.Diff([]sarifResult{want}, got.Results); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	if got.Tool.Driver.Version != "1.2.3" || got.Tool.Driver.SemanticVersion != "1.2.3" || !got.Invocations[0].ExecutionSuccessful || got.ColumnKind != "utf16CodeUnits" {
		t.Errorf("the run is %+v", got)
	}
}

func TestSARIFHasNoVersionOfABuildThatIsNoRelease(t *testing.T) {
	if got := sarifOf(t, Run{Version: "(devel)"}).Runs[0].Tool.Driver; got.Version != "" || got.SemanticVersion != "" {
		t.Errorf("versions are %q and %q, want none", got.Version, got.SemanticVersion)
	}
}

func TestEveryRuleIsInSARIFWithItsManual(t *testing.T) {
	rules := sarifOf(t, Run{}).Runs[0].Tool.Driver.Rules
	if len(rules) != len(policy.Rules()) {
		t.Fatalf("%d rules, want %d", len(rules), len(policy.Rules()))
	}
	for i, r := range policy.Rules() {
		got := rules[i]
		if got.ID != r.Name || !strings.HasPrefix(got.Help.Markdown, "# "+r.Name+"\n") || got.Help.Text == "" {
			t.Errorf("%s: the rule is %+v", r.Name, got)
		}
		if full := got.Full.Text; len(full) < 40 || strings.Contains(full, "\n") || strings.Contains(full, "#") {
			t.Errorf("%s: the description is %q", r.Name, full)
		}
		if got.Configuration.Enabled != (r.Default != policy.Off) {
			t.Errorf("%s: enabled is %t", r.Name, got.Configuration.Enabled)
		}
	}
	if got := rules[0]; got.Name != "UntaggedClient" || got.Short.Text != "A construction that lacks required tags." || got.Configuration.Level != "error" {
		t.Errorf("the first rule is %+v", got)
	}
}

func TestSARIFCountsColumnsInUTF16(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.go")
	// In bytes: é 2, 😀 4; in UTF-16 code units: 1 and 2.
	if err := os.WriteFile(file, []byte("x\n\té😀 := f(\"é\") // \xff\r\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	at := func(line, column int) token.Position {
		return token.Position{Filename: file, Line: line, Column: column}
	}
	tests := map[string]struct {
		from, to token.Position
		want     sarifRegion
	}{
		"after letters of several bytes":     {at(2, 12), at(2, 19), sarifRegion{2, 9, 2, 15}},
		"to the end of the line":             {at(2, 2), at(2, 24), sarifRegion{2, 2, 2, 20}},
		"a line that is not there any more":  {at(7, 3), at(7, 9), sarifRegion{7, 3, 7, 9}},
		"a column that is not there":         {at(1, 30), at(1, 40), sarifRegion{1, 30, 1, 40}},
		"an end before the beginning":        {at(1, 2), at(1, 1), sarifRegion{StartLine: 1, StartColumn: 2}},
		"no end":                             {at(1, 1), token.Position{}, sarifRegion{StartLine: 1, StartColumn: 1}},
		"several lines":                      {at(1, 1), at(2, 4), sarifRegion{1, 1, 2, 3}},
		"no column, as under a line comment": {at(1, 0), token.Position{}, sarifRegion{StartLine: 1, StartColumn: 1}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := sarifOf(t, Run{Dir: dir, Findings: []analyzer.Finding{{Rule: "empty-tag", Severity: "error", Pos: tt.from, End: tt.to}}})
			if diff := cmp.Diff(&tt.want, got.Runs[0].Results[0].Locations[0].Physical.Region); diff != "" {
				t.Errorf("region (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSARIFNamesFilesByURIs(t *testing.T) {
	root := filepath.FromSlash("/src/my repo")
	tests := map[string]struct{ file, uri, base string }{
		"relative to the root":        {"/src/my repo/ai/client.go", "ai/client.go", "%SRCROOT%"},
		"spaces, per cent, non-ASCII": {"/src/my repo/ä b/100%.go", "%C3%A4%20b/100%25.go", "%SRCROOT%"},
		"a colon is no scheme":        {"/src/my repo/a:b.go", "./a:b.go", "%SRCROOT%"},
		"what begins with two dots":   {"/src/my repo/..a/b.go", "..a/b.go", "%SRCROOT%"},
		"outside of the repository":   {"/src/other/a b.go", "file:///src/other/a%20b.go", ""},
		"a question and a number":     {"/src/my repo/a?b#c.go", "a%3Fb%23c.go", "%SRCROOT%"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := analyzer.Finding{Rule: "empty-tag", Severity: "error", Pos: token.Position{Filename: filepath.FromSlash(tt.file), Line: 1, Column: 1}}
			got := sarifOf(t, Run{Dir: root, Findings: []analyzer.Finding{f}}).Runs[0].Results[0].Locations[0].Physical.Artifact
			if want := (sarifArtifact{tt.uri, tt.base}); got != want {
				t.Errorf("artifact is %+v, want %+v", got, want)
			}
		})
	}
}

func TestSARIFOfARunThatDidNotSeeEverythingSaysSo(t *testing.T) {
	dir, _ := example(t)
	got := sarifOf(t, Run{Dir: dir, Problems: []Problem{
		{Pos: token.Position{Filename: filepath.Join(dir, "ai", "client.go"), Line: 3, Column: 2}, Message: "undefined: x"},
		{Pos: token.Position{Filename: filepath.Join(dir, "go.mod")}, Message: "no such module"},
		{Message: "the analysis broke down"},
	}}).Runs[0]
	if got.Invocations[0].ExecutionSuccessful || len(got.Invocations[0].Notifications) != 3 {
		t.Errorf("invocations are %+v", got.Invocations)
	}
	if len(got.Results) != 0 {
		t.Errorf("results are %+v", got.Results)
	}
}
