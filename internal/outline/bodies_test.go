package outline

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBodiesAreDropped(t *testing.T) {
	tests := map[string]struct{ src, want string }{
		"a function":                      {"func f() { g() }\nvar x int", "func f() {}\nvar x int"},
		"lines keep their numbers":        {"func f() {\n\tg()\n\n}\nvar x int", "func f() {\n\n\n}\nvar x int"},
		"a method":                        {"func (t *T[K]) f(a int) (b map[string]struct{}, err error) { return }", "func (t *T[K]) f(a int) (b map[string]struct{}, err error) {}"},
		"types in the signature":          {"func f(a struct{ b interface{ C() } }) interface{ D() } { return nil }", "func f(a struct{ b interface{ C() } }) interface{ D() } {}"},
		"a struct as result":              {"func f() struct{} { return struct{}{} }", "func f() struct{} {}"},
		"a function as result":            {"func f() func() struct { a int } { return nil }", "func f() func() struct { a int } {}"},
		"type parameters":                 {"func f[T interface{ ~int }](t T) { g() }", "func f[T interface{ ~int }](t T) {}"},
		"braces in texts and comments":    {"func f() { g(\"}\", '}', `}\n`) // }\n/* } */ }\nvar x int", "func f() {\n\n}\nvar x int"},
		"no body":                         {"func f()\nfunc g() { h() }", "func f()\nfunc g() {}"},
		"no body, and a comment":          {"func f() // {\nfunc g() { h() }", "func f() // {\nfunc g() {}"},
		"a signature of several lines":    {"func f(\n\ta int, // {\n\tb func(struct{}),\n) {\n\tg()\n}", "func f(\n\ta int, // {\n\tb func(struct{}),\n) {\n\n}"},
		"functions that are values stay":  {"var f = func() { g() }", "var f = func() { g() }"},
		"in a text it is no function":     {"var x = `\nfunc f() { g() }\n`", "var x = `\nfunc f() { g() }\n`"},
		"in a comment neither":            {"/*\nfunc f() { g() }\n*/", "/*\nfunc f() { g() }\n*/"},
		"a body that does not end":        {"func f() { g(", "func f() { g("},
		"a text that does not end":        {"func f() { g(\"\n}", "func f() { g(\"\n}"},
		"a word that begins like another": {"functions", "functions"},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, string(dropBodies([]byte(tt.src)))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The standard library has every form: what is parsed without bodies is what is
// parsed with them, without them.
func TestBodiesOfTheStandardLibraryAreDropped(t *testing.T) {
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	var size, left int
	for _, dir := range []string{"net/http", "go/types", "reflect", "runtime", "encoding/json", "slices", "unicode/utf8", "text/template/parse", "math/big", "crypto/tls", "iter"} {
		files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(root)), "src", filepath.FromSlash(dir), "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", dir, len(files), err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			short := dropBodies(src)
			size, left = size+len(src), left+len(short)
			want, got := declarations(t, file, src), declarations(t, file, short)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
			if a, b := bytes.Count(src, newline), bytes.Count(short, newline); a != b {
				t.Errorf("%s has %d lines, want %d", file, b, a)
			}
		}
	}
	if left > size/2 {
		t.Errorf("of %d bytes, %d are left: are bodies dropped?", size, left)
	}
}

// declarations returns what a file declares, without bodies and comments.
func declarations(t *testing.T, name string, src []byte) string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	var out strings.Builder
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			out.WriteString(fset.Position(fn.Pos()).String() + " ")
			if fn.Body != nil {
				fn.Body = &ast.BlockStmt{}
			}
		}
		var text bytes.Buffer
		if err := format.Node(&text, token.NewFileSet(), d); err != nil {
			t.Fatal(err)
		}
		out.Write(text.Bytes())
		out.WriteByte('\n')
	}
	return out.String()
}
