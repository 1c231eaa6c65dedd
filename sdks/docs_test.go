package sdks

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The worked example of docs/sdks.md loads, and fits the Go code beside it.
func TestTheDocumentedExampleHolds(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "sdks.md"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "in-house.yaml")
	if err := os.WriteFile(file, []byte(block(t, string(text), "yaml")), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if e, ok := set.Endpoint("llm.example.com", "/v1/acme/ask", true); !ok {
		t.Errorf("the endpoint of the example is not billed: %v", e)
	}
	sdk := set.SDKOf("example.com/platform/llm")
	if sdk == nil {
		t.Fatal("the example describes no SDK")
	}

	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "llm.go", block(t, string(text), "go"), parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	pinned(t, "raw-http") // checks net/http and what it imports
	conf := types.Config{Importer: importer(func(path string) (*types.Package, error) { return standard.packages[path], nil })}
	pkg, err := conf.Check("example.com/platform/llm", fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := newAudit(set, sdk, &world{
		packages: map[string]*types.Package{pkg.Path(): pkg},
		versions: map[string]string{"example.com/platform": "v1.4.0"},
	})
	a.names()
	for _, p := range slices.Concat(a.problems, a.unknown()) {
		t.Error(p)
	}
}

// Each role, effect and section of the format is documented.
func TestTheFormatIsDocumented(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "sdks.md"))
	if err != nil {
		t.Fatal(err)
	}
	words := slices.Concat(roles, makes, zeros, []string{"clients", "options_field", "constructors", "literals", "calls", "options", "fields", "contexts", "free", "endpoints"})
	for effect := range operands {
		words = append(words, string(effect))
	}
	for _, w := range words {
		if !strings.Contains(string(text), "`"+w+"`") {
			t.Errorf("docs/sdks.md does not explain %q", w)
		}
	}
	for _, k := range kinds {
		if !strings.Contains(string(text), k) {
			t.Errorf("docs/sdks.md does not name the kind %q", k)
		}
	}
}

// block returns the first fenced block of a language in a Markdown text.
func block(t *testing.T, text, language string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, "\n```"+language+"\n")
	body, _, closed := strings.Cut(rest, "\n```\n")
	if !ok || !closed {
		t.Fatalf("no block of %s", language)
	}
	return body + "\n"
}
