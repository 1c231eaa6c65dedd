package unit

import (
	"fmt"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
	"golang.org/x/tools/txtar"
)

// TestMain makes of the test a vet tool, when the go command calls it as one: it
// skips what is not in package app, and says what app sees of the others.
func TestMain(m *testing.M) {
	log := os.Getenv("UNIT_TEST_LOG")
	if log == "" {
		os.Exit(m.Run())
	}
	last := os.Args[len(os.Args)-1]
	if strings.HasSuffix(last, ".cfg") && Skip(last, func(u Unit) bool { return u.Path == "example.com/m/app" }) {
		f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
		if err == nil {
			_, err = fmt.Fprintln(f, filepath.Base(filepath.Dir(last)))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	unitchecker.Main(&analysis.Analyzer{Name: "seen", Doc: "says what is seen of imports", Run: seen})
}

func seen(pass *analysis.Pass) (any, error) {
	if pass.Pkg.Path() != "example.com/m/app" {
		return nil, nil //nolint:nilnil // nothing to say
	}
	for _, p := range pass.Pkg.Imports() {
		if !strings.HasPrefix(p.Path(), "example.com/") {
			continue
		}
		for _, name := range p.Scope().Names() {
			if obj := p.Scope().Lookup(name); obj.Exported() {
				pass.Reportf(pass.Files[0].Package, "%s", types.ObjectString(obj, nil))
			}
		}
	}
	return nil, nil //nolint:nilnil // it is what was reported
}

// TestSkippedUnits has the go command hand the file that Skip writes to package
// unitchecker, which says what it reads there: all that a package declares.
func TestSkippedUnits(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(program)).Files {
		file := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(dir, "log")
	cmd := exec.CommandContext(t.Context(), "go", "vet", "-vettool="+self, "./app")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "UNIT_TEST_LOG="+log, "GOWORK=off", "GOFLAGS=", "GOCACHE="+filepath.Join(dir, "cache"))
	out, _ := cmd.CombinedOutput() // it fails for what is reported
	var got []string
	for line := range strings.Lines(string(out)) {
		if _, said, ok := strings.Cut(strings.TrimSpace(line), "app.go:1:1: "); ok {
			got = append(got, said)
		} else if !strings.HasPrefix(line, "#") {
			t.Errorf("go vet says: %s", line)
		}
	}
	want := []string{
		"const example.com/m/lib.Limit untyped int",
		"func example.com/m/lib.Apply[T comparable](of map[T]example.com/m/go-odd.Name, text *strings.Reader) (n int, err error)",
		"type example.com/m/lib.Options struct{Text strings.Builder; hidden example.com/m/go-odd.Name}",
		"var example.com/m/lib.Default [2]error",
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("unitchecker reads\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if data, err := os.ReadFile(log); err != nil || strings.Count(string(data), "\n") < 10 {
		t.Errorf("skipped: %q, %v; want lib, go-odd and the standard library", data, err)
	}
}

const program = `
-- go.mod --
module example.com/m

go 1.24
-- go-odd/o.go --
package strange

type Name string
-- lib/lib.go --
package lib

import (
	"errors"
	"strings"

	"example.com/m/go-odd"
)

const Limit = 1 << 10

var Default = [...]error{1: errors.New("a body")}

type Options struct {
	Text   strings.Builder
	hidden strange.Name
}

func Apply[T comparable](of map[T]strange.Name, text *strings.Reader) (n int, err error) {
	return len(of) + text.Len() + len(Options{}.hidden), nil
}
-- app/app.go --
package app

import "example.com/m/lib"

var _ = lib.Limit
`
