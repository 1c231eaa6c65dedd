package format

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"go/token"
	"io"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer"
)

// JUnit writes the XML of a JUnit test report, for CI servers that show nothing
// else: an error is a failed test, a warning, which lets the run pass, a skipped
// one. What could not be linted is a test with an error. A clean run is one test
// that passes, because Jenkins takes a report without any for a fault.
func JUnit(w io.Writer, run Run) error {
	errs, warnings := count(run.Findings)
	tests := max(1, errs+warnings+len(run.Problems))
	totals := fmt.Sprintf(`name="llmtag" tests="%d" failures="%d" errors="%d" time="0"`, tests, errs, len(run.Problems))
	j := &junit{w: bufio.NewWriter(w), dir: run.Dir, named: make(map[string]int)}
	fmt.Fprintf(j.w, "%s<testsuites %s>\n <testsuite %s skipped=\"%d\">\n", xml.Header, totals, totals, warnings)
	for _, p := range run.Problems {
		j.test("llmtag", "could not lint")
		fmt.Fprintf(j.w, "   <error message=\"%s\" type=\"load\">%s</error>\n  </testcase>\n", escapeXML(p.Message), escapeXML(j.at(p.Pos)+p.Message))
	}
	for _, f := range sorted(run.Dir, run.Findings) {
		j.finding(f)
	}
	if len(run.Findings)+len(run.Problems) == 0 {
		fmt.Fprintf(j.w, "  <testcase classname=\"llmtag\" name=\"every LLM request has an owner\" time=\"0\"/>\n")
	}
	fmt.Fprint(j.w, " </testsuite>\n</testsuites>\n")
	return j.w.Flush()
}

type junit struct {
	w     *bufio.Writer
	dir   string
	named map[string]int // tests of a class and name so far
}

func (j *junit) finding(f analyzer.Finding) {
	class := f.Package
	if class == "" {
		class = "llmtag"
	}
	name := f.Rule
	if f.Function != "" {
		name += " in " + f.Function
	}
	j.test(class, name+": "+f.Message)
	defer fmt.Fprint(j.w, "  </testcase>\n")
	// GitLab shows the text alone, so that says everything; a file and a line have
	// no attributes in the schema by which Jenkins judges.
	lines := []string{j.at(f.Pos) + f.Rule + ": " + f.Message}
	for _, r := range f.Related {
		lines = append(lines, j.at(r.Pos)+r.Message)
	}
	if f.Suggestion != "" {
		lines = append(lines, f.Suggestion)
	}
	text := strings.Join(lines, "\n")
	if !isError(f) {
		fmt.Fprintf(j.w, "   <skipped message=\"%s\"/>\n   <system-out>%s</system-out>\n", escapeXML("warning: "+f.Message), escapeXML(text))
		return
	}
	fmt.Fprintf(j.w, "   <failure message=\"%s\" type=\"%s\">%s</failure>\n", escapeXML(f.Message), escapeXML(f.Rule), escapeXML(text))
}

// test begins a test. GitLab compares two reports by classes and names, and
// takes those of one name for one; so names have a number in place of a line.
func (j *junit) test(class, name string) {
	j.named[class+"\x00"+name]++
	if n := j.named[class+"\x00"+name]; n > 1 {
		name += " (" + strconv.Itoa(n) + ")"
	}
	fmt.Fprintf(j.w, "  <testcase classname=\"%s\" name=\"%s\" time=\"0\">\n", escapeXML(class), escapeXML(name))
}

// at writes a position in front of what is said of it.
func (j *junit) at(p token.Position) string {
	p.Filename = relative(j.dir, p.Filename)
	if p.Filename == "" {
		return ""
	}
	return strings.TrimSuffix(p.String(), ":") + ": "
}
