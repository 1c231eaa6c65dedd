package tag_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// documents are those about this package.
var documents = []string{"tag.md", "sinks.md"}

func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// plain is Go code without what gofmt adds.
func plain(code string) string { return strings.Join(strings.Fields(code), " ") }

// TestDocumentedCodeIsThatOfExamples holds the code of the documentation against
// the examples, which are compiled and run.
func TestDocumentedCodeIsThatOfExamples(t *testing.T) {
	files, err := filepath.Glob("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	below, err := filepath.Glob("*/example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var examples []string
	for _, file := range append(files, below...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		examples = append(examples, plain(string(text)))
	}
	if len(examples) != 4 {
		t.Fatalf("%d files of examples, want those of tag, pgsink, tagotel and tagpolicy", len(examples))
	}
	blocks := 0
	for _, name := range documents {
		for _, block := range regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(document(t, name), -1) {
			blocks++
			found := false
			for _, e := range examples {
				found = found || strings.Contains(e, plain(block[1]))
			}
			if !found {
				t.Errorf("docs/%s has code that is in no example:\n%s", name, block[1])
			}
		}
	}
	if blocks < 4 {
		t.Errorf("found %d pieces of code, want at least 4", blocks)
	}
}

// TestDocumentedLinesAreThoseOfRealSDKs holds the line for each SDK against the
// tests that drive it.
func TestDocumentedLinesAreThoseOfRealSDKs(t *testing.T) {
	rows := regexp.MustCompile("(?m)^\\| ([a-z-]+) \\| `([^`]+)`").FindAllStringSubmatch(document(t, "tag.md"), -1)
	described := map[string]bool{}
	for _, row := range rows {
		dir := filepath.Join("sdktest", row[1])
		sources, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
		if err != nil || len(sources) == 0 {
			t.Errorf("docs/tag.md names the SDK %s, and there is no test in %s", row[1], dir)
			continue
		}
		described[row[1]] = true
		line := regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(row[2]), "…", ".*"))
		text, err := os.ReadFile(sources[0])
		if err != nil {
			t.Fatal(err)
		}
		if !line.MatchString(plain(string(text))) {
			t.Errorf("docs/tag.md says of %s what %s does not do: %s", row[1], sources[0], row[2])
		}
	}
	dirs, err := filepath.Glob(filepath.Join("sdktest", "*", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		if name := filepath.Base(filepath.Dir(dir)); !described[name] {
			t.Errorf("docs/tag.md has no line for %s", name)
		}
	}
}

// TestDocumentedNamesAreExported looks for the functions that the documentation
// names, and for options that it does not.
func TestDocumentedNamesAreExported(t *testing.T) {
	exported := map[string]bool{}
	options := map[string]string{} // to the document in which they belong
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() {
				continue
			}
			exported[f.Name.Name] = true
			if f.Recv != nil || f.Type.Results == nil {
				continue
			}
			if result, ok := f.Type.Results.List[0].Type.(*ast.Ident); ok {
				switch result.Name {
				case "Option":
					options[f.Name.Name] = "tag.md"
				case "SinkOption", "FileOption":
					options[f.Name.Name] = "sinks.md"
				}
			}
		}
	}
	for _, name := range documents {
		for _, span := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(document(t, name), -1) {
			for _, call := range regexp.MustCompile(`(^|tag\.|[^.\w])([A-Z]\w*)\(`).FindAllStringSubmatch(span[1], -1) {
				if f := call[2]; !exported[f] && f != "Find" {
					t.Errorf("docs/%s names %s, which package tag does not have", name, f)
				}
			}
		}
	}
	for option, doc := range options {
		if option == "Options" {
			continue // for those who make options
		}
		if !strings.Contains(document(t, doc), option+"(") {
			t.Errorf("docs/%s does not name %s", doc, option)
		}
	}
}
