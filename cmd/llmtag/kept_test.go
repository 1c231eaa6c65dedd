package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/goproxytest"
	"golang.org/x/tools/txtar"
)

// TestWhatIsKeptOfPackagesIsNeverStale changes a program in every way that decides
// about findings, one after the other, and lints it after each with what earlier
// runs have kept and with nothing: both say the same. How many packages are looked
// at again says that the former is what was tested.
func TestWhatIsKeptOfPackagesIsNeverStale(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/kept.txtar")
	if err != nil {
		t.Fatal(err)
	}
	served, err := filepath.Abs("testdata/proxy") // it is read later, from elsewhere
	if err != nil {
		t.Fatal(err)
	}
	proxy, err := goproxytest.NewServer(served, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(proxy.Close)
	cache, base := t.TempDir(), t.TempDir()
	if base, err = filepath.EvalSymlinks(base); err != nil {
		t.Fatal(err)
	}
	modules := filepath.Join(base, "modcache")
	for _, v := range []string{"GOPROXY=" + proxy.URL, "GONOSUMDB=*", "GOFLAGS=-mod=mod -modcacherw", "GOWORK=off", "GOMODCACHE=" + modules, "GOTOOLCHAIN=local"} {
		name, value, _ := strings.Cut(v, "=")
		t.Setenv(name, value)
	}
	files := make(map[string]string)
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	dir := filepath.Join(base, "app")
	write := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		write(name, text)
	}
	vendor := vendored(t)
	t.Chdir(dir)

	// edit replaces text in a file of the program as it was at first.
	edit := func(name, old, text string) map[string]string {
		if !strings.Contains(files[name], old) {
			t.Fatalf("%s has no %q", name, old)
		}
		return map[string]string{name: strings.Replace(files[name], old, text, 1)}
	}
	const anyNumber = -1
	steps := []struct {
		law    string
		files  map[string]string // written for this step; the program is as it was at first after it
		remove string            // a file that is not there for this step
		env    string            // set for this step
		args   []string
		again  int    // packages that are looked at again
		finds  string // part of what is written
	}{
		{law: "at first all is new", again: 7, finds: "lone/lone.go:8:"},
		{law: "a comment behind the code is seen in its own package only", files: edit("tags/tags.go", "Names{\"core\"}\n}\n", "Names{\"core\"}\n}\n\n// The end.\n"), again: 1},
		{law: "one before it in all that know where the code is", files: edit("tags/tags.go", "// Apply", "// At first.\n\n// Apply"), again: 4},
		{law: "a helper that carries tags loses one: who relies on it lacks it", files: edit("tags/tags.go", `r.Header.Set("X-LLM-Team-ID", "core")`, ""), again: 4, finds: "inner/inner.go:10:"},
		{law: "a constant becomes a provider's host", files: edit("clean/clean.go", "https://example.com", "https://api.openai.com"), again: anyNumber, finds: "outer/outer.go:13:"},
		{law: "a type changes, two imports away", files: edit("tags/tags.go", "type Names struct{ Team string }", "type Names struct{ Team, Project string }"), again: anyNumber, finds: "too few values"},
		{law: "a package does not compile: it, and what imports it, is not known", files: edit("inner/inner.go", "tags.Apply", "tags.Aply"), again: anyNumber, finds: "inner/inner.go:14:"},
		{law: "it does again", again: 0, finds: "lone/lone.go:8:"},
		{law: "the policy wants another tag", files: edit("policy.yaml", "tags:\n", "tags:\n  environment: { required: true, header: X-LLM-Environment }\n"), again: anyNumber, finds: "lacks environment"},
		{law: "the catalog knows a team no longer", files: edit("teams.yaml", "core", "other"), again: anyNumber, finds: `"core"`},
		{law: "a policy further down turns a rule off", files: map[string]string{"lone/.llmtag.yaml": "version: 1\nrules:\n  raw-endpoint: off\n"}, again: 1},
		{law: "a constructor is described otherwise", files: edit("sdk.yaml", "constructors:\n  - { func: $m.New }", "free:\n  - $m.New"), again: anyNumber},
		{law: "a policy elsewhere names a description, which holds for the run", files: map[string]string{
			"lone/.llmtag.yaml": "version: 1\nsdks: [../more.yaml]\n",
			"more.yaml":         "sdk: more\nmodules:\n  - { path: helper.example/more, version: v1.0.0, packages: [\".\"] }\nconstructors:\n  - { func: helper.example/sdk.Second }\n",
		}, again: anyNumber, finds: "main.go:13:"},
		{law: "another version of a dependency does not tag", files: edit("go.mod", "helper v1.0.0", "helper v1.1.0"), again: anyNumber, finds: "outer/outer.go:17:"},
		{law: "another language version", files: edit("go.mod", "go 1.24", "go 1.21"), again: anyNumber, finds: "lone/lone.go:8:"},
		{law: "a build tag selects a file", args: []string{"--tags", "other"}, again: anyNumber, finds: "lone/other.go:8:"},
		{law: "another system does", env: "GOOS=windows", again: anyNumber, finds: "lone/lone_windows.go:6:"},
		{law: "a file goes, and another comes", remove: "inner/more.go", files: map[string]string{"inner/new.go": files["inner/evenmore.txt"]}, again: anyNumber, finds: "lone/lone.go:8:"},
		{law: "a file goes that others need", remove: "inner/more.go", again: anyNumber, finds: "undefined: url"},
		{law: "a package goes", remove: "clean/clean.go", again: anyNumber, finds: "example.com/app/clean"},
		{law: "tests count", args: []string{"--tests"}, again: anyNumber, finds: "lone/lone_test.go:10:"},
		{law: "of one package too, of which all was known", args: []string{"--tests", "./lone"}, again: 0, finds: "lone/lone_test.go:10:"},
		{law: "a test changes", args: []string{"--tests"}, files: edit("lone/lone_test.go", "package lone\n", "package lone\n\n\n"), again: anyNumber, finds: "lone/lone_test.go:12:"},
		{law: "a test from outside changes", args: []string{"--tests"}, files: edit("lone/outer_test.go", "tags.Apply(req)", "_ = tags.Apply"), again: 1, finds: "lone/outer_test.go:13:"},
		{law: "what a test is built with changes", args: []string{"--tests"}, files: edit("lone/lone.go", "package lone\n", "package lone\n\n\n"), again: anyNumber, finds: "lone/lone.go:10:"},
		{law: "one package is asked for", args: []string{"./outer"}, again: 0},
		{law: "a dependency lies in vendor", env: "GOFLAGS=-mod=vendor", files: vendor, again: anyNumber, finds: "lone/lone.go:8:"},
		{law: "and is edited there", env: "GOFLAGS=-mod=vendor", files: with(vendor, "vendor/helper.example/helper/helper.go", `r.Header.Set("X-LLM-Project-ID", "search")`, ""), again: anyNumber, finds: "outer/outer.go:17:"},
		{law: "and has another constant there, that only types tell of", env: "GOFLAGS=-mod=vendor", files: with(vendor, "vendor/helper.example/sdk/sdk.go", "func New(key string)", "func New(key, more string)"), again: anyNumber, finds: "not enough arguments in call to sdk.New"},
		{law: "at last all is as it was at first", again: 0, finds: "lone/lone.go:8:"},
	}
	lint := func(cache string, args ...string) (out string, again int) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		env := func(name string) string {
			if name == "LLMTAG_CACHE" {
				return cache
			}
			return os.Getenv(name)
		}
		code := run(t.Context(), append(args, "--stats"), &stdout, &stderr, env)
		for line := range strings.Lines(stderr.String()) {
			var roots, facts, recalled int
			switch line = strings.ReplaceAll(line, "packages", "package"); {
			case scan(line, "  analysed %d package, and %d for their facts", &roots, &facts):
				again += roots + facts
			case scan(line, "  recalled %d of these", &recalled):
				again -= recalled
			case strings.HasPrefix(line, "  cached"):
				again = 0
			case strings.HasPrefix(line, "  "):
			default:
				stdout.WriteString(line)
			}
		}
		return fmt.Sprintf("%sexits %d\n", &stdout, code), again
	}
	for _, step := range steps {
		t.Run(step.law, func(t *testing.T) {
			for name, text := range step.files {
				write(name, text)
			}
			if step.remove != "" {
				if err := os.Remove(filepath.Join(dir, step.remove)); err != nil {
					t.Fatal(err)
				}
			}
			if name, value, ok := strings.Cut(step.env, "="); ok {
				t.Setenv(name, value)
			}
			want, _ := lint("off", step.args...)
			got, again := lint(cache, step.args...)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("with what was kept (+), and with nothing (-):\n%s", diff)
			}
			if !strings.Contains(got, step.finds) {
				t.Errorf("it says\n%swithout %q", got, step.finds)
			}
			if step.again != anyNumber && again != step.again {
				t.Errorf("%d packages were looked at again, want %d", again, step.again)
			}
			for name := range step.files {
				if text, ok := files[name]; ok {
					write(name, text)
				} else if err := os.Remove(filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
			if step.remove != "" {
				write(step.remove, files[step.remove])
			}
		})
	}
}

func scan(line, format string, args ...any) bool {
	n, _ := fmt.Sscanf(line, format, args...)
	return n == len(args)
}

// vendored returns the files of vendor, as go mod vendor writes them for the
// program of the test.
func vendored(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{
		"vendor/modules.txt": "# helper.example/helper v1.0.0\n## explicit; go 1.24\nhelper.example/helper\n# helper.example/sdk v1.0.0\n## explicit; go 1.24\nhelper.example/sdk\n",
	}
	for _, name := range []string{"helper", "sdk"} {
		module, err := txtar.ParseFile("testdata/proxy/helper.example_" + name + "_v1.0.0.txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range module.Files {
			if filepath.Ext(f.Name) == ".go" {
				files["vendor/helper.example/"+name+"/"+f.Name] = string(f.Data)
			}
		}
	}
	return files
}

// with returns files with a change in one.
func with(files map[string]string, name, old, text string) map[string]string {
	files = maps.Clone(files)
	files[name] = strings.Replace(files[name], old, text, 1)
	return files
}

// TestWhatIsKeptEndsWithTheDay lets days pass: a comment that ignores findings until
// one of them is over then, whatever was kept before.
func TestWhatIsKeptEndsWithTheDay(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{
		"go.mod": "module example.com/app\n\ngo 1.24\n",
		"app.go": "package app\n\nimport \"net/http\"\n\n//llmtag:ignore raw-endpoint until=2000-01-02 -- moved by then\nvar _, _ = http.Post(\"https://api.openai.com/v1/embeddings\", \"\", nil)\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	env := func(name string) string {
		if name == "LLMTAG_CACHE" {
			return cache
		}
		return os.Getenv(name)
	}
	lint := func(ctx context.Context) (found, stats string) {
		var stdout, stderr bytes.Buffer
		run(ctx, []string{"--stats"}, &stdout, &stderr, env)
		return stdout.String(), stderr.String()
	}
	synctest.Test(t, func(t *testing.T) { // the time is midnight UTC, 2000-01-01
		if found, stats := lint(t.Context()); found != "" {
			t.Errorf("on the day before the last, it finds %s\n%s", found, stats)
		}
		if found, stats := lint(t.Context()); found != "" || !strings.Contains(stats, "recalled") {
			t.Errorf("on the same day, it finds %s\nand recalls nothing:\n%s", found, stats)
		}
		time.Sleep(72 * time.Hour)
		if found, stats := lint(t.Context()); !strings.Contains(found, "the ignore comment expired on 2000-01-02") {
			t.Errorf("after the last day, it finds %q\n%s", found, stats)
		}
	})
}
