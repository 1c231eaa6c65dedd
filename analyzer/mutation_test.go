package analyzer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/analyzer"
)

// TestMutations takes the compliant packages of every module under testdata,
// which use the real SDKs and attach all tags, and takes away one carrier at a
// time. As they stand they are silent; with any one carrier dropped, made
// conditional, overwritten or emptied, exactly its tag is reported, where the
// package says so, and nothing else. See mutation_marks_test.go for the
// comments that mark carriers and sites.
func TestMutations(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join("..", "testdata", "*", "compliant"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no compliant packages under testdata: %v", err)
	}
	for _, dir := range dirs {
		module := filepath.Dir(dir)
		t.Run(filepath.Base(module), func(t *testing.T) {
			t.Parallel()
			units := unitsOf(t, module)
			number := 0
			for _, u := range units {
				u.mutate(t, func() int { number++; return number })
			}
			tmp, places := writeModule(t, module, units)
			report, loaded := check(t, tmp)
			for _, e := range loaded.Errors() {
				t.Fatalf("a mutant is no Go: %v\n%s", e, places[e.Pos.Filename].diff())
			}
			found := findingsByMutant(t, places, report.Findings)
			var problems []string
			for _, u := range units {
				if len(u.mutants) < 2 {
					t.Errorf("%s has no carriers to take away", u.name)
				}
				unchanged := mismatches(u.mutants[:1], found)
				if problems = append(problems, unchanged...); len(unchanged) == 0 || all() {
					problems = append(problems, mismatches(u.mutants[1:], found)...)
				}
			}
			complain(t, problems)
			if !t.Failed() {
				mustFail(t, units, found)
			}
			t.Logf("%d mutants", number)
		})
	}
}

// maxComplaints bounds what is printed of one module: a fault of the core
// shows in hundreds of mutants. For the same reason the mutants of what is not
// silent by itself are not looked at.
const maxComplaints = 20

// all reports whether everything is to be printed nevertheless.
func all() bool { return os.Getenv("MUTATIONS") == "all" }

func complain(t *testing.T, problems []string) {
	t.Helper()
	for i, p := range problems {
		if i == maxComplaints && !all() {
			t.Errorf("and %d more; MUTATIONS=all shows them", len(problems)-i)
			return
		}
		t.Error(p)
	}
}

// mismatches compares what was found in each mutant with what had to be found.
func mismatches(mutants []*mutant, found map[string][]string) []string {
	var out []string
	for _, m := range mutants {
		want := slices.Sorted(slices.Values(m.want))
		got := slices.Sorted(slices.Values(found[m.name]))
		if slices.EqualFunc(want, got, func(w, g string) bool { return slices.Contains(strings.Split(w, either), g) }) {
			continue
		}
		out = append(out, fmt.Sprintf("%s\n\twant %s\n\tgot  %s\n%s", m.title, list(want), list(got), m.diff()))
	}
	return out
}

func list(findings []string) string {
	if len(findings) == 0 {
		return "silence"
	}
	return strings.Join(findings, "\n\t     ")
}

// mustFail turns what each mutant is expected to bring into its contrary: the
// comparison then has to fail for all of them, or it proves nothing.
func mustFail(t *testing.T, units []*unit, found map[string][]string) {
	t.Helper()
	var wrong, mutants []*mutant
	for _, u := range units {
		mutants = append(mutants, u.mutants...)
	}
	for _, m := range mutants {
		if len(m.want) == 0 {
			w := *m
			w.want = []string{"x.go:1: untagged-client: openai.NewClient lacks team_id"}
			wrong = append(wrong, &w)
			continue
		}
		for _, contrary := range []func(string) string{
			func(string) string { return "" },
			func(s string) string { return strings.ReplaceAll("x"+s, either, either+"x") },     // another file
			func(s string) string { return strings.ReplaceAll(s+", x", either, ", x"+either) }, // another tag
			func(s string) string { return strings.ReplaceAll(s, ".go:", ".go:1") },            // another line
		} {
			w := *m
			w.want = slices.DeleteFunc([]string{contrary(m.want[0])}, func(s string) bool { return s == "" })
			wrong = append(wrong, &w)
		}
	}
	if got := len(mismatches(wrong, found)); got != len(wrong) {
		t.Errorf("of %d wrong expectations only %d were noticed", len(wrong), got)
	}
}

var suffix = regexp.MustCompile(`_m\d{4}`)

// findingsByMutant sorts findings, as "file:line: rule: message", by the
// mutant in which they stand.
func findingsByMutant(t *testing.T, places map[string]place, findings []analyzer.Finding) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, f := range findings {
		p, ok := places[f.Pos.Filename]
		if !ok {
			t.Errorf("%s: %s: %s: in a file without carriers", f.Pos, f.Rule, f.Message)
			continue
		}
		out[p.name] = append(out[p.name], fmt.Sprintf("%s:%d: %s: %s", p.file, f.Pos.Line, f.Rule, suffix.ReplaceAllString(f.Message, "")))
	}
	return out
}

// TestMutationKinds shows each kind of mutant on a package that is small
// enough to be read.
func TestMutationKinds(t *testing.T) {
	const head = "package p\n\nfunc f() {\n"
	tests := map[string]struct{ kind, body, want string }{
		"an argument is dropped":                      {"drop", "\tc := New( // site p.New\n\t\tWith(\"X-LLM-Team-ID\", t), // carrier team_id\n\t)", "\tc := New( // site p.New\n\t\t // carrier team_id\n\t)"},
		"a statement is wrapped":                      {"conditional", "\tn := 1 // site p.New\n\th.Set(\"X-LLM-Team-ID\", t) // carrier team_id", "\tn := 1 // site p.New\n\tif flag() { h.Set(\"X-LLM-Team-ID\", t) } // carrier team_id"},
		"an argument is replaced on one branch":       {"conditional", "\tc := New( // site p.New\n\t\tWith(\"X-LLM-Team-ID\", t), // carrier team_id neutral=None()\n\t)", "\theld := With(\"X-LLM-Team-ID\", t)\nif flag() { held = None() }\nc := New( // site p.New\n\t\theld, // carrier team_id neutral=None()\n\t)"},
		"an entry of a variable is set on one branch": {"conditional", "\tm := map[string]string{ // site p.New\n\t\t\"X-LLM-Team-ID\": t, // carrier team_id\n\t}", "\tm := map[string]string{ // site p.New\n\t\t // carrier team_id\n\t}; if flag() { m[\"X-LLM-Team-ID\"] = t }"},
		"an argument is followed by an empty one":     {"overwrite", "\tc := New( // site p.New\n\t\tWith(\"X-LLM-Team-ID\", t), // carrier team_id\n\t)", "\tc := New( // site p.New\n\t\tWith(\"X-LLM-Team-ID\", t), With(\"X-LLM-Team-ID\", \"\"), // carrier team_id\n\t)"},
		"a value is emptied":                          {"empty", "\tn := 1 // site p.New\n\th[\"X-LLM-Team-ID\"] = []string{t} // carrier team_id", "\tn := 1 // site p.New\n\th[\"X-LLM-Team-ID\"] = []string{\"\"} // carrier team_id"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, err := parseSource("x.go", []byte(head+tt.body+"\n}\n"))
			if err != nil {
				t.Fatal(err)
			}
			edits, err := s.carriers[0].edits(tt.kind)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(head+tt.want+"\n}\n", string(apply(s.src, edits))); diff != "" {
				t.Errorf("wrong text (-want +got):\n%s", diff)
			}
		})
	}
}
