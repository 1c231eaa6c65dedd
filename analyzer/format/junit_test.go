package format

import (
	"go/token"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJUnitOfARun(t *testing.T) {
	dir, report := example(t)
	want := `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="llmtag" tests="4" failures="2" errors="1" time="0">
 <testsuite name="llmtag" tests="4" failures="2" errors="1" time="0" skipped="1">
  <testcase classname="llmtag" name="could not lint" time="0">
   <error message="undefined: x" type="load">ai/a.go:3:2: undefined: x</error>
  </testcase>
  <testcase classname="llmtag" name="empty-tag: openai.NewClient attaches an empty value to project_id" time="0">
   <failure message="openai.NewClient attaches an empty value to project_id" type="empty-tag">ai/client.go:4:9: empty-tag: openai.NewClient attaches an empty value to project_id</failure>
  </testcase>
  <testcase classname="example.com/app/ai" name="untagged-client in New: openai.NewClient lacks service_name, team_id" time="0">
   <failure message="openai.NewClient lacks service_name, team_id" type="untagged-client">ai/client.go:4:9: untagged-client: openai.NewClient lacks service_name, team_id&#xA;ai/client.go:4:26: project_id is attached here&#xA;ai/client.go:3:1: nothing is attached here&#xA;option.WithHeader(&#34;X-LLM-Service-Name&#34;, &#34;checkout-assistant&#34;),&#xA;option.WithHeader(&#34;X-LLM-Team-ID&#34;, &#34;payments&#34;),</failure>
  </testcase>
  <testcase classname="llmtag" name="unproven-tags: openai.NewClient may lack team_id: a &lt;map&gt; &amp; so on" time="0">
   <skipped message="warning: openai.NewClient may lack team_id: a &lt;map&gt; &amp; so on"/>
   <system-out>ai/client.go:9:1: unproven-tags: openai.NewClient may lack team_id: a &lt;map&gt; &amp; so on</system-out>
  </testcase>
 </testsuite>
</testsuites>
`
	got := string(written(t, JUnit, Run{Findings: report.Findings, Dir: dir, Problems: []Problem{
		{Pos: token.Position{Filename: filepath.Join(dir, "ai", "a.go"), Line: 3, Column: 2}, Message: "undefined: x"},
	}}))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("JUnit (-want +got):\n%s", diff)
	}
}

func TestJUnitOfACleanRunIsATestThatPasses(t *testing.T) {
	want := `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="llmtag" tests="1" failures="0" errors="0" time="0">
 <testsuite name="llmtag" tests="1" failures="0" errors="0" time="0" skipped="0">
  <testcase classname="llmtag" name="every LLM request has an owner" time="0"/>
 </testsuite>
</testsuites>
`
	if diff := cmp.Diff(want, string(written(t, JUnit, Run{}))); diff != "" {
		t.Errorf("JUnit (-want +got):\n%s", diff)
	}
}

func TestJUnitNamesAreThoseOfBeforeWhenLinesMove(t *testing.T) {
	dir, report := example(t)
	run := Run{Findings: report.Findings[1:2], Dir: dir}
	run.Findings = append(run.Findings, run.Findings[0])
	names := func() []string { return readJUnitNames(t, written(t, JUnit, run)) }
	want := []string{"untagged-client in New: openai.NewClient lacks service_name, team_id", "untagged-client in New: openai.NewClient lacks service_name, team_id (2)"}
	before := names()
	for i := range run.Findings {
		run.Findings[i].Pos.Line += 7
	}
	if diff := cmp.Diff(want, before); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, names()); diff != "" {
		t.Errorf("names (-before +after):\n%s", diff)
	}
}
