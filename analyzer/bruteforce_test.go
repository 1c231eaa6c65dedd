package analyzer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/analyzer"
)

// TestBruteForce holds the analysis against an oracle. Random functions build
// a client; the oracle runs each of them with every combination of its
// booleans, on headers as they are. A tag that some run lacks is missing, one
// that some run attaches empty is empty, and the finding at the construction
// names exactly these.
//
// In most functions no two variables depend on the same boolean, and none is
// read twice after a branch: there, joining the paths loses nothing, and the
// findings have to be the oracle's. In one of four ("tangled") anything goes;
// there the analysis may report more than the oracle, and never less.
//
// BRUTEFORCE=seed,count runs others.
func TestBruteForce(t *testing.T) {
	seeds, count := []uint64{1, 2, 3, 4}, 300
	if testing.Short() {
		seeds, count = seeds[:1], 100
	}
	if own := os.Getenv("BRUTEFORCE"); own != "" {
		seeds = make([]uint64, 1)
		if _, err := fmt.Sscanf(own, "%d,%d", &seeds[0], &count); err != nil {
			t.Fatalf("BRUTEFORCE=%s: %v; write two numbers: seed,count", own, err)
		}
	}
	var all []*program
	for _, seed := range seeds {
		for i := range count {
			all = append(all, newProgram(seed, i))
		}
	}
	got := judgePrograms(t, all)
	var wrong []*program
	tally := map[verdict]int{}
	for i, p := range all {
		want := p.oracle()
		for _, v := range want {
			tally[v]++
		}
		if !p.agrees(want, got[i]) {
			wrong = append(wrong, p)
			continue
		}
		// A comparison that cannot fail proves nothing.
		for tag := range want {
			flipped := want
			flipped[tag] = map[verdict]verdict{attached: missing, missing: empty, empty: missing, missingOrEmpty: attached}[want[tag]]
			if !p.tangled && p.agrees(flipped, got[i]) {
				t.Errorf("%s: takes %s for %s", p.name(), got[i], describe(flipped))
			}
		}
	}
	t.Logf("%d functions; tags attached %d, missing %d, empty %d, missing or empty %d",
		len(all), tally[attached], tally[missing], tally[empty], tally[missingOrEmpty])
	const shown = 3
	if len(wrong) > shown {
		t.Errorf("%d functions are judged wrong; here are %d", len(wrong), shown)
		wrong = wrong[:shown]
	}
	for _, p := range shrink(t, wrong) {
		t.Errorf("%s (smallest form, tangled: %t)\n%s\nwant %s\ngot  %s", p.name(), p.tangled, p.source(), describe(p.oracle()), judgePrograms(t, []*program{p})[0])
	}
}

// verdict is what is true of a tag when all runs are taken together.
type verdict int

const (
	attached       verdict = iota
	empty                  // in some run the value is empty
	missingOrEmpty         // in some run it is empty after it had a value: the contract leaves both open
	missing                // in some run it is not there
)

type verdicts [3]verdict // by policy order

var (
	tagNames    = [...]string{"project_id", "service_name", "team_id"}
	headerNames = [...]string{"X-LLM-Project-ID", "X-LLM-Service-Name", "X-LLM-Team-ID", "X-Source"}
)

// describe writes verdicts as findings.
func describe(v verdicts) string {
	var lacks, rest []string
	for i, tag := range tagNames {
		switch v[i] {
		case attached: // nothing to find
		case missing:
			lacks = append(lacks, tag)
		case empty:
			rest = append(rest, "empty-tag: openai.NewClient attaches an empty value to "+tag)
		case missingOrEmpty:
			rest = append(rest, tag+" is missing or empty")
		}
	}
	if len(lacks) > 0 {
		rest = append(rest, "untagged-client: openai.NewClient lacks "+strings.Join(lacks, ", "))
	}
	slices.Sort(rest)
	return strings.Join(rest, "; ")
}

// agrees compares findings with the oracle's verdicts.
func (p *program) agrees(want verdicts, got string) bool {
	if p.tangled {
		for i, tag := range tagNames {
			if want[i] != attached && !strings.Contains(got, tag) {
				return false
			}
		}
		return true
	}
	for i, v := range want { // each of the two that the contract allows
		if v == missingOrEmpty {
			one, other := want, want
			one[i], other[i] = missing, empty
			return p.agrees(one, got) || p.agrees(other, got)
		}
	}
	return describe(want) == got
}

// judgePrograms writes the functions into one module, each into a file, and
// returns the findings for each, sorted and joined by "; ".
func judgePrograms(t *testing.T, all []*program) []string {
	t.Helper()
	tmp, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join("..", "testdata", "openai-go-v3", name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(tmp, name), text)
	}
	write(t, filepath.Join(tmp, "generated", "help.go"), []byte(helpSource))
	out := make([]string, len(all))
	byFile := map[string]int{}
	for i, p := range all {
		name := filepath.Join(tmp, "generated", fmt.Sprintf("f%05d.go", i))
		byFile[name] = i
		write(t, name, []byte(strings.NewReplacer("FUNC", "f"+strconv.Itoa(i), "HELPER", "h"+strconv.Itoa(i)).Replace(p.source())))
	}
	report, loaded := check(t, tmp)
	for _, e := range loaded.Errors() {
		t.Errorf("does not load: %v", e)
		if i, ok := byFile[e.Pos.Filename]; ok {
			t.Fatal(all[i].source())
		}
	}
	for _, f := range report.Findings {
		i, ok := byFile[f.Pos.Filename]
		if !ok {
			t.Errorf("%s: %s: %s", f.Pos, f.Rule, f.Message)
			continue
		}
		out[i] = addFinding(out[i], f, all[i].source())
	}
	return out
}

// addFinding adds a finding to those of a function, and says so if it does not
// stand at the construction.
func addFinding(to string, f analyzer.Finding, source string) string {
	text := f.Rule + ": " + f.Message
	if line := strings.Split(source, "\n")[f.Pos.Line-1]; !strings.Contains(line, "openai.NewClient(") {
		text += " in line " + strconv.Quote(line)
	}
	if to == "" {
		return text
	}
	both := append(strings.Split(to, "; "), text)
	slices.Sort(both)
	return strings.Join(both, "; ")
}

// shrink drops statements of wrongly judged functions as long as they stay
// wrong.
func shrink(t *testing.T, wrong []*program) []*program {
	t.Helper()
	for {
		var tries []*program
		var of []int
		for i, p := range wrong {
			for _, smaller := range p.smaller() {
				tries, of = append(tries, smaller), append(of, i)
			}
		}
		if len(tries) == 0 {
			return wrong
		}
		better := map[int]bool{}
		for k, got := range judgePrograms(t, tries) {
			if p := tries[k]; !better[of[k]] && !p.agrees(p.oracle(), got) {
				better[of[k]] = true
				wrong[of[k]] = p
			}
		}
		if len(better) == 0 {
			return wrong
		}
	}
}
