package plugin

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSettings(t *testing.T) {
	tests := map[string]struct {
		given any
		want  Settings
		err   []string // parts of it
	}{
		"none":       {nil, Settings{}, nil},
		"all":        {map[string]any{"policy": "p.yaml", "tests": true, "warnings": true}, Settings{"p.yaml", true, true}, nil},
		"an unknown": {map[string]any{"wanings": true}, Settings{}, []string{`unknown key "wanings"; did you mean "warnings"?`}},
		"of another type, all at once": {
			map[string]any{"policy": 3, "tests": "yes"},
			Settings{},
			[]string{"settings.policy: expected the name of a file, found 3", `settings.tests: expected true or false, found "yes"`},
		},
		"an empty name": {map[string]any{"policy": ""}, Settings{}, []string{"leave the key out for the nearest policy.yaml"}},
		"no mapping":    {[]any{"tests"}, Settings{}, []string{"expected a mapping of policy, tests and warnings"}},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			got, err := decode(tt.given)
			if (err != nil) != (len(tt.err) > 0) {
				t.Fatalf("error is %v, want %q in it", err, tt.err)
			}
			for _, part := range tt.err {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error is %v, want %q in it", err, part)
				}
			}
			if err == nil && got != tt.want {
				t.Errorf("settings are %+v, want %+v", got, tt.want)
			}
		})
	}
}

// The names of analyzers are all that golangci-lint's cache knows of a plugin.
func TestNamesTellPoliciesApart(t *testing.T) {
	t.Chdir(t.TempDir())
	name := func(settings map[string]any) string {
		t.Helper()
		p, err := New(settings)
		if err != nil {
			t.Fatal(err)
		}
		analyzers, err := p.BuildAnalyzers()
		if err != nil {
			t.Fatal(err)
		}
		if len(analyzers) != 2 || analyzers[0].Name != "llmtag" {
			t.Fatalf("analyzers are %v, want llmtag and another", analyzers)
		}
		return analyzers[1].Name
	}
	bare := name(nil)
	if again := name(nil); again != bare {
		t.Errorf("the name is %s, then %s: nothing would be found in the cache", bare, again)
	}
	if name(map[string]any{"tests": true}) == bare {
		t.Error("settings do not change the name")
	}
	if err := os.MkdirAll(filepath.Join("a", "b"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("a", "b", "policy.yaml"), []byte("version: 1\ntests: true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("go.mod", []byte("module m\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if name(nil) == bare {
		t.Error("a nested policy does not change the name")
	}
}
