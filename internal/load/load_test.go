package load

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/analysis/passes/buildssa"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"
)

func TestPackagesToAnalyse(t *testing.T) {
	tests := map[string]struct {
		archive  string
		patterns []string
		want     []string // in order; "+" marks those only there for their facts
	}{
		"a package that reaches no SDK is not even parsed": {
			archive: `
-- go.mod --
module m
-- a/a.go --
package a
import _ "m/nothing"
this does not parse
-- nothing/n.go --
package nothing
`,
		},
		"a package that names a provider's host is relevant, and so is who imports it": {
			archive: `
-- go.mod --
module m
-- app/app.go --
package app
import _ "m/llm"
-- llm/llm.go --
package llm
const URL = "https://api.example.ai/v1"
-- other/other.go --
package other
`,
			want: []string{"m/llm", "m/app"},
		},
		"the literal part of a host with a placeholder is enough": {
			archive: `
-- go.mod --
module m
-- a/a.go --
package a
func URL(region string) string { return "https://runtime." + region + ".cloud.example" }
`,
			want: []string{"m/a"},
		},
		"a host with a short name is a host": {
			archive: `
-- go.mod --
module m
-- a/a.go --
package a
const URL = "https://x.ai/v1"
`,
			want: []string{"m/a"},
		},
		"a package that reaches an SDK brings its own module's packages for their facts": {
			archive: `
-- go.mod --
module m
-- a/a.go --
package a
import ( _ "m/headers"; _ "m/sdk" )
-- headers/h.go --
package headers
import _ "m/text"
-- text/t.go --
package text
-- sdk/s.go --
package sdk
`,
			patterns: []string{"./a"},
			want:     []string{"+m/text", "+m/headers", "m/a"},
		},
		"an SDK is analysed only where the patterns match it": {
			archive: `
-- go.mod --
module m
-- a/a.go --
package a
import _ "m/sdk"
-- sdk/s.go --
package sdk
`,
			want: []string{"m/sdk", "m/a"},
		},
		"of third-party packages, direct imports that know net/http or an SDK give facts": {
			archive: `
-- go.mod --
module m
go 1.21
require example.com/lib v1.0.0
-- vendor/modules.txt --
# example.com/lib v1.0.0
## explicit; go 1.21
example.com/lib/deep
example.com/lib/plain
example.com/lib/transport
example.com/lib/wrap
-- vendor/example.com/lib/plain/p.go --
package plain
-- vendor/example.com/lib/deep/d.go --
package deep
import _ "net/http"
-- vendor/example.com/lib/transport/t.go --
package transport
import (
	_ "net/http"
	_ "example.com/lib/deep"
)
-- vendor/example.com/lib/wrap/w.go --
package wrap
import _ "m/sdk"
-- a/a.go --
package a
import (
	_ "example.com/lib/plain"
	_ "example.com/lib/transport"
	_ "example.com/lib/wrap"
)
-- sdk/s.go --
package sdk
`,
			patterns: []string{"./a"},
			want:     []string{"+example.com/lib/transport", "+example.com/lib/wrap", "m/a"},
		},
		"all modules of a workspace are one program": {
			archive: `
-- go.work --
go 1.21
use ./app
use ./lib
-- app/go.mod --
module app.example
go 1.21
-- app/app.go --
package app
import _ "lib.example/llm"
-- lib/go.mod --
module lib.example
go 1.21
-- lib/llm/llm.go --
package llm
import _ "lib.example/sdk"
-- lib/sdk/s.go --
package sdk
`,
			patterns: []string{"./app/..."},
			want:     []string{"+lib.example/llm", "app.example"},
		},
		"a module replaced by a directory counts as our own": {
			archive: `
-- go.mod --
module m
go 1.21
require lib.example v0.0.0
replace lib.example => ./lib
-- a/a.go --
package a
import _ "lib.example"
-- lib/go.mod --
module lib.example
go 1.21
-- lib/l.go --
package lib
const Host = "api.example.ai"
`,
			want: []string{"+lib.example", "m/a"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res := mustLoad(t, config(unpack(t, tt.archive), tt.patterns...))
			if diff := cmp.Diff(tt.want, shown(res)); diff != "" {
				t.Errorf("packages (-want +got):\n%s", diff)
			}
			if len(res.Errors) > 0 {
				t.Errorf("errors: %v", res.Errors)
			}
		})
	}
}

func TestFaultsOfPackages(t *testing.T) {
	tests := map[string]struct {
		archive string
		want    []string // packages that are analysed still
		errors  []string // "file:line:col: message", and the hint after "; "
	}{
		"a type error leaves its package out and its importers in": {
			archive: `
-- go.mod --
module m
-- app/app.go --
package app
import _ "m/llm"
-- llm/llm.go --
package llm
const URL = "api.example.ai"
var n int = "text"
`,
			want:   []string{"m/app"},
			errors: []string{`llm/llm.go:3:13: cannot use "text" (untyped string constant) as int value in variable declaration`},
		},
		"only the first error of a package is told": {
			archive: `
-- go.mod --
module m
-- llm/llm.go --
package llm
const URL = "api.example.ai"
var n int = "text"
var u undefined
`,
			errors: []string{`llm/llm.go:3:13: cannot use "text" (untyped string constant) as int value in variable declaration`},
		},
		"an error of several lines is told whole": {
			archive: `
-- go.mod --
module m
go 1.21
-- llm/llm.go --
package llm
const URL = "api.example.ai"
type T[P any] struct{}
func F[P any]() { F[T[P]]() }
func F() {}
`,
			errors: []string{"llm/llm.go:5:6: F redeclared in this block; llm.go:4:6: other declaration of F"},
		},
		"a cycle is told whole": {
			archive: `
-- go.mod --
module m
go 1.21
-- llm/llm.go --
package llm
const URL = "api.example.ai"
type T[P any] struct{}
func F[P any]() { F[T[P]]() }
`,
			errors: []string{"llm/llm.go:4:8: instantiation cycle: llm.go:4:21: P instantiated as T[P]"},
		},
		"half-typed code is one error": {
			archive: `
-- go.mod --
module m
-- llm/llm.go --
package llm
const URL = "api.example.ai"
func f() { if x := g(
`,
			errors: []string{`llm/llm.go:3:23: expected ')', found 'EOF'`},
		},
		"a package clause that does not parse is an error even where nothing is known to be relevant": {
			archive: `
-- go.mod --
module m
-- a/a.go --
packag a
`,
			errors: []string{`a/a.go:1:1: expected 'package', found packag`},
		},
		"a missing module says how to get it, at the import": {
			archive: `
-- go.mod --
module m
go 1.21
-- a/a.go --
package a
import _ "missing.example/lib"
-- b/b.go --
package b
const URL = "api.example.ai"
`,
			want:   []string{"m/b"},
			errors: []string{"a/a.go:2:8: no required module provides package missing.example/lib; to add it: go get missing.example/lib; run `go mod tidy`, and `go mod download` where the network is not there later"},
		},
		"a module that cannot be downloaded says so": {
			archive: `
-- go.mod --
module m
go 1.21
require missing.example/lib v1.0.0
-- go.sum --
missing.example/lib v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
missing.example/lib v1.0.0/go.mod h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
-- a/a.go --
package a
import _ "missing.example/lib"
`,
			errors: []string{"a/a.go:2:8: could not import missing.example/lib: module lookup disabled by GOPROXY=off; the module is not in the module cache and cannot be downloaded; run `go mod download` where the network and the credentials are there"},
		},
		"an import cycle is told, not followed": {
			archive: `
-- go.mod --
module m
-- a/a.go --
package a
import _ "m/b"
const URL = "api.example.ai"
-- b/b.go --
package b
import _ "m/a"
-- c/c.go --
package c
const URL = "api.example.ai"
`,
			want:   []string{"m/b", "m/c"},
			errors: []string{"m/a: import cycle not allowed: import stack: [m/a m/b m/a]"},
		},
		"files that go:embed does not find change no type": {
			archive: `
-- go.mod --
module m
-- a/a.go --
package a
import _ "embed"
//go:embed dist/*
var page string
const URL = "api.example.ai"
`,
			want: []string{"m/a"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := unpack(t, tt.archive)
			res := mustLoad(t, config(dir))
			var got []string
			for _, e := range res.Errors {
				got = append(got, strings.ReplaceAll(filepath.ToSlash(e.Error()), filepath.ToSlash(dir)+"/", ""))
			}
			if diff := cmp.Diff(tt.errors, got); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, shown(res)); diff != "" {
				t.Errorf("packages (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNothingToLoad(t *testing.T) {
	tests := map[string]struct {
		archive  string
		patterns []string
		want     error
	}{
		"no go.mod":        {"-- a.go --\npackage a\n", nil, ErrNoModule},
		"an empty module":  {"-- go.mod --\nmodule m\n", nil, ErrNoPackages},
		"a pattern amiss":  {"-- go.mod --\nmodule m\n-- a.go --\npackage a\n", []string{"./b/..."}, ErrNoPackages},
		"no such tag here": {"-- go.mod --\nmodule m\n-- a.go --\n//go:build never\n\npackage a\n", nil, ErrNoPackages},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Load(t.Context(), config(unpack(t, tt.archive), tt.patterns...))
			if !errors.Is(err, tt.want) {
				t.Errorf("error is %v, want %v", err, tt.want)
			}
		})
	}
}

func TestADirectoryOfAnotherModuleSaysWhereToRun(t *testing.T) {
	t.Parallel()
	dir := unpack(t, `
-- go.mod --
module m
-- a.go --
package a
-- sub/go.mod --
module sub
-- sub/s.go --
package sub
`)
	res, err := loadAll(t.Context(), config(dir, "./sub"))
	if err == nil && len(res.Errors) == 1 {
		err = res.Errors[0]
	}
	if err == nil || !strings.Contains(err.Error(), "run llmtag in that module") {
		t.Errorf("error is %v, want what to do", err)
	}
}

func TestEachFileIsReportedOnOnceWithTests(t *testing.T) {
	t.Parallel()
	dir := unpack(t, `
-- go.mod --
module m
-- llm/llm.go --
package llm
const URL = "api.example.ai"
-- llm/llm_test.go --
package llm
-- llm/outer_test.go --
package llm_test
import _ "m/use"
-- use/use.go --
package use
import _ "m/llm"
`)
	cfg := config(dir)
	cfg.Scope.Tests = true
	res := mustLoad(t, cfg)
	files := make(map[string]int)
	for p := range res.Roots {
		for _, f := range p.Syntax {
			files[filepath.Base(p.Fset.Position(f.Pos()).Filename)]++
		}
	}
	want := map[string]int{"llm.go": 1, "llm_test.go": 1, "outer_test.go": 1, "use.go": 1}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Errorf("files reported on (-want +got):\n%s", diff)
	}
	if res.Listed != 2 {
		t.Errorf("%d packages listed, want 2: a package and its tests are one", res.Listed)
	}
	if cfg.Scope.Tests = false; len(shown(mustLoad(t, cfg))) != 2 {
		t.Errorf("without tests: %q, want the two packages", shown(mustLoad(t, cfg)))
	}
}

func TestWithoutModulesADirectoryIsLintedStill(t *testing.T) {
	t.Parallel()
	cfg := config(unpack(t, "-- a.go --\npackage a\nconst URL = \"api.example.ai\"\n"))
	cfg.Env = append(cfg.Env, "GO111MODULE=off")
	if got := shown(mustLoad(t, cfg)); len(got) != 1 {
		t.Errorf("packages %q, want the one that is there", got)
	}
}

func TestBuildTagsChooseFiles(t *testing.T) {
	t.Parallel()
	dir := unpack(t, `
-- go.mod --
module m
-- a.go --
package a
-- tagged.go --
//go:build special

package a
const URL = "api.example.ai"
`)
	cfg := config(dir)
	if got := shown(mustLoad(t, cfg)); len(got) != 0 {
		t.Errorf("without the tag: %q, want nothing", got)
	}
	cfg.BuildTags = "other,special"
	if got := shown(mustLoad(t, cfg)); !slices.Equal(got, []string{"m"}) {
		t.Errorf("with the tag: %q, want m", got)
	}
}

func TestScopeSeesTheDirectoriesFirst(t *testing.T) {
	t.Parallel()
	dir := unpack(t, `
-- go.mod --
module m
-- a/a.go --
package a
const URL = "https://in-house.example"
-- b/b.go --
package b
this is never parsed
`)
	cfg := config(dir)
	var dirs []string
	cfg.ScopeOf = func(d []string) (Scope, error) {
		dirs = d
		return Scope{Hosts: []string{"in-house.example"}}, nil
	}
	res := mustLoad(t, cfg)
	if diff := cmp.Diff([]string{filepath.Join(dir, "a"), filepath.Join(dir, "b")}, dirs); diff != "" {
		t.Errorf("directories (-want +got):\n%s", diff)
	}
	if got := shown(res); !slices.Equal(got, []string{"m/a"}) {
		t.Errorf("packages %q, want m/a", got)
	}
	want := errors.New("no policy")
	cfg.ScopeOf = func([]string) (Scope, error) { return Scope{}, want }
	if _, err := Load(t.Context(), cfg); !errors.Is(err, want) {
		t.Errorf("error is %v, want that of Scope", err)
	}
}

func TestCgoIsNotRun(t *testing.T) {
	t.Parallel()
	dir := unpack(t, `
-- go.mod --
module m
-- a/a.go --
package a
// int one(void);
// typedef struct { char b[2]; } number;
import "C"
import "fmt"
const URL = "api.example.ai"
func Plain() int { return len(URL) }
func Native() string { return fmt.Sprint(int(C.one())) }
var n int = int(C.one())
func init() { fmt.Println(C.one()) }
type T struct { c C.int; p *C.char }
func (t *T) Get() int { return int(t.c) }
func Local(t T) int { c := t.c; return int(c) + 1 }
func Params(p *C.char, n int) int { return n }
var untyped = C.one()
var derived = untyped + 1
type Option func(Option) Option // a type that consists of itself
type List []List
func Apply(o Option, l List) Option { for _, e := range l { _ = e }; return o(o) }
func Both() error { _, err := C.one(); return err }
type Number C.number
-- b/b.go --
package b
import "m/a"
import "m/sdk"
func F(t *a.T) int { return t.Get() + a.Local(*t) }
func Literal() interface{} { sdk.New(); return a.Number{} }
-- sdk/s.go --
package sdk
func New() {}
`)
	cfg := config(dir)
	cfg.Env = append(cfg.Env, "CGO_ENABLED=1")
	res := mustLoad(t, cfg)
	if len(res.Errors) > 0 {
		t.Fatalf("errors: %v", res.Errors)
	}
	if got := shown(res); !slices.Equal(got, []string{"m/a", "m/sdk", "m/b"}) {
		t.Errorf("packages %q, want m/a, m/sdk, m/b; notes: %q", got, res.Notes)
	}
	// What does not touch C keeps its body.
	for _, want := range []string{
		"m/a: functions that use cgo are not looked into: Native, init, Get, Local, Both",
		"m/b: functions that use cgo are not looked into: Literal", // its type is another package's from C
	} {
		if !slices.Contains(res.Notes, want) {
			t.Errorf("notes %q, want %q", res.Notes, want)
		}
	}
	buildSSA(t, res)
}

func TestDependenciesAreTypedWhereDeclarationsNeedThem(t *testing.T) {
	t.Parallel()
	dir := unpack(t, `
-- go.mod --
module m
-- a/a.go --
package a
import "m/sdk"
func Use() string { return sdk.New().Inner.Text() + sdk.Var.Text() }
func Rows() [sdk.N + 3 - len(sdk.Array)]int { return [3]int{sdk.Table["a"][0].N, sdk.Array[0].N, sdk.Typed.N} }
-- sdk/s.go --
package sdk
import (
	"m/sdk/body"
	. "m/sdk/dot"
	named "m/sdk/inner"
	"m/sdk/value"
)
type Client struct { Inner named.Inner; D Dotted }
var Var = value.Make(func() { body.Do() })
var Table = map[string][]value.Row{"a": {{body.Do()}}}
var Array = [...]value.Row{{1}, {2}, {3}}
var Typed value.Row = body.Make()
const N = len(Array)
func New() *Client { body.Do(); return nil }
-- sdk/inner/i.go --
package inner
type Inner struct{}
func (Inner) Text() string { return "" }
-- sdk/dot/d.go --
package dot
type Dotted int
-- sdk/value/v.go --
package value
import "m/sdk/inner"
type Row struct{ N int }
func Make(func()) inner.Inner { return inner.Inner{} }
-- sdk/body/b.go --
package body
this is never parsed
`)
	res := mustLoad(t, config(dir, "./a"))
	if got := shown(res); !slices.Equal(got, []string{"m/a"}) || len(res.Errors) > 0 {
		t.Fatalf("packages %q, errors %v; want m/a and none", got, res.Errors)
	}
	buildSSA(t, res)
}

func TestACancelledLoadEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := loadAll(ctx, config(unpack(t, "-- go.mod --\nmodule m\n-- a.go --\npackage a\n"))); err == nil {
		t.Error("no error from a cancelled load")
	}
}

// config is a configuration in which packages called sdk are SDKs, and whose
// go command stays away from the network.
func config(dir string, patterns ...string) Config {
	return Config{
		Dir:      dir,
		Patterns: patterns,
		Env:      append(os.Environ(), "GOPROXY=off", "GOFLAGS=", "GOWORK=", "GO111MODULE=on"),
		Scope: Scope{
			Reaches: func(path string) bool {
				return path == "m/sdk" || strings.HasPrefix(path, "m/sdk/") || path == "lib.example/sdk"
			},
			Hosts: []string{"api.example.ai", "x.ai", "runtime.{region}.cloud.example"},
		},
	}
}

// result is a program, all of which was checked.
type result struct {
	*Result
	Packages []*packages.Package
	Roots    map[*packages.Package]bool
	Errors   []Error
	Notes    []string
}

func mustLoad(t *testing.T, cfg Config) *result {
	t.Helper()
	res, err := loadAll(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// loadAll loads a program and checks all its packages.
func loadAll(ctx context.Context, cfg Config) (*result, error) {
	prog, err := Load(ctx, cfg)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	checked := make(map[*Package]*packages.Package)
	var errs []error
	err = prog.Each(ctx, func(pkg *Package) {
		err := prog.Check(ctx, pkg, func(p *packages.Package) {
			mu.Lock()
			checked[pkg] = p
			mu.Unlock()
		})
		mu.Lock()
		errs = append(errs, err)
		mu.Unlock()
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	res := &result{Result: prog, Roots: make(map[*packages.Package]bool), Errors: prog.Errors(), Notes: prog.Notes()}
	for _, pkg := range prog.Packages {
		p := checked[pkg]
		if p == nil {
			continue
		}
		imports := make(map[string]*packages.Package)
		for path, q := range p.Imports {
			for _, need := range pkg.Needs {
				if need.Package == q && checked[need] != nil {
					imports[path] = checked[need]
				}
			}
		}
		p.Imports = imports
		res.Packages = append(res.Packages, p)
		if pkg.Root {
			res.Roots[p] = true
		}
	}
	return res, nil
}

// shown lists the packages of res in order, "+" before those that are there
// for their facts.
func shown(res *result) []string {
	var ids []string
	for _, p := range res.Packages {
		mark := "+"
		if res.Roots[p] {
			mark = ""
		}
		ids = append(ids, mark+p.ID)
	}
	return ids
}

// buildSSA runs an analyzer that needs SSA over res, as the linter does.
func buildSSA(t *testing.T, res *result) {
	t.Helper()
	a := &analysis.Analyzer{
		Name:     "ssa",
		Doc:      "builds SSA",
		Requires: []*analysis.Analyzer{buildssa.Analyzer},
		Run: func(pass *analysis.Pass) (any, error) {
			if len(pass.ResultOf[buildssa.Analyzer].(*buildssa.SSA).SrcFuncs) == 0 {
				return nil, errors.New("no functions")
			}
			return nil, nil
		},
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, res.Packages, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Errorf("%s: %v", act.Package.ID, act.Err)
		}
	}
}

// unpack writes a txtar archive to a new directory.
func unpack(t *testing.T, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
