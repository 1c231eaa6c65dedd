package format

import (
	"bufio"
	"fmt"
	"go/token"
	"io"
	"strings"
)

// annotationsShown is how many errors, and how many warnings, GitHub shows of a
// step; the others are in its log only.
const annotationsShown = 10

// GitHub writes workflow commands, by which GitHub Actions annotates the lines
// of a pull request. Of a command, the log of a step shows nothing but its message, so that
// says where, and which rule.
func GitHub(w io.Writer, run Run) error {
	g := &github{w: bufio.NewWriter(w), dir: run.Dir, files: sources{}}
	for _, p := range run.Problems {
		g.command("error", "llmtag could not lint this", p.Pos, token.Position{}, p.Message)
	}
	for _, f := range sorted(run.Dir, run.Findings) {
		level := "warning"
		if isError(f) {
			level = "error"
		}
		message := f.Rule + ": " + f.Message
		if f.Suggestion != "" {
			message += "\n" + f.Suggestion
		}
		g.command(level, "llmtag", f.Pos, f.End, message)
	}
	errs, warnings := count(run.Findings)
	if errs += len(run.Problems); errs > annotationsShown || warnings > annotationsShown {
		fmt.Fprintf(g.w, "::notice title=llmtag::%s\n", escapeData(fmt.Sprintf(
			"GitHub shows %d errors and %[1]d warnings of a step. There are %d errors and %d warnings: all are in the log of this step.",
			annotationsShown, errs, warnings)))
	}
	return g.w.Flush()
}

type github struct {
	w     *bufio.Writer
	dir   string
	files sources
}

// command writes one annotation.
func (g *github) command(level, title string, from, to token.Position, message string) {
	fmt.Fprintf(g.w, "::%s ", level)
	if from.Filename != "" {
		file := relative(g.dir, from.Filename)
		fmt.Fprintf(g.w, "file=%s,%s", escapeProperty(file), g.region(from, to))
		if from.IsValid() {
			file += fmt.Sprintf(":%d:%d", from.Line, from.Column)
		}
		message = file + ": " + message
	}
	fmt.Fprintf(g.w, "title=%s::%s\n", escapeProperty(title), escapeData(message))
}

// region writes lines and columns. Columns are refused for more than one line.
func (g *github) region(from, to token.Position) string {
	switch {
	case !from.IsValid():
		return ""
	case to.Line > from.Line:
		return fmt.Sprintf("line=%d,endLine=%d,", from.Line, to.Line)
	case to.Line == from.Line && to.Column > from.Column:
		return fmt.Sprintf("line=%d,endLine=%d,col=%d,endColumn=%d,", from.Line, to.Line, g.files.utf16Column(from), g.files.utf16Column(to))
	default:
		return fmt.Sprintf("line=%d,col=%d,", from.Line, g.files.utf16Column(from))
	}
}

// The escapes of the runner that reads the commands (actions/toolkit:
// packages/core/src/command.ts).
var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func escapeData(s string) string     { return dataEscapes.Replace(s) }
func escapeProperty(s string) string { return propertyEscapes.Replace(s) }
