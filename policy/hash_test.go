package policy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHash(t *testing.T) {
	const files = `version: 1
tags: { team_id: { required: true, header: X-Team, values: catalog } }
sdks: [sdk.yaml]
catalog: catalog.yaml
-- sdk.yaml --
sdk: a
-- catalog.yaml --
teams: { core: {} }
services: { search: { team: core, paths: [a] } }
`
	hash := func(t *testing.T, archive string) string {
		t.Helper()
		tree(t, "-- policy.yaml --\n"+archive)
		return load(t, "policy.yaml").Hash()
	}
	replace := func(old, by string) string { return strings.Replace(files, old, by, 1) }
	tests := map[string]struct {
		archive string
		same    bool
	}{
		"the directory changes nothing":        {files, true},
		"a comment changes nothing":            {"# comment\n" + files, true},
		"the rollup changes nothing":           {"rollup: { timezone: Europe/Rome }\n" + files, true},
		"the default in words changes nothing": {"enforce: effective\ntests: false\n" + files, true},
		"a header changes findings":            {replace("X-Team", "X-Group"), false},
		"a requirement changes findings":       {replace("team_id:", "user_id: {}, team_id:"), false},
		"enforce changes findings":             {"enforce: client\n" + files, false},
		"tests change findings":                {"tests: true\n" + files, false},
		"a rule changes findings":              {"rules: { shared-key: off }\n" + files, false},
		"placeholders change findings":         {"rules: { empty-tag: { placeholders: [x] } }\n" + files, false},
		"the environment changes findings":     {"environment_headers: trust\n" + files, false},
		"an exclusion changes findings":        {"exclude: [x]\n" + files, false},
		"a wrapper changes findings":           {"wrappers: [{ func: a/b.C, tags: [team_id] }]\n" + files, false},
		"an SDK's content changes findings":    {replace("sdk: a", "sdk: b"), false},
		"a team changes findings":              {replace("core: {}", "core: {}, ads: {}"), false},
		"a path of a service changes findings": {replace("[a]", "[b]"), false},
	}
	base := hash(t, files)
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			if got := hash(t, tt.archive); (got == base) != tt.same {
				t.Errorf("the hash is the same: %v", got == base)
			}
		})
	}
}

func TestHashKnowsWhatExclusionsAreRelativeTo(t *testing.T) {
	of := func(archive string) string {
		dir := tree(t, "-- .git/ --\n"+archive)
		p, err := NewFinder("", nil).For(filepath.Join(dir, "a"))
		if err != nil {
			t.Fatal(err)
		}
		return p.Hash()
	}
	above := of("-- policy.yaml --\nversion: 1\nexclude: [x]\n-- a/policy.yaml --\nversion: 1\n")
	if own := of("-- policy.yaml --\nversion: 1\n-- a/policy.yaml --\nversion: 1\nexclude: [x]\n"); own == above {
		t.Error("exclusions of two directories have one hash")
	}
}

func TestHashOfAMissingSDKDoesNotFail(t *testing.T) {
	p := Default()
	p.SDKs = []string{filepath.Join(t.TempDir(), "missing.yaml")}
	missing := p.Hash()
	if err := os.WriteFile(p.SDKs[0], nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if p.Hash() == missing {
		t.Error("a file that appears does not change the hash")
	}
}

func TestHashOfARepository(t *testing.T) {
	const files = "-- .git/ --\n-- policy.yaml --\nversion: 1\n-- a/a.go --\n-- testdata/b/go.mod --\n-- .c/go.mod --\n"
	hash := func(t *testing.T, archive, dir string) string {
		t.Helper()
		return NewFinder("", nil).Hash(filepath.Join(tree(t, archive), dir))
	}
	const strict = "version: 1\nenforce: request\n"
	tests := map[string]struct{ dir, more string }{
		"a nested policy counts":                                 {".", "-- a/policy.yaml --\n" + strict},
		"a policy beside counts":                                 {"a", "-- z/policy.yaml --\n" + strict},
		"a policy in a directory that patterns pass over counts": {".", "-- testdata/b/policy.yaml --\n" + strict},
		"a policy of a hidden directory counts if one is in it":  {".c", "-- .c/policy.yaml --\n" + strict},
		"a policy that is broken counts":                         {".", "-- a/policy.yaml --\nversion: 2\n"},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			if hash(t, files, tt.dir) == hash(t, files+tt.more, tt.dir) {
				t.Error("the hash is the same")
			}
		})
	}
	if first, second := hash(t, files, "."), hash(t, files, "."); first != second {
		t.Error("two copies of a repository have different hashes")
	}
	one, two := tree(t, files), tree(t, "-- .git/ --\n")
	before := NewFinder("", nil).Hash(one, two)
	if err := os.WriteFile(filepath.Join(two, "policy.yaml"), []byte(strict), 0o600); err != nil {
		t.Fatal(err)
	}
	if NewFinder("", nil).Hash(one, two) == before {
		t.Error("a policy of the second repository does not count")
	}
}
