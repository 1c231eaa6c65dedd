package load

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLocalModules(t *testing.T) {
	const mod = "\ngo 1.21\n"
	alone := "-- a/go.mod --\nmodule a.example" + mod + "replace b.example => ../b\nreplace c.example => c.example/fork v1.0.0\n-- a/sub/a.go --\npackage sub\n"
	shared := "-- go.work --\ngo 1.21\nuse (\n./a\n./d\n)\nreplace e.example => ./e\n" + alone + "-- d/go.mod --\nmodule d.example" + mod
	tests := map[string]struct {
		archive, in string
		want        []string
	}{
		"the module, and by what directory it replaces another":  {alone, "a/sub", []string{"a", "b"}},
		"the modules of the workspace, and what replaces others": {shared, "a", []string{"a", "b", "d", "e"}},
		"none where there is no module":                          {"-- x.go --\npackage x\n", ".", nil},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			t.Parallel()
			dir := unpack(t, tt.archive)
			var got []string
			for _, d := range LocalModules(t.Context(), filepath.Join(dir, tt.in)) {
				rel, err := filepath.Rel(dir, d)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, rel)
			}
			slices.Sort(got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("directories (-want +got):\n%s", diff)
			}
		})
	}
}
