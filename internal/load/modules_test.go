package load

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProgramsOfPatterns(t *testing.T) {
	const mod = "go.mod --\nmodule x\n"
	bare := "-- a/" + mod + "-- b/c/" + mod + "-- d/d.go --\n-- node_modules/n/" + mod + "-- vendor/v/" + mod + "-- testdata/t/" + mod + "-- _u/" + mod + "-- .h/" + mod
	nested := "-- " + mod + "-- a/" + mod + "-- a/b/" + mod + "-- c/c.go --\n"
	work := "-- go.work --\ngo 1.24\nuse ./a\nuse ./a/b\n-- a/" + mod + "-- a/b/" + mod + "-- c/" + mod
	below := "-- " + mod + "-- w/go.work --\ngo 1.24\nuse ./a\nuse ./b\n-- w/a/" + mod + "-- w/b/" + mod + "-- w/c/" + mod
	tests := map[string]struct {
		archive  string
		in       string // directory
		patterns string
		env      []string
		want     []string // "directory: patterns; environment", ? if reached only
	}{
		"a root that is no module, and modules below":   {archive: bare, want: []string{"a: a/...?", "b/c: b/c/...?"}},
		"an inner directory":                            {archive: bare, in: "b", want: []string{"b/c: b/c/...?"}},
		"no module at all is left to the go command":    {archive: bare, in: "d", want: []string{"d: ./..."}},
		"directories in modules":                        {archive: bare, patterns: "./a ./b/c/...", want: []string{"a: a", "b/c: b/c/..."}},
		"a module beside":                               {archive: bare, in: "a", patterns: "../b/c", want: []string{"b/c: b/c"}},
		"a named directory is not passed over":          {archive: bare, patterns: "./testdata/...", want: []string{"testdata/t: testdata/t/...?"}},
		"modules in a module":                           {archive: nested, want: []string{".: ./...", "a: a/...?", "a/b: a/b/...?"}},
		"a directory without modules":                   {archive: nested, patterns: "./c/...", want: []string{".: ./c/..."}},
		"one package":                                   {archive: nested, patterns: ".", want: []string{".: ."}},
		"import paths":                                  {archive: nested, patterns: "x/... std", want: []string{".: x/... std"}},
		"files":                                         {archive: nested, patterns: "./c/c.go", want: []string{".: ./c/c.go"}},
		"patterns of several directories":               {archive: nested, patterns: "./c ./a/...", want: []string{".: ./c", "a: a/...", "a/b: a/b/...?"}},
		"a workspace is one, what is not in it another": {archive: work, want: []string{".: ./...", "c: c/...; GOWORK=off?"}},
		"in the module that is not in it":               {archive: work, in: "c", want: []string{"c: ./...; GOWORK=off"}},
		"in one of its modules":                         {archive: work, in: "a", want: []string{"a: ./..."}},
		"another of its modules":                        {archive: work, in: "a", patterns: "./b", want: []string{"a: ./b"}},
		"a workspace that is off":                       {archive: work, env: []string{"GOWORK=off"}, want: []string{"a: a/...?", "a/b: a/b/...?", "c: c/...?"}},
		"a workspace below":                             {archive: below, want: []string{".: ./...", "w: w/a/... w/b/...?", "w/c: w/c/...; GOWORK=off?"}},
		"without modules":                               {archive: nested, env: []string{"GO111MODULE=off"}, want: []string{".: ./..."}},
		"a directory that is not there":                 {archive: nested, patterns: "./nosuch/...", want: []string{".: ./nosuch/..."}},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			t.Parallel()
			top := unpack(t, tt.archive)
			programs, err := Programs(filepath.Join(top, tt.in), strings.Fields(tt.patterns), tt.env)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			relative := func(name string) string {
				if !filepath.IsAbs(name) {
					return name
				}
				rel, err := filepath.Rel(top, name)
				if err != nil {
					t.Fatal(err)
				}
				return filepath.ToSlash(rel)
			}
			for _, p := range programs {
				patterns := make([]string, len(p.Patterns))
				for i, pattern := range p.Patterns {
					patterns[i] = relative(pattern)
				}
				s := relative(p.Dir) + ": " + strings.Join(patterns, " ")
				if len(p.Env) > 0 {
					s += "; " + strings.Join(p.Env, " ")
				}
				if p.Reached {
					s += "?"
				}
				got = append(got, s)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
