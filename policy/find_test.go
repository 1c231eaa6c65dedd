package policy

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// tree writes the files of a txtar archive below a new directory, which
// becomes the working directory. A name that ends in a slash is a directory;
// a file "-> target" is a link.
func tree(t *testing.T, archive string) (dir string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, f.Name)
		if strings.HasSuffix(f.Name, "/") {
			err = os.MkdirAll(name, 0o700)
		} else if target, ok := strings.CutPrefix(string(f.Data), "-> "); ok {
			err = os.Symlink(strings.TrimSpace(target), name)
		} else if err = os.MkdirAll(filepath.Dir(name), 0o700); err == nil {
			err = os.WriteFile(name, f.Data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	return dir
}

func TestDiscovery(t *testing.T) {
	const ours = "version: 1\ntests: true\n"
	tests := map[string]struct {
		tree     string // .git/ marks the repository's root
		dir      string // below the tree; for which the policy is asked
		explicit string // --policy
		env      string // LLMTAG_POLICY
		want     string // the file; "" is the built-in default
		notes    []string
	}{
		"a policy holds in its own directory": {
			tree: "-- .git/ --\n-- policy.yaml --\n" + ours,
			want: "policy.yaml",
		},
		"a policy holds for all directories below": {
			tree: "-- .git/ --\n-- policy.yaml --\n" + ours + "-- a/b/c/ --\n",
			dir:  "a/b/c", want: "policy.yaml",
		},
		".llmtag.yaml is the other name": {
			tree: "-- .git/ --\n-- .llmtag.yaml --\n" + ours,
			want: ".llmtag.yaml",
		},
		"the nearest policy holds": {
			tree: "-- .git/ --\n-- policy.yaml --\n" + ours + "-- a/.llmtag.yaml --\n" + ours + "-- a/b/ --\n",
			dir:  "a/b", want: "a/.llmtag.yaml",
		},
		"a policy above the repository does not hold": {
			tree: "-- policy.yaml --\n" + ours + "-- repo/.git/ --\n-- repo/a/ --\n",
			dir:  "repo/a", want: "",
			notes: []string{"no policy.yaml found up to repo: the built-in default requires project_id, service_name, team_id"},
		},
		"a repository inside of another is its own": {
			tree: "-- .git/ --\n-- policy.yaml --\n" + ours + "-- sub/.git/ --\n-- sub/.llmtag.yaml --\n" + ours + "-- sub/a/ --\n",
			dir:  "sub/a", want: "sub/.llmtag.yaml",
		},
		"the policies of the repository around it do not hold": {
			tree: "-- .git/ --\n-- policy.yaml --\n" + ours + "-- sub/.git/ --\n",
			dir:  "sub", want: "",
			notes: []string{"no policy.yaml found up to sub: the built-in default requires project_id, service_name, team_id"},
		},
		"a worktree's .git is a file": {
			tree: "-- policy.yaml --\n" + ours + "-- repo/.git --\ngitdir: /elsewhere\n-- repo/policy.yaml --\n" + ours,
			dir:  "repo", want: "repo/policy.yaml",
		},
		"without .git, the outermost go.mod is the root": {
			tree: "-- go.mod --\n-- policy.yaml --\n" + ours + "-- a/go.mod --\n",
			dir:  "a", want: "policy.yaml",
		},
		"without .git, a go.work is the root": {
			tree: "-- go.work --\n-- policy.yaml --\n" + ours + "-- a/go.mod --\n",
			dir:  "a", want: "policy.yaml",
		},
		"without any root, only the directory itself counts": {
			tree: "-- policy.yaml --\n" + ours + "-- a/ --\n",
			dir:  "a", want: "",
			notes: []string{"no policy.yaml found up to a: the built-in default requires project_id, service_name, team_id"},
		},
		"another tool's policy.yaml is passed over, and the one above holds": {
			tree: "-- .git/ --\n-- .llmtag.yaml --\n" + ours + "-- a/policy.yaml --\napiVersion: v1\nkind: Policy\n",
			dir:  "a", want: ".llmtag.yaml",
			notes: []string{"a/policy.yaml has neither a version nor a tags key, so it is no llmtag policy: passed over"},
		},
		"another tool's policy.yaml of several documents is passed over": {
			tree: "-- .git/ --\n-- policy.yaml --\nkind: A\n---\nkind: B\n",
			want: "",
			notes: []string{
				"no policy.yaml found up to this directory: the built-in default requires project_id, service_name, team_id",
				"policy.yaml has neither a version nor a tags key, so it is no llmtag policy: passed over",
			},
		},
		"another tool's template, which is no YAML, is passed over": {
			tree: "-- .git/ --\n-- .llmtag.yaml --\n" + ours + "-- a/policy.yaml --\n{{ if .x }}\nkind: A\n{{ end }}\n",
			dir:  "a", want: ".llmtag.yaml",
			notes: []string{"a/policy.yaml has neither a version nor a tags key, so it is no llmtag policy: passed over"},
		},
		"an empty policy.yaml is passed over": {
			tree: "-- .git/ --\n-- .llmtag.yaml --\n" + ours + "-- a/policy.yaml --\n",
			dir:  "a", want: ".llmtag.yaml",
			notes: []string{"a/policy.yaml has neither a version nor a tags key, so it is no llmtag policy: passed over"},
		},
		"a directory of that name is passed over": {
			tree: "-- .git/ --\n-- .llmtag.yaml --\n" + ours + "-- a/policy.yaml/ --\n",
			dir:  "a", want: ".llmtag.yaml",
			notes: []string{"a/policy.yaml is no file: passed over"},
		},
		".llmtag.yaml is always ours, also without a version": {
			tree: "-- .git/ --\n-- .llmtag.yaml --\ntests: true\n",
			want: ".llmtag.yaml",
		},
		"--policy holds alone, wherever it lies": {
			tree: "-- .git/ --\n-- policy.yaml --\n" + ours + "-- a/policy.yaml --\n" + ours + "-- ci/strict.yaml --\n" + ours,
			dir:  "a", explicit: "ci/strict.yaml", want: "ci/strict.yaml",
		},
		"LLMTAG_POLICY holds where there is no --policy": {
			tree: "-- .git/ --\n-- policy.yaml --\n" + ours + "-- ci/strict.yaml --\n" + ours,
			env:  "ci/strict.yaml", want: "ci/strict.yaml",
		},
		"--policy wins over LLMTAG_POLICY": {
			tree:     "-- .git/ --\n-- a.yaml --\n" + ours + "-- b.yaml --\n" + ours,
			explicit: "a.yaml", env: "b.yaml", want: "a.yaml",
		},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			dir := tree(t, tt.tree)
			f := NewFinder(tt.explicit, func(name string) string {
				return map[string]string{"LLMTAG_POLICY": tt.env}[name]
			})
			p, err := f.For(filepath.Join(dir, tt.dir))
			if err != nil {
				t.Fatal(err)
			}
			if p.File != filepath.FromSlash(tt.want) {
				t.Errorf("the policy is %q, want %q", p.File, tt.want)
			}
			if want := filepath.Dir(filepath.Join(dir, tt.want)); tt.want != "" && p.Dir != want {
				t.Errorf("its directory is %q, want %q", p.Dir, want)
			}
			if diff := cmp.Diff(tt.notes, f.Notes()); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFaultyDiscovery(t *testing.T) {
	tests := map[string]struct{ tree, explicit, env, want string }{
		"a fault in a policy is reported relative to the working directory": {
			tree: "-- .git/ --\n-- a/policy.yaml --\nversion: 1\ntest: true\n",
			want: `a/policy.yaml:2:1: unknown key "test"; did you mean "tests"?`,
		},
		"a fault above a faultless policy counts": {
			tree: "-- .git/ --\n-- policy.yaml --\nversion: 1\ntest: true\n-- a/policy.yaml --\nversion: 1\n",
			want: `policy.yaml:2:1: unknown key "test"; did you mean "tests"?`,
		},
		"a nested policy may not break what refers to it": {
			tree: "-- .git/ --\n-- policy.yaml --\nversion: 1\nwrappers: [{func: a/b.C, tags: [team_id]}]\n-- a/policy.yaml --\ntags: {owner: {required: true}}\n",
			want: `policy.yaml:2:33: unknown tag "team_id" in wrappers[0].tags; valid: owner`,
		},
		"a policy that is no YAML is not passed over": {
			tree: "-- .git/ --\n-- a/policy.yaml --\nversion: 1\ntags: {\n",
			want: `a/policy.yaml:2:1: this is not YAML: did not find expected node content`,
		},
		"a policy in UTF-16 is not passed over": {
			tree: "-- .git/ --\n-- a/policy.yaml --\n\xff\xfev\x00e\x00r\x00s\x00i\x00o\x00n\x00:\x00 \x001\x00\n\x00",
			want: `a/policy.yaml:1:1: this is not UTF-8; save the file in that encoding`,
		},
		"a policy of two documents is not passed over": {
			tree: "-- .git/ --\n-- a/policy.yaml --\nkind: A\n---\nversion: 1\n",
			want: `a/policy.yaml:3:1: a second YAML document begins here; the file must be one document`,
		},
		"two policies in one directory are one too many": {
			tree: "-- .git/ --\n-- a/policy.yaml --\nversion: 1\n-- a/.llmtag.yaml --\nversion: 1\n",
			want: `a/.llmtag.yaml: there is a policy beside it, policy.yaml; keep one of them`,
		},
		"a link that leads nowhere is not passed over": {
			tree: "-- .git/ --\n-- policy.yaml --\nversion: 1\n-- a/ --\n-- a/policy.yaml --\n-> ../shared.yaml\n",
			want: `a/policy.yaml: the link leads to ../shared.yaml, which does not exist; mend the link, or remove it`,
		},
		"a link in a circle is not passed over": {
			tree: "-- .git/ --\n-- a/ --\n-- a/.llmtag.yaml --\n-> .llmtag.yaml\n",
			want: `a/.llmtag.yaml: too many levels of symbolic links`,
		},
		"a --policy that is missing is no reason to look elsewhere": {
			tree: "-- .git/ --\n-- a/policy.yaml --\nversion: 1\n", explicit: "no.yaml",
			want: `no.yaml: there is no such file`,
		},
		"a fault in LLMTAG_POLICY says where the name came from": {
			tree: "-- .git/ --\n-- a/policy.yaml --\nversion: 1\n", env: "a",
			want: `LLMTAG_POLICY: a: this is a directory; name the file in it`,
		},
		"a --policy of another tool is not passed over": {
			tree: "-- .git/ --\n-- a/policy.yaml --\nkind: Policy\n", explicit: "a/policy.yaml",
			want: `a/policy.yaml:1:1: unknown key "kind"; valid: version, tags, enforce, exclude, tests, environment_headers, rules, sdks, wrappers, catalog, rollup`,
		},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			dir := filepath.Join(tree(t, tt.tree), "a")
			f := NewFinder(tt.explicit, func(string) string { return tt.env })
			for range 2 { // the second answer is remembered
				p, err := f.For(dir)
				if err == nil || err.Error() != tt.want {
					t.Errorf("got %v, want %s", err, tt.want)
				}
				if p != nil {
					t.Error("there is a policy besides the error")
				}
			}
		})
	}
}

func TestNestedPolicies(t *testing.T) {
	const outer = "-- .git/ --\n-- gen/ --\n-- policy.yaml --\n" + `version: 1
tags:
  team_id: { required: true, header: X-Team, pattern: '^[a-z]+$' }
  project_id: { required: true, header: X-Project }
enforce: client
exclude: ['gen/**']
tests: true
rules: { shared-key: error, empty-tag: off }
rollup: { timezone: Europe/Paris }
-- a/policy.yaml --
`
	tests := map[string]struct {
		nested string
		key    string // as Explain names it
		want   string // value and origin, as Explain writes them
	}{
		"what the nested policy does not say stays":         {"version: 1\n", "enforce", "client policy.yaml:5"},
		"a nested list of tags may not be empty either":     {"enforce: request\ntags: {}\n", "", `a/policy.yaml:2:7: tags: the list of tags is empty; leave the key out to have the default tags`},
		"a word is overridden":                              {"version: 1\nenforce: request\n", "enforce", "request a/policy.yaml:2"},
		"a key of a tag is overridden alone":                {"tags: { team_id: { required: false } }\n", "tags.team_id", "optional, header X-Team, pattern ^[a-z]+$ a/policy.yaml:1"},
		"headers displace the header above":                 {"tags: { team_id: { headers: [X-A, X-B] } }\n", "tags.team_id", "required, header X-A or X-B, pattern ^[a-z]+$ a/policy.yaml:1"},
		"another tag stays as it is":                        {"tags: { team_id: { required: false } }\n", "tags.project_id", "required, header X-Project policy.yaml:4"},
		"a new tag is added":                                {"tags: { user_id: { header: X-User } }\n", "tags.user_id", "optional, header X-User a/policy.yaml:1"},
		"a rule is overridden alone":                        {"version: 1\nrules: { shared-key: off }\n", "rules.shared-key", "off a/policy.yaml:2"},
		"another rule stays as it is":                       {"version: 1\nrules: { shared-key: off }\n", "rules.empty-tag", "off policy.yaml:8"},
		"a list is overridden as a whole":                   {"version: 1\nexclude: ['x/**']\n", "exclude", "x/** a/policy.yaml:2"},
		"a key whose content is commented out says nothing": {"version: 1\nexclude:\nrules:\n", "exclude", "gen/** policy.yaml:6"},
		"a key of the rollup is overridden alone":           {"version: 1\nrollup: { alerts: { ceiling: 9 } }\n", "rollup.timezone", "Europe/Paris policy.yaml:9"},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			dir := tree(t, outer+tt.nested)
			p, err := NewFinder("", nil).For(filepath.Join(dir, "a"))
			if err != nil {
				if tt.key != "" || err.Error() != tt.want {
					t.Errorf("got %v, want %s", err, tt.want)
				}
				return
			}
			if got := explained(t, p)[tt.key]; got != tt.want {
				t.Errorf("%s is %q, want %q", tt.key, got, tt.want)
			}
		})
	}
}

func TestExcludeIsRelativeToTheFileThatStatesIt(t *testing.T) {
	dir := tree(t, "-- .git/ --\n-- policy.yaml --\nversion: 1\nexclude: ['a/gen/**']\n-- a/policy.yaml --\nversion: 1\n-- a/b/policy.yaml --\nversion: 1\nexclude: [gen]\n")
	f := NewFinder("", nil)
	tests := map[string]struct {
		policyOf, file string
		want           bool
	}{
		"a list from above keeps its directory": {"a", "a/gen/x.go", true},
		"the nested directory is not meant":     {"a", "a/a/gen/x.go", false},
		"a list of its own has its own":         {"a/b", "a/b/gen/x.go", true},
		"and replaces the one above":            {"a/b", "a/gen/x.go", false},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			p, err := f.For(filepath.Join(dir, tt.policyOf))
			if err != nil {
				t.Fatal(err)
			}
			if got := p.Excluded(filepath.Join(dir, tt.file)); got != tt.want {
				t.Errorf("Excluded(%s) = %v by %s", tt.file, got, p.File)
			}
		})
	}
}

func TestFinderIsSafeForConcurrentUse(t *testing.T) {
	dir := tree(t, "-- .git/ --\n-- policy.yaml --\nversion: 1\n-- a/b/ --\n-- a/c/ --\n")
	f := NewFinder("", nil)
	var wg sync.WaitGroup
	found := make([]*Policy, 20)
	for i := range found {
		wg.Go(func() {
			p, err := f.For(filepath.Join(dir, "a", []string{"b", "c"}[i%2]))
			if err != nil {
				t.Error(err)
			}
			found[i] = p
			f.Notes()
		})
	}
	wg.Wait()
	if len(slices.Compact(found)) != 1 {
		t.Error("directories under one policy do not share it")
	}
}

func TestOneNoteForManyPlacesWithoutAPolicy(t *testing.T) {
	dir := tree(t, "-- a/go.mod --\n-- b/go.mod --\n-- b/x/ --\n")
	f := NewFinder("", nil)
	for _, d := range []string{"b/x", "a", "b"} {
		if _, err := f.For(filepath.Join(dir, d)); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"no policy.yaml found up to a and in 1 more place: the built-in default requires project_id, service_name, team_id"}
	if diff := cmp.Diff(want, f.Notes()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
