package policy

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/llmtag/llmtag/internal/strict"
)

var comparePolicies = cmp.Options{
	cmpopts.IgnoreUnexported(Policy{}, Catalog{}, Wrapper{}, Rule{}),
	cmp.Transformer("text", func(r *regexp.Regexp) string {
		if r == nil {
			return "any"
		}
		return r.String()
	}),
}

func load(t *testing.T, file string) *Policy {
	t.Helper()
	p, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEveryKeyArrives(t *testing.T) {
	got := load(t, "testdata/good/everything.yaml")
	dir, err := filepath.Abs("testdata/good")
	if err != nil {
		t.Fatal(err)
	}
	rules := defaultRules()
	rules["untagged-call"] = Rule{Severity: Off}
	rules["shared-key"] = Rule{Severity: Error}
	rules["unproven-tags"] = Rule{Severity: Error}
	rules["unlogged-client"] = Rule{Severity: Off, Recorders: []string{"example.com/llm.Record"}}
	rules["empty-tag"] = Rule{Severity: Error, Placeholders: []string{"n/a", "tbd"}}
	want := &Policy{
		Version: 1,
		Tags: []Tag{
			{
				Name: "team_id", Required: true,
				Headers: []string{"X-Llm-Team-Id", "Helicone-Property-Team"}, Written: []string{"X-LLM-Team-ID", "helicone-property-team"},
				Pattern: regexp.MustCompile("^[a-z]+$"), Values: []string{"ads", "search"}, FromCatalog: true,
			},
			{
				Name: "project_id", Required: true,
				Headers: []string{"X-Llm-Project-Id"}, Written: []string{"X-LLM-Project-ID"}, Values: []string{"checkout", "search"},
			},
			{Name: "user_id"},
		},
		Enforce: Client,
		Exclude: []string{"**/testdata/**", "third_party/{a,b}/**"},
		Tests:   true, TrustEnvironmentHeaders: true,
		Rules: rules,
		SDKs:  []string{filepath.Join(dir, "sdk.yaml")},
		Wrappers: []Wrapper{
			{Func: "example.com/platform/llm.New", Tags: []string{"team_id"}, Params: map[string]int{"project_id": 1}},
			{Func: "(*example.com/platform/llm.Factory).New", Params: map[string]int{"user_id": 0}},
		},
		Catalog: &Catalog{
			Files: []string{"testdata/good/catalog.yaml"},
			Teams: map[string]Team{"ads": {}, "search": {Lead: "ana@example.com"}},
			Services: map[string]Service{
				"ranking": {Team: "search", Project: "search", Paths: []string{"ranking/**"}},
			},
		},
		Rollup: Rollup{
			Timezone: "Europe/Berlin", Timezones: []Timezone{"America/New_York", "Asia/Kolkata"}, Prices: filepath.Join(dir, "prices.yaml"),
			Budgets: Budgets{
				Baseline: "month", SoftCap: "0.9", Pace: "cap", Fallback: "250.00",
				Teams: map[string]Budget{"ads": {Baseline: "1200", SoftCap: "0.75", Pace: "1.5"}},
			},
			Alerts:   Alerts{Ceiling: 20_000, Escalation: "2", Window: "4w", Silent: "36h"},
			Showback: Showback{Monthly: []string{"manager"}, Quarterly: []string{"directors@example.com"}, Chargeback: true},
		},
		File: "testdata/good/everything.yaml", Dir: dir,
	}
	if diff := cmp.Diff(want, got, comparePolicies); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatAPolicyDoesNotSayIsTheDefault(t *testing.T) {
	for _, file := range []string{"version-only", "commented-out"} {
		got := load(t, "testdata/good/"+file+".yaml")
		want := Default()
		want.File, want.Dir = got.File, got.Dir
		if diff := cmp.Diff(want, got, comparePolicies); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

func TestTags(t *testing.T) {
	tests := map[string]struct{ file, want string }{
		"a tag without a header travels as metadata":  {"tags-only", "team_id: required, no header"},
		"an alias has the value of its anchor":        {"anchors", "user_id: optional, header X-User, pattern ^[a-z]+$"},
		"a merge key brings what is not there itself": {"anchors", "project_id: required, header X-Project, pattern ^[a-z]+$"},
		"tags keep the order of the file":             {"everything", "team_id project_id user_id"},
		"a file of Windows is read":                   {"windows", "project_id service_name team_id"},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			p := load(t, "testdata/good/"+tt.file+".yaml")
			var names, all []string
			for _, tag := range p.Tags {
				names = append(names, tag.Name)
				all = append(all, tag.Name+": "+tag.describe())
			}
			if !slices.Contains(append(all, strings.Join(names, " ")), tt.want) {
				t.Errorf("tags are %q, want %q", all, tt.want)
			}
		})
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile("huge.yaml", make([]byte, strict.MaxBytes+2), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir("policy.yaml", 0o700); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		file, want string
		is         error
	}{
		"a missing file is named":             {"missing.yaml", "missing.yaml: there is no such file", fs.ErrNotExist},
		"a directory is no policy":            {"policy.yaml", "policy.yaml: this is a directory; name the file in it", strict.ErrDirectory},
		"a huge file is not read to the end":  {"huge.yaml", "huge.yaml: the file has more than 8388608 bytes; is it the right file?", nil},
		"a file below a file does not exist":  {"huge.yaml/x.yaml", "huge.yaml/x.yaml: not a directory", nil},
		"a name that no file has is an error": {"a\x00b", "a\x00b: invalid argument", nil},
		"a link that leads nowhere says so":   {"link.yaml", "link.yaml: the link leads to nowhere.yaml, which does not exist; mend the link, or remove it", fs.ErrNotExist},
	}
	if err := os.Symlink("nowhere.yaml", "link.yaml"); err != nil {
		t.Skip(err)
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			_, err := Load(tt.file)
			if err == nil || err.Error() != tt.want {
				t.Errorf("Load(%q) says %v, want %s", tt.file, err, tt.want)
			}
			if tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("Load(%q): errors.Is(err, %v) is false", tt.file, tt.is)
			}
		})
	}
}

func TestOurOwnPolicyHolds(t *testing.T) {
	p := load(t, "../policy.yaml")
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	if !p.Excluded(filepath.Join(root, "testdata", "any", "main.go")) {
		t.Error("modules with planted faults are linted")
	}
	if p.Excluded(filepath.Join(root, "cmd", "llmtag", "main.go")) {
		t.Error("our own commands are not linted")
	}
	owner, ok := p.Catalog.OwnerOf(filepath.Join(root, "cmd", "llmtag", "main.go"))
	if want := (Owner{"llmtag", "platform", "llmtag"}); !ok || owner != want {
		t.Errorf("the owner of llmtag is %v, want %v", owner, want)
	}
}

func TestEveryRuleHasASeverity(t *testing.T) {
	p := Default()
	names := slices.Sorted(maps.Keys(p.Rules))
	if diff := cmp.Diff(slices.Sorted(slices.Values(RuleNames())), names); diff != "" {
		t.Errorf("rules (-table +default policy):\n%s", diff)
	}
	if got := p.Severity("no-such-rule"); got != Off {
		t.Errorf("an unknown rule is %v, want off", got)
	}
}

func TestLargeFilesAreReadInReasonableTime(t *testing.T) {
	var services strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&services, `%s"s%d":{"team":"t","paths":["services/%d/**"]}`, map[bool]string{true: ","}[i > 0], i, i)
	}
	tree(t, "-- policy.yaml --\nversion: 1\ncatalog: catalog.yaml\n-- catalog.yaml --\n{\"teams\":{\"t\":{}},\"services\":{"+services.String()+"}}\n")
	begin := time.Now()
	p := load(t, "policy.yaml")
	if took := time.Since(begin); took > 10*time.Second { // half a second where it was written
		t.Errorf("10,000 services in one line take %v", took)
	}
	if len(p.Catalog.Services) != 10_000 {
		t.Errorf("%d services", len(p.Catalog.Services))
	}
}

func FuzzLoadDoesNotPanic(f *testing.F) {
	for _, dir := range []string{"testdata/good", "testdata/bad"} {
		files, err := filepath.Glob(dir + "/*.yaml")
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			if len(data) < 2000 {
				f.Add(data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := filepath.Join(t.TempDir(), "policy.yaml")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := Load(file)
		if (p == nil) == (err == nil) {
			t.Errorf("policy %v with error %v", p, err)
		}
		ours(data)
	})
}
