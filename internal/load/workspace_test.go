package load

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A pattern of directories means all of the workspace's modules that lie there.
func TestAPatternReachesTheModulesOfTheWorkspace(t *testing.T) {
	const url = "const URL = \"api.example.ai\"\n"
	beside := "-- go.work --\ngo 1.21\nuse ./a\nuse ./b/deep\n" +
		"-- a/go.mod --\nmodule a.example\ngo 1.21\n-- a/a.go --\npackage a\n" + url +
		"-- b/deep/go.mod --\nmodule b.example\ngo 1.21\n-- b/deep/b.go --\npackage b\n" + url +
		"-- c/go.mod --\nmodule c.example\ngo 1.21\n-- c/c.go --\npackage c\n" + url
	nested := "-- go.work --\ngo 1.21\nuse (\n.\n./n\n./testdata/t\n)\n" +
		"-- go.mod --\nmodule m\ngo 1.21\n-- a.go --\npackage a\n" + url +
		"-- n/go.mod --\nmodule m/n\ngo 1.21\n-- n/n.go --\npackage n\n" + url +
		"-- testdata/t/go.mod --\nmodule t.example\ngo 1.21\n-- testdata/t/t.go --\npackage t\n" + url
	tests := map[string]struct {
		archive  string
		in       string // directory
		patterns []string
		env      []string
		want     []string // packages
		err      string   // part of it
	}{
		"from a root that is no module":        {archive: beside, want: []string{"a.example", "b.example"}},
		"from a directory between":             {archive: beside, in: "b", want: []string{"b.example"}},
		"from one of the modules":              {archive: beside, in: "a", want: []string{"a.example"}},
		"by its directory":                     {archive: beside, patterns: []string{"./b/..."}, want: []string{"b.example"}},
		"from a root that is a module":         {archive: nested, want: []string{"m", "m/n"}},
		"testdata is passed over, as by go":    {archive: nested, patterns: []string{"./n/..."}, want: []string{"m/n"}},
		"a single package is a single package": {archive: nested, patterns: []string{"."}, want: []string{"m"}},
		"without the workspace, the module":    {archive: nested, env: []string{"GOWORK=off"}, want: []string{"m"}},
		"a module that is not listed":          {archive: beside, in: "c", err: "none of them is here or below; add the module with `go work use`, or run with GOWORK=off"},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			t.Parallel()
			dir := unpack(t, tt.archive)
			cfg := config(dir+"/"+tt.in, tt.patterns...)
			cfg.Env = append(cfg.Env, tt.env...)
			res, err := loadAll(t.Context(), cfg)
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("error is %v, want %q in it", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := shown(res)
			slices.Sort(got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("packages (-want +got):\n%s", diff)
			}
		})
	}
}
