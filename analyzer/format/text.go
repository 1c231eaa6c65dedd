package format

import (
	"bufio"
	"bytes"
	"fmt"
	"go/token"
	"io"
	"strings"

	"github.com/llmtag/llmtag/analyzer"
)

// TextOptions says how [Text] writes.
type TextOptions struct {
	Dir    string // file names are relative to it
	Detail bool   // also write the source line, what is attached and missing, why, and what to write
	Colour bool   // with ANSI escapes
	Width  int    // columns that source lines are cut to; 0 cuts none
}

// Text writes a line for each finding, "file:line:column: rule: message", and
// under it, if asked for, what helps to understand and mend it.
func Text(w io.Writer, findings []analyzer.Finding, opts TextOptions) error {
	t := &text{w: bufio.NewWriter(w), opts: opts, files: sources{}}
	for _, f := range sorted(opts.Dir, findings) {
		t.finding(f)
	}
	return t.w.Flush()
}

type text struct {
	w     *bufio.Writer
	opts  TextOptions
	files sources
}

func (t *text) finding(f analyzer.Finding) {
	hue := red
	if f.Severity != "error" {
		hue = yellow
	}
	fmt.Fprintf(t.w, "%s: %s: %s\n", t.paint(bold, t.at(f.Pos)), t.paint(hue, f.Rule), f.Message)
	if !t.opts.Detail {
		return
	}
	t.source(f.Pos, f.End, hue)
	t.row("attached", strings.Join(f.Attached, ", "))
	t.row("missing", strings.Join(f.Missing, ", "))
	label := "why"
	for _, r := range f.Related {
		t.row(label, fmt.Sprintf("%s: %s", t.at(r.Pos), r.Message))
		label = ""
	}
	t.row("write", f.Suggestion)
	if f.Owner != nil {
		t.row("owner", ownerText(*f.Owner))
	}
	fmt.Fprintln(t.w)
}

// at writes a position as an editor wants it.
func (t *text) at(p token.Position) string {
	return fmt.Sprintf("%s:%d:%d", relative(t.opts.Dir, p.Filename), p.Line, p.Column)
}

// row writes a labelled line, and nothing for an empty text. The lines of a
// longer text stand under each other. An empty label continues the last one.
func (t *text) row(label, s string) {
	if s == "" {
		return
	}
	for line := range strings.SplitSeq(strings.TrimRight(s, "\n"), "\n") {
		fmt.Fprintf(t.w, "  %s  %s\n", t.paint(faint, fmt.Sprintf("%-8s", label)), line)
		label = ""
	}
}

func ownerText(o analyzer.Owner) string {
	switch {
	case o.Service == "" && o.Team == "":
		return ""
	case o.Service == "":
		return "team " + o.Team
	case o.Team == "":
		return o.Service
	default:
		return o.Service + ", team " + o.Team
	}
}

// source writes the line at from without its indentation, and carets under the
// part of it up to to.
func (t *text) source(from, to token.Position, hue string) {
	line, ok := t.files.line(from)
	start := from.Column - 1
	if !ok || start < 0 || start > len(line) {
		return // the file is not what was analysed any more
	}
	end := len(line)
	if to.Line == from.Line && to.Column > from.Column && to.Column-1 <= len(line) {
		end = to.Column - 1
	}
	before := bytes.TrimLeft(line[:start], " \t")
	gutter := fmt.Sprintf("  %5d | ", from.Line)
	shown, at, n := window([]rune(string(before)), []rune(string(line[start:end])), []rune(string(line[end:])), t.opts.Width-len(gutter))
	fmt.Fprintf(t.w, "%s%s\n", t.paint(faint, gutter), strings.ReplaceAll(shown, "\t", " "))
	fmt.Fprintf(t.w, "%s%s%s\n", t.paint(faint, strings.Repeat(" ", len(gutter)-2)+"| "),
		strings.Repeat(" ", at), t.paint(hue, strings.Repeat("^", max(1, n))))
}

// window cuts the line before+marked+after to width columns, most of them for
// what is marked, and returns it with the column and length of that. No width
// cuts nothing.
func window(before, marked, after []rune, width int) (line string, at, n int) {
	if width > 0 && len(before)+len(marked)+len(after) > width {
		width = max(width, 20) // less shows nothing
		if room := width / 3; len(before) > room {
			before = append([]rune("…"), before[len(before)-room+1:]...)
		}
		if room := width - len(before); len(marked) > room {
			marked = append(marked[:room-1:room-1], '…')
		}
		if room := width - len(before) - len(marked); len(after) > room {
			after = append(after[:max(0, room-1):max(0, room-1)], []rune("…")[:min(1, room)]...)
		}
	}
	return string(before) + string(marked) + string(after), len(before), len(marked)
}

// ANSI escapes, as Select Graphic Rendition numbers.
const (
	bold   = "1"
	faint  = "2"
	red    = "31"
	yellow = "33"
)

func (t *text) paint(sgr, s string) string {
	if !t.opts.Colour {
		return s
	}
	return "\x1b[" + sgr + "m" + s + "\x1b[0m"
}
