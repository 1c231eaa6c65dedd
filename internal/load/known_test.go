package load

import "testing"

func TestWhatIsKnownOfImportPaths(t *testing.T) {
	t.Parallel()
	dir := unpack(t, `
-- go.mod --
module example.com/app
go 1.21
require example.com/app/elsewhere v1.0.0
-- llm/l.go --
package llm
-- other/windows/w_windows.go --
package windows
-- other/empty/README --
-- nested/go.mod --
module example.com/app/nested
`)
	res := mustLoad(t, config(dir, "./llm"))
	tests := map[string]struct{ path, absent, near string }{
		"a package of the run is there":                  {path: "example.com/app/llm"},
		"one of another build is there":                  {path: "example.com/app/other/windows"},
		"a directory without Go is no package":           {path: "example.com/app/other/empty", absent: "the module example.com/app has no package example.com/app/other/empty"},
		"nor is one that does not exist":                 {path: "example.com/app/lm", absent: "the module example.com/app has no package example.com/app/lm"},
		"nor the root without Go":                        {path: "example.com/app", absent: "the module example.com/app has no package example.com/app"},
		"a nested module is another program":             {path: "example.com/app/nested/llm"},
		"so is a required module of a longer path":       {path: "example.com/app/elsewhere/llm"},
		"a package of a third party is not judged":       {path: "elsewhere.example/llm"},
		"unless it is almost one of the run":             {path: "example.com/ap/llm", near: "no package example.com/ap/llm is part of this run"},
		"the standard library is not ours":               {path: "net/http"},
		"a module whose path begins like ours is not it": {path: "example.com/application/llm"},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			if got, _ := res.Absent(tt.path); got != tt.absent {
				t.Errorf("Absent(%q) = %q, want %q", tt.path, got, tt.absent)
			}
			if got, _ := res.Near(tt.path); got != tt.near {
				t.Errorf("Near(%q) = %q, want %q", tt.path, got, tt.near)
			}
		})
	}
}
