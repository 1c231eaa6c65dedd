package sdks

import (
	"slices"
	"testing"
)

// What the text of the descriptions tells of modules is what they say when they
// are decoded.
func TestMayDescribeKnowsEveryModule(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	entries, err := builtin.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, sdk := range s.SDKs() {
		for _, m := range sdk.Modules {
			want = append(want, m.Path)
			for _, path := range m.Imports() {
				if !MayDescribe("fmt", path) {
					t.Errorf("%s is described in %s, and MayDescribe does not know", path, sdk.Name)
				}
			}
		}
	}
	for _, e := range entries {
		data, err := builtin.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, modulesIn(string(data))...)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the texts name the modules\n%q, decoded they name\n%q", got, want)
	}
	for _, path := range []string{"fmt", "github.com/openai", "example.com/openai-go"} {
		if MayDescribe(path) {
			t.Errorf("%s is in no described module", path)
		}
	}
}
