package load

import (
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What leaves nothing to load is said in a line for each fault: where, what,
// and what to do.
func TestTheGoCommandIsPutInALine(t *testing.T) {
	const module = "-- go.mod --\nmodule m\ngo 1.21\n"
	otherOS := "windows"
	if runtime.GOOS == otherOS {
		otherOS = "linux"
	}
	tests := map[string]struct {
		archive  string
		patterns []string
		tags     string
		env      []string
		want     string // lines; {dir} is the directory
	}{
		"a go.mod that does not parse": {
			archive: "-- go.mod --\nmodulo m\nfoo\n-- a.go --\npackage a\n",
			want:    "go.mod:1: unknown directive: modulo\ngo.mod:2: unknown directive: foo",
		},
		"a go.work that does not parse": {
			archive: module + "-- go.work --\ngarbage\n-- a.go --\npackage a\n",
			want:    "go.work:1: unknown directive: garbage",
		},
		"a go.work that lists what is not there": {
			archive: module + "-- go.work --\ngo 1.21\nuse (\n.\n./nosuch\n)\n-- a.go --\npackage a\n",
			want:    "cannot load module nosuch listed in go.work file: open nosuch/go.mod: no such file or directory; correct go.work",
		},
		"a go.work that is too old": {
			archive: module + "-- go.work --\ngo 1.20\nuse .\n-- a.go --\npackage a\n",
			want:    "module . listed in go.work file requires go >= 1.21, but go.work lists go 1.20; to update it: go work use",
		},
		"a Go that is too old": {
			archive: "-- go.mod --\nmodule m\ngo 1.999\n-- a.go --\npackage a\n",
			env:     []string{"GOTOOLCHAIN=local"},
			want:    "go.mod requires go >= 1.999 (running go " + strings.TrimPrefix(runtime.Version(), "go") + "; GOTOOLCHAIN=local); use a newer Go, or an llmtag that was built with one",
		},
		"a vendor directory that is not up to date": {
			archive: module + "require (\nexample.com/a v1.0.0\nexample.com/b v1.0.0\n)\n-- vendor/modules.txt --\n-- a.go --\npackage a\n",
			want:    "inconsistent vendoring in {dir}: example.com/a@v1.0.0: is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt, and 1 more; run `go mod vendor`",
		},
		"files of another system only": {
			archive:  module + "-- a_" + otherOS + ".go --\npackage a\n",
			patterns: []string{"."},
			want:     "no Go packages match .: build constraints exclude all Go files in {dir}; run with GOOS=" + otherOS,
		},
		"files that need cgo": {
			archive:  module + "-- a.go --\npackage a\nimport \"C\"\n",
			env:      []string{"CGO_ENABLED=0"},
			patterns: []string{"."},
			want:     "no Go packages match .: build constraints exclude all Go files in {dir}; run with CGO_ENABLED=1",
		},
		"files behind a tag": {
			archive:  module + "-- a.go --\n//go:build integration && !linux && !windows || e2e\n\npackage a\n",
			patterns: []string{"."},
			want:     "no Go packages match .: build constraints exclude all Go files in {dir}; give the build tags with --tags, such as integration",
		},
		"a file that is not there": {
			archive: module + "-- a.go --\npackage a\n", patterns: []string{"./nosuch.go"},
			want: "no Go packages match ./nosuch.go: stat {dir}/nosuch.go: directory not found",
		},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			t.Parallel()
			dir := unpack(t, tt.archive)
			cfg := config(dir, tt.patterns...)
			cfg.BuildTags, cfg.Env = tt.tags, append(cfg.Env, tt.env...)
			res, err := loadAll(t.Context(), cfg)
			if err == nil {
				t.Fatalf("no error; %d packages listed, errors %v", res.Listed, res.Errors)
			}
			got := strings.ReplaceAll(err.Error(), dir, "{dir}")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
