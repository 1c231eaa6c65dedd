package format

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheckstyle(t *testing.T) {
	dir, report := example(t)
	report.Findings[2].Pos.Filename += "l" // another file
	want := `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
 <file name="ai/client.go">
  <error line="4" column="9" severity="error" message="openai.NewClient lacks service_name, team_id" source="llmtag.untagged-client"/>
  <error line="9" column="1" severity="warning" message="openai.NewClient may lack team_id: a &lt;map&gt; &amp; so on" source="llmtag.unproven-tags"/>
 </file>
 <file name="ai/client.gol">
  <error line="4" column="9" severity="error" message="openai.NewClient attaches an empty value to project_id" source="llmtag.empty-tag"/>
 </file>
</checkstyle>
`
	if diff := cmp.Diff(want, string(written(t, Checkstyle, Run{Findings: report.Findings, Dir: dir}))); diff != "" {
		t.Errorf("Checkstyle (-want +got):\n%s", diff)
	}
}
