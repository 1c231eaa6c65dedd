package format

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Checkstyle writes the XML of Checkstyle, which Jenkins, reviewdog and editors
// read. Columns count bytes, as reviewdog and the Go tools have them.
func Checkstyle(w io.Writer, run Run) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, xml.Header+"<checkstyle version=\"4.3\">\n")
	file := ""
	for _, f := range sorted(run.Dir, run.Findings) {
		if name := relative(run.Dir, f.Pos.Filename); name != file {
			if file != "" {
				fmt.Fprint(out, " </file>\n")
			}
			file = name
			fmt.Fprintf(out, " <file name=\"%s\">\n", escapeXML(file))
		}
		// Jenkins takes the last part of the source for the type, the one before
		// for the category. Some readers know no <error></error>.
		fmt.Fprintf(out, "  <error line=\"%d\" column=\"%d\" severity=\"%s\" message=\"%s\" source=\"llmtag.%s\"/>\n",
			f.Pos.Line, f.Pos.Column, escapeXML(f.Severity), escapeXML(f.Message), escapeXML(f.Rule))
	}
	if file != "" {
		fmt.Fprint(out, " </file>\n")
	}
	fmt.Fprint(out, "</checkstyle>\n")
	return out.Flush()
}

// escapeXML returns s as text or as the value of an attribute. What XML cannot
// say becomes U+FFFD.
func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}
