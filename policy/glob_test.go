package policy

import (
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestGlobs(t *testing.T) {
	tests := map[string]struct {
		glob, file string
		want       bool
	}{
		"a name matches itself":                     {"a/b.go", "a/b.go", true},
		"a name is relative to the policy":          {"b.go", "a/b.go", false},
		"a directory covers what is below":          {"third_party", "third_party/x/y.go", true},
		"a slash at the end changes nothing":        {"third_party/", "third_party/x/y.go", true},
		"a dot at the beginning changes nothing":    {"./third_party", "third_party/x.go", true},
		"a longer name is not covered":              {"third", "third_party/x.go", false},
		"a star stays within a name":                {"*.go", "a/b.go", false},
		"a star matches part of a name":             {"a/*_gen.go", "a/x_gen.go", true},
		"two stars match no directory":              {"**/testdata/**", "testdata/x.go", true},
		"two stars match many directories":          {"**/testdata/**", "a/b/testdata/c/x.go", true},
		"two stars in the middle match none":        {"a/**/b.go", "a/b.go", true},
		"two stars in the middle match many":        {"a/**/b.go", "a/x/y/b.go", true},
		"two stars do not match part of a name":     {"**/testdata/**", "mytestdata/x.go", false},
		"two stars twice":                           {"**/a/**/b/**", "x/a/y/b/z", true},
		"a class matches a letter":                  {"v[0-9]/**", "v1/x.go", true},
		"braces are alternatives":                   {"{a,b/c}/x.go", "b/c/x.go", true},
		"braces nest":                               {"{a,{b,c}d}/x.go", "cd/x.go", true},
		"a file outside of the policy's directory":  {"**/testdata/**", "../app/testdata/x.go", true},
		"a directory beside the policy's directory": {"../gen/**", "../gen/x.go", true},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			if err := checkGlob(tt.glob); err != nil {
				t.Fatal(err)
			}
			p := &Policy{Dir: filepath.FromSlash("/repo"), Exclude: []string{"nothing", tt.glob}}
			if got := p.Excluded(filepath.Join(p.Dir, tt.file)); got != tt.want {
				t.Errorf("%s covers %s: %v", tt.glob, tt.file, got)
			}
		})
	}
}

func TestExcludedSeesThroughLinks(t *testing.T) {
	dir := tree(t, "-- real/gen/x.go --\n")
	if err := os.Symlink("real", "link"); err != nil {
		t.Skip(err)
	}
	for _, dirs := range [][2]string{{"real", "link"}, {"link", "real"}} {
		p := &Policy{Dir: filepath.Join(dir, dirs[0]), Exclude: []string{"gen"}}
		if !p.Excluded(filepath.Join(dir, dirs[1], "gen", "x.go")) {
			t.Errorf("a file under %s is not excluded by a policy under %s", dirs[1], dirs[0])
		}
	}
}

// The overlap of globs is held against trying all short names.
func TestOverlap(t *testing.T) {
	tests := map[string]struct {
		pieces []string // of which globs are made
		joined string   // by this
		names  []string
		got    func(a, b string) bool
		match  func(glob, name string) bool
	}{
		"paths": {
			[]string{"a", "b", "ab", "*", "**", "?", "a*", "*b", "[ab]", "[!a]"},
			"/",
			allNames([]string{"a", "b", "ab"}, "/", 5),
			func(a, b string) bool { return intersect(append(split(a), "**"), append(split(b), "**"), both) },
			covers,
		},
		"names": {
			[]string{"a", "b", "*", "?", "[ab]", "[!a]", "[b-d]"},
			"",
			allNames([]string{"a", "b", "d", "e"}, "", 5),
			both,
			func(glob, name string) bool { ok, _ := path.Match(glob, name); return ok },
		},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2)) // the same in each run
			glob := func() string {
				pieces := make([]string, 1+random.IntN(3))
				for i := range pieces {
					pieces[i] = tt.pieces[random.IntN(len(tt.pieces))]
				}
				return strings.Join(pieces, tt.joined)
			}
			overlapping := 0
			for range 1000 {
				a, b := glob(), glob()
				want := slices.ContainsFunc(tt.names, func(name string) bool { return tt.match(a, name) && tt.match(b, name) })
				if want {
					overlapping++
				}
				if got := tt.got(a, b); got != want {
					t.Fatalf("%s and %s overlap: %v, want %v", a, b, got, want)
				}
			}
			if overlapping < 100 || overlapping > 900 {
				t.Errorf("%d of 1000 pairs overlap: the test is one-sided", overlapping)
			}
		})
	}
}

// allNames returns the names of one to n of the given pieces.
func allNames(pieces []string, joined string, n int) []string {
	if n == 1 {
		return pieces
	}
	all := slices.Clone(pieces)
	for _, rest := range allNames(pieces, joined, n-1) {
		for _, s := range pieces {
			all = append(all, s+joined+rest)
		}
	}
	return all
}
