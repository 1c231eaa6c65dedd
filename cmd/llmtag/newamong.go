package main

import (
	"os"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/internal/revision"
)

// newAmong returns the findings that have no old one of their own: two of a kind
// where there was one are one that is old and one that is new. The old one of a
// finding stood on the same line, whatever the function and the file are called
// now; or in the same function, on a line that is not there any more.
func newAmong(findings, old []analyzer.Finding, before map[string][]byte) []analyzer.Finding {
	var files []string
	for _, f := range findings {
		files = append(files, f.Pos.Filename)
	}
	m := &matching{before: before, moved: revision.Moved(before, files), lines: make(map[string][]int), left: make(map[kind][]analyzer.Finding)}
	for _, f := range old {
		k := kindOf(f, f.Pos.Filename)
		m.left[k] = append(m.left[k], f)
	}
	rest := slices.DeleteFunc(slices.Clone(findings), func(f analyzer.Finding) bool {
		line := m.oldLine(f.Pos.Filename, f.Pos.Line)
		return m.take(f, func(old analyzer.Finding) bool { return old.Pos.Line == line })
	})
	return slices.DeleteFunc(rest, func(f analyzer.Finding) bool {
		return m.take(f, func(old analyzer.Finding) bool {
			return old.Function == f.Function && !m.stays(f.Pos.Filename, old.Pos.Line)
		})
	})
}

// A kind is what old and new findings of one thing have in common. The package is
// not in it: its path changes with that of the module.
type kind struct{ file, rule, callee, missing string }

func kindOf(f analyzer.Finding, file string) kind {
	return kind{file, f.Rule, f.Callee, strings.Join(f.Missing, ",")}
}

// matching matches new findings with old ones, each of which serves once.
type matching struct {
	before map[string][]byte
	moved  map[string]string           // file → what it was called
	lines  map[string][]int            // file → the old index of each line
	left   map[kind][]analyzer.Finding // old findings that serve nobody yet
}

// take takes the first old finding of f's kind that fits, if there is one.
func (m *matching) take(f analyzer.Finding, fits func(old analyzer.Finding) bool) bool {
	k := kindOf(f, m.called(f.Pos.Filename))
	i := slices.IndexFunc(m.left[k], fits)
	if i < 0 {
		return false
	}
	m.left[k] = slices.Delete(m.left[k], i, i+1)
	return true
}

// called returns what a file was called.
func (m *matching) called(file string) string {
	if was, ok := m.moved[file]; ok {
		return was
	}
	return file
}

// oldLine returns which line a line of a file was; 0 if it is new.
func (m *matching) oldLine(file string, line int) int {
	then, changed := m.before[m.called(file)]
	if !changed {
		return line
	}
	lines, ok := m.lines[file]
	if !ok {
		if now, err := os.ReadFile(file); err == nil {
			lines = revision.Lines(then, now)
		}
		m.lines[file] = lines
	}
	if line < 1 || line > len(lines) {
		return 0
	}
	return lines[line-1] + 1
}

// stays reports whether an old line is still there.
func (m *matching) stays(file string, oldLine int) bool {
	if m.oldLine(file, 1); m.lines[file] == nil {
		return true // nothing in the file has changed
	}
	return slices.Contains(m.lines[file], oldLine-1)
}
