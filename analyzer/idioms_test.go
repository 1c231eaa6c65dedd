package analyzer_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"go/format"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"

	"golang.org/x/mod/modfile"
	"gopkg.in/yaml.v3"
)

//go:generate go test -run TestTheIdiomsThatAreCheckedInAreCurrent -update .

var update = flag.Bool("update", false, "write the idioms of each SDK again")

// A spelling is how an SDK says what the templates of testdata/idioms hold.
type spelling struct {
	Imports []string  `yaml:"imports"`
	Client  string    `yaml:"client"`
	Fails   bool      `yaml:"fails"`
	Callee  string    `yaml:"callee"`
	Call    string    `yaml:"call"`
	Options *carriage `yaml:"options"`
	Headers *carriage `yaml:"headers"`
	HTTP    *carriage `yaml:"client_option"`
	Config  *carriage `yaml:"config"`
	Request *carriage `yaml:"requests"`
}

// A carriage is one kind of carrier.
type carriage struct {
	Type string `yaml:"type"`
	Tag  string `yaml:"tag"`
	New  string `yaml:"new"`
	Var  string `yaml:"var"`
	Set  string `yaml:"set"`
}

// TestTheIdiomsThatAreCheckedInAreCurrent writes each idiom of the linter's
// contract for each SDK, and compares with what is checked in. That the
// findings are right is for TestIdioms: the files have want comments.
func TestTheIdiomsThatAreCheckedInAreCurrent(t *testing.T) {
	root := filepath.Join("..", "testdata")
	data, err := os.ReadFile(filepath.Join(root, "idioms", "sdks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]spelling
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&all); err != nil {
		t.Fatal(err)
	}
	templates := template.Must(template.New("").Funcs(spelling{}.funcs(carriage{})).ParseGlob(filepath.Join(root, "idioms", "*.tmpl")))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(root, name, "idioms")
			want := all[name].files(t, filepath.Join(root, name), templates)
			if *update {
				if err := os.RemoveAll(dir); err != nil {
					t.Fatal(err)
				}
			}
			for file, src := range want {
				path := filepath.Join(dir, file)
				if *update {
					if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path, src, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, src) {
					t.Errorf("%s is not what the templates say; run make generate", path)
				}
			}
		})
	}
}

// files returns the files of an SDK, by their paths below its folder of idioms.
func (s spelling) files(t *testing.T, module string, templates *template.Template) map[string][]byte {
	t.Helper()
	mod, err := os.ReadFile(filepath.Join(module, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	kinds := []struct {
		name      string
		templates []string
		how       *carriage
	}{
		{"options", []string{"options", "holders"}, s.Options},
		{"headers", []string{"headers", "holders"}, s.Headers},
		{"client", []string{"client", "holders"}, s.HTTP},
		{"config", []string{"config"}, s.Config},
		{"requests", []string{"requests"}, s.Request},
	}
	files := map[string][]byte{filepath.Join("names", "names.go"): s.write(t, templates, "names.go.tmpl", nil)}
	for _, kind := range kinds {
		if kind.how == nil {
			continue
		}
		how := *kind.how
		how.Type = cmp.Or(how.Type, "*http.Client")
		page := map[string]any{
			"Package": kind.name, "Module": modfile.ModulePath(mod),
			"Client": s.Client, "Fails": s.Fails, "Callee": s.Callee, "Result": s.result(),
			"Type": how.Type, "Option": how.Type, "Canonical": how.Type == "http.Header",
			"Var": how.Var, "New": how.New, "Bare": how.New,
			"Complete":   how.filled(header{"X-LLM-Project-ID", "checkout"}, header{"X-LLM-Service-Name", "checkout-assistant"}, header{"X-LLM-Team-ID", "payments"}),
			"Incomplete": how.filled(header{"X-LLM-Project-ID", "checkout"}, header{"X-LLM-Service-Name", "checkout-assistant"}),
		}
		if kind.name == "options" {
			page["Type"] = "[]" + how.Type
		}
		set := template.Must(templates.Clone()).Funcs(s.funcs(how))
		for _, name := range kind.templates {
			files[filepath.Join(kind.name, name+".go")] = s.write(t, set, name+".go.tmpl", page)
		}
	}
	return files
}

type header struct{ name, value string }

// filled returns statements that return a carrier with these headers.
func (c carriage) filled(headers ...header) string {
	var b strings.Builder
	if c.Type == "http.Header" {
		b.WriteString("h := make(http.Header)\n")
		for _, h := range headers {
			fmt.Fprintf(&b, "\th.Set(%q, %q)\n", h.name, h.value)
		}
		return b.String() + "\treturn h"
	}
	fmt.Fprintf(&b, "return %s{\n", c.Type)
	for _, h := range headers {
		fmt.Fprintf(&b, "\t\t"+c.Tag+",\n", fmt.Sprintf("%q", h.name), fmt.Sprintf("%q", h.value))
	}
	return b.String() + "\t}"
}

// write executes a template and puts imports and layout right.
func (s spelling) write(t *testing.T, set *template.Template, name string, page map[string]any) []byte {
	t.Helper()
	var out bytes.Buffer
	if page != nil {
		page["Imports"] = []string(nil)
		if err := set.ExecuteTemplate(&out, name, page); err != nil {
			t.Fatal(err)
		}
		page["Imports"] = s.imported(out.String())
		out.Reset()
	}
	fmt.Fprintf(&out, "// Written from testdata/idioms/%s by make generate.\n\n", name)
	if err := set.ExecuteTemplate(&out, name, page); err != nil {
		t.Fatal(err)
	}
	src, err := format.Source(out.Bytes())
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out.String())
	}
	return src
}

// imported returns the imports that a text needs, quoted.
func (s spelling) imported(text string) []string {
	var out []string
	for _, spec := range append([]string{"context", "net/http"}, s.Imports...) {
		name, path, named := strings.Cut(spec, " ")
		if !named {
			path = fmt.Sprintf("%q", strings.Trim(spec, `"`))
			name = packageName(strings.Trim(spec, `"`))
			spec = path
		}
		if strings.Contains(text, path) || !regexp.MustCompile(`\b`+regexp.QuoteMeta(name)+`\.`).MatchString(text) {
			continue
		}
		out = append(out, spec)
	}
	return out
}

var version = regexp.MustCompile(`/v[0-9]+$`)

// packageName guesses the name of a package from its path.
func packageName(path string) string {
	path = version.ReplaceAllString(path, "")
	name := path[strings.LastIndex(path, "/")+1:]
	name = strings.TrimSuffix(name, "-sdk-go")
	return strings.TrimSuffix(name, "-go")
}

func (s spelling) result() string {
	if s.Fails {
		return "(" + s.Client + ", error)"
	}
	return s.Client
}

// let declares a variable, with a comment behind the expression.
func (s spelling) let(name, expr, comment string) string {
	if s.Fails {
		return fmt.Sprintf("%s, err := %s%s\n\tif err != nil {\n\t\tpanic(err)\n\t}", name, expr, comment)
	}
	return fmt.Sprintf("%s := %s%s", name, expr, comment)
}

// funcs are what templates call. Expressions are texts.
func (s spelling) funcs(how carriage) template.FuncMap {
	lacks := func(tags string) string {
		return fmt.Sprintf(" // want \"untagged-client: %s lacks %s$\"", s.Callee, tags)
	}
	quoted := func(name, value string) string { return fmt.Sprintf(how.Tag, fmt.Sprintf("%q", name), value) }
	return template.FuncMap{
		"all":     func() string { return "complete()" },
		"most":    func() string { return "incomplete()" },
		"new":     func(carrier string) string { return fmt.Sprintf(how.New, carrier) },
		"call":    func(client string) string { return fmt.Sprintf(s.Call, client) },
		"tag":     quoted,
		"tagof":   func(name, value string) string { return fmt.Sprintf(how.Tag, name, value) },
		"list":    func(options ...string) string { return "[]" + how.Type + "{" + strings.Join(options, ", ") + "}" },
		"let":     func(name, expr string) string { return s.let(name, expr, "") },
		"lacking": func(name string) string { return s.let(name, fmt.Sprintf(how.New, "incomplete()"), lacks("team_id")) },
		"barely":  func(name, tags string) string { return s.let(name, how.New, lacks(tags)) },
		"field":   func(value string) string { return fmt.Sprintf(how.Set, value) },
		"request": func(client, carrier string) string { return fmt.Sprintf(how.Set, client, carrier) },
		"set": func(header, name, value string) string {
			if how.Type == "http.Header" {
				return fmt.Sprintf("%s.Set(%s, %s)", header, name, value)
			}
			return fmt.Sprintf("%s[%s] = %s", header, name, value)
		},
		"entry": func(name, value string) string {
			if how.Type == "http.Header" {
				return fmt.Sprintf("%q: {%s}", name, value)
			}
			return fmt.Sprintf("%q: %s", name, value)
		},
	}
}
