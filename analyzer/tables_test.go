package analyzer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Tables of headers that are longer than the analysis follows, in a variable
// or where they are looped over, are unproven; a variable that is declared
// before them keeps its value.
func TestTablesTooLongToFollowAreNotPassedOver(t *testing.T) {
	const entries = 25_000 // an initializer is followed for 20,000 instructions
	dir := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join("..", "testdata", "openai-go-v3", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var pairs, rows strings.Builder
	for i := range entries {
		fmt.Fprintf(&pairs, "\t\"X-Header-%d\": \"v\",\n", i)
		fmt.Fprintf(&rows, "\t{\"X-Header-%d\", \"v\"},\n", i)
	}
	const tooLarge = "// want \"^unproven-tags: openai.NewClient may lack project_id, service_name, team_id\""
	source := `package tables

import (
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

var early = map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "assistant", "X-LLM-Team-ID": "payments"}

var few = map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "assistant"}

var table = map[string]string{
` + pairs.String() + `}

var list = [][2]string{
` + rows.String() + `}

func from(headers map[string]string) openai.Client {
	var opts []option.RequestOption
	for k, v := range headers {
		opts = append(opts, option.WithHeader(k, v))
	}
	return openai.NewClient(opts...)
}

func tagged() openai.Client { return from(early) }

func ofTable() openai.Client {
	var opts []option.RequestOption
	for k, v := range table {
		opts = append(opts, option.WithHeader(k, v))
	}
	return openai.NewClient(opts...) ` + tooLarge + `
}

func ofList() openai.Client {
	var opts []option.RequestOption
	for _, row := range list {
		opts = append(opts, option.WithHeader(row[0], row[1]))
	}
	return openai.NewClient(opts...) ` + tooLarge + `
}

func lacking() openai.Client {
	var opts []option.RequestOption
	for k, v := range few {
		opts = append(opts, option.WithHeader(k, v))
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks team_id$"
}

func ofLiteral() openai.Client {
	var opts []option.RequestOption
	for k, v := range map[string]string{
` + pairs.String() + `	} {
		opts = append(opts, option.WithHeader(k, v))
	}
	return openai.NewClient(opts...) ` + tooLarge + `
}
`
	if err := os.WriteFile(filepath.Join(dir, "tables.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	report, loaded := check(t, dir)
	for _, e := range loaded.Errors() {
		t.Errorf("does not load: %v", e)
	}
	compare(t, dir, report.Findings)
}
