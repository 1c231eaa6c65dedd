package format

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"go/token"
	"io"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/policy"
)

// told is what every format tells of a finding.
type told struct {
	Rule, Severity, File, Message string
	Line                          int
}

// tellings are the formats, each with a reader as strict as its consumer.
var tellings = map[string]struct {
	write func(io.Writer, Run) error
	read  func(t *testing.T, text []byte) []told
}{
	"sarif":      {SARIF, readSARIF},
	"github":     {GitHub, readGitHub},
	"gitlab":     {GitLab, readGitLab},
	"checkstyle": {Checkstyle, readCheckstyle},
	"junit":      {JUnit, readJUnit},
	"text": {func(w io.Writer, run Run) error {
		return Text(w, run.Findings, TextOptions{Dir: run.Dir})
	}, nil}, // its lines are free text
	"json": {func(w io.Writer, run Run) error {
		return JSON(w, &analyzer.Report{Findings: run.Findings}, run.Dir, "")
	}, readJSON},
}

// TestEveryFormatTellsOfEveryFindingOnce compares, for random findings with
// everything in their texts that some format needs to escape, what each format
// tells with what JSON does.
func TestEveryFormatTellsOfEveryFindingOnce(t *testing.T) {
	for seed := range uint64(60) {
		run := randomRun(rand.New(rand.NewPCG(seed, 1)))
		want := readJSON(t, written(t, tellings["json"].write, run))
		if len(want) != len(run.Findings) {
			t.Fatalf("JSON has %d of %d findings", len(want), len(run.Findings))
		}
		for name, format := range tellings {
			text := written(t, format.write, run)
			if format.read == nil {
				continue
			}
			expected := want
			switch name {
			case "checkstyle", "junit":
				expected = inXML(want)
			case "sarif", "github":
				expected = withSuggestions(want, run)
			}
			if diff := cmp.Diff(expected, format.read(t, text)); diff != "" {
				t.Fatalf("seed %d, %s (-want +got):\n%s\n%s", seed, name, diff, text)
			}
		}
	}
}

func TestOutputIsTheSameWhateverTheOrderOfFindings(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 2))
		run := randomRun(random)
		for name, format := range tellings {
			first := written(t, format.write, run)
			random.Shuffle(len(run.Findings), func(i, j int) { run.Findings[i], run.Findings[j] = run.Findings[j], run.Findings[i] })
			if again := written(t, format.write, run); !bytes.Equal(first, again) {
				t.Fatalf("seed %d, %s (-first +again):\n%s", seed, name, cmp.Diff(string(first), string(again)))
			}
		}
	}
}

func TestNoFindingsAreAValidDocument(t *testing.T) {
	for name, format := range tellings {
		if format.read != nil && len(format.read(t, written(t, format.write, Run{Dir: t.TempDir()}))) > 0 {
			t.Errorf("%s tells of findings", name)
		}
	}
}

func TestAWriterThatFailsFailsEveryFormat(t *testing.T) {
	run := randomRun(rand.New(rand.NewPCG(1, 1)))
	for name, format := range tellings {
		if err := format.write(full{}, run); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func written(t *testing.T, write func(io.Writer, Run) error, run Run) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := write(&buf, run); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// randomRun has no two findings that are ordered by chance: order is by file,
// line, column, rule and message.
func randomRun(random *rand.Rand) Run {
	pick := func(of []string) string { return of[random.IntN(len(of))] }
	words := []string{"a", "ü", "😀", " ", "%", "%0A", ":", "::", ",", "\n", "\r\n", "\t", "<", "&amp;", "]]>", `"`, "'", `\`, "\x01", "\ufffe", "é"}
	text := func() string {
		var b strings.Builder
		for range random.IntN(8) {
			b.WriteString(pick(words))
		}
		return b.String() + pick([]string{"x", "y", "z"})
	}
	file := func() string {
		return filepath.Join(filepath.FromSlash("/src"), strings.NewReplacer("/", "", "\x01", "", "\ufffe", "").Replace(text()), "a.go")
	}
	files := []string{file(), file(), file()}
	run := Run{Dir: filepath.FromSlash("/src")}
	for i := range random.IntN(30) {
		from := token.Position{Filename: pick(files), Line: random.IntN(9) + 1, Column: random.IntN(9) + 1}
		f := analyzer.Finding{
			Rule: pick(policy.RuleNames()), Severity: pick([]string{"error", "warning"}), Pos: from,
			Message: text() + strconv.Itoa(i), Package: text(), Function: text(), Fingerprint: pick([]string{"", "a", "b", "c"}),
			Suggestion: pick([]string{"", text()}),
		}
		if random.IntN(3) > 0 {
			f.End = token.Position{Filename: from.Filename, Line: from.Line + random.IntN(2), Column: random.IntN(20) + 1}
		}
		for range random.IntN(3) {
			f.Related = append(f.Related, analyzer.Related{Pos: token.Position{Filename: pick(files), Line: random.IntN(9) + 1, Column: 1}, Message: text()})
		}
		run.Findings = append(run.Findings, f)
	}
	return run
}

// inXML returns what XML can say of findings.
func inXML(all []told) []told {
	odd := strings.NewReplacer("\x01", "\ufffd", "\ufffe", "\ufffd")
	var out []told
	for _, f := range all {
		f.File, f.Message = odd.Replace(f.File), odd.Replace(f.Message)
		out = append(out, f)
	}
	return out
}

// withSuggestions returns what a format says that has one text for a finding and
// for what to write.
func withSuggestions(all []told, run Run) []told {
	var out []told
	for i, f := range sorted(run.Dir, run.Findings) {
		told := all[i]
		if f.Suggestion != "" {
			told.Message += "\n" + f.Suggestion
		}
		out = append(out, told)
	}
	return out
}

func readJSON(t *testing.T, text []byte) (all []told) {
	t.Helper()
	var doc document
	decodeJSON(t, text, &doc)
	for _, f := range doc.Findings {
		all = append(all, told{f.Rule, f.Severity, f.File, f.Message, f.Line})
	}
	return all
}

func readSARIF(t *testing.T, text []byte) (all []told) {
	t.Helper()
	log := decodeSARIF(t, text)
	for _, r := range log.Runs[0].Results {
		place := r.Locations[0].Physical
		uri, err := url.Parse(place.Artifact.URI)
		if err != nil {
			t.Fatal(err)
		}
		rule := log.Runs[0].Tool.Driver.Rules[*r.RuleIndex]
		if rule.ID != r.RuleID {
			t.Errorf("the index of %s is that of %s", r.RuleID, rule.ID)
		}
		all = append(all, told{r.RuleID, r.Level, strings.TrimPrefix(uri.Path, "./"), r.Message.Text, place.Region.StartLine})
	}
	return all
}

var commandForm = regexp.MustCompile(`^::(error|warning) file=([^,:]*),line=(\d+),(?:endLine=\d+,)?(?:col=\d+,)?(?:endColumn=\d+,)?title=llmtag::(.*)$`)

// readGitHub reads commands as the runner does.
func readGitHub(t *testing.T, text []byte) (all []told) {
	t.Helper()
	unescape := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",")
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "::notice ") {
			continue
		}
		m := commandForm.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("no command: %q", line)
		}
		file, at := unescape.Replace(m[2]), must(strconv.Atoi(m[3]))
		data := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n").Replace(m[4])
		data, ok := strings.CutPrefix(data, fmt.Sprintf("%s:%d:", file, at))
		if !ok {
			t.Fatalf("the message does not say where: %q", line)
		}
		_, data, _ = strings.Cut(data, ": ")
		rule, message, _ := strings.Cut(data, ": ")
		all = append(all, told{rule, m[1], file, message, at})
	}
	return all
}

func readGitLab(t *testing.T, text []byte) (all []told) {
	t.Helper()
	var report []codeQuality
	decodeJSON(t, text, &report)
	seen := map[string]bool{}
	for _, f := range report {
		if seen[f.Fingerprint] || f.Fingerprint == "" {
			t.Errorf("the fingerprint %q is not unique", f.Fingerprint)
		}
		seen[f.Fingerprint] = true
		message, ok := strings.CutPrefix(f.Description, f.CheckName+": ")
		if !ok || f.Location.Lines.End < f.Location.Lines.Begin {
			t.Errorf("%+v", f)
		}
		severity := map[string]string{"major": "error", "minor": "warning"}[f.Severity]
		all = append(all, told{f.CheckName, severity, f.Location.Path, message, f.Location.Lines.Begin})
	}
	return all
}

func readCheckstyle(t *testing.T, text []byte) (all []told) {
	t.Helper()
	var doc struct {
		XMLName xml.Name `xml:"checkstyle"`
		Version string   `xml:"version,attr"`
		Files   []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Line     int    `xml:"line,attr"`
				Column   int    `xml:"column,attr"`
				Severity string `xml:"severity,attr"`
				Message  string `xml:"message,attr"`
				Source   string `xml:"source,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	decodeXML(t, text, &doc)
	named := map[string]bool{}
	for _, file := range doc.Files {
		if named[file.Name] {
			t.Errorf("the file %q stands there twice", file.Name)
		}
		named[file.Name] = true
		for _, e := range file.Errors {
			all = append(all, told{strings.TrimPrefix(e.Source, "llmtag."), e.Severity, file.Name, e.Message, e.Line})
		}
	}
	return all
}

func readJUnit(t *testing.T, text []byte) (all []told) {
	t.Helper()
	type outcome struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	type totals struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
	}
	var doc struct {
		XMLName xml.Name `xml:"testsuites"`
		totals
		Suites []struct {
			totals
			Skipped int `xml:"skipped,attr"`
			Cases   []struct {
				Class   string   `xml:"classname,attr"`
				Name    string   `xml:"name,attr"`
				Failure *outcome `xml:"failure"`
				Error   *outcome `xml:"error"`
				Skipped *outcome `xml:"skipped"`
				Out     string   `xml:"system-out"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	decodeXML(t, text, &doc)
	if len(doc.Suites) != 1 || len(doc.Suites[0].Cases) == 0 {
		t.Fatalf("no tests:\n%s", text)
	}
	var got totals
	skipped := 0
	named := map[string]bool{}
	for _, c := range doc.Suites[0].Cases {
		if id := c.Class + "\x00" + c.Name; named[id] {
			t.Errorf("the test %q stands there twice", c.Name)
		} else {
			named[id] = true
		}
		got.Tests++
		rule, _, _ := strings.Cut(c.Name, " in ")
		read := func(severity, message, text string) {
			// "FILE:LINE:COLUMN: RULE: MESSAGE"
			place, _, ok := strings.Cut(text, ": "+rule+": "+message)
			m := regexp.MustCompile(`(?s)^(.*):(\d+):\d+$`).FindStringSubmatch(place)
			if !ok || m == nil {
				t.Fatalf("the text is %q", text)
			}
			all = append(all, told{rule, severity, m[1], message, must(strconv.Atoi(m[2]))})
		}
		switch {
		case c.Failure != nil:
			got.Failures++
			if c.Failure.Type != rule {
				t.Errorf("the failure is %+v", c.Failure)
			}
			read("error", c.Failure.Message, c.Failure.Text)
		case c.Skipped != nil:
			skipped++
			read("warning", strings.TrimPrefix(c.Skipped.Message, "warning: "), c.Out)
		case c.Error != nil:
			got.Errors++
		}
	}
	if doc.totals != got || doc.Suites[0].totals != got || doc.Suites[0].Skipped != skipped {
		t.Errorf("totals are %+v and %+v, want %+v", doc.totals, doc.Suites[0].totals, got)
	}
	return all
}

func decodeJSON(t *testing.T, text []byte, into any) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

func decodeXML(t *testing.T, text []byte, into any) {
	t.Helper()
	if !bytes.HasPrefix(text, []byte(xml.Header)) {
		t.Errorf("there is no XML declaration:\n%s", text)
	}
	if err := xml.Unmarshal(text, into); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

func must(n int, err error) int {
	if err != nil {
		panic(err)
	}
	return n
}

func readJUnitNames(t *testing.T, text []byte) (names []string) {
	t.Helper()
	var doc struct {
		Cases []struct {
			Name string `xml:"name,attr"`
		} `xml:"testsuite>testcase"`
	}
	decodeXML(t, text, &doc)
	for _, c := range doc.Cases {
		names = append(names, c.Name)
	}
	return names
}
