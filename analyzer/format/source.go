package format

import (
	"bytes"
	"go/token"
	"os"
	"unicode/utf16"
)

// sources are the lines of source files, read when they are first asked for.
type sources map[string][][]byte

// line returns the line at p, without its end.
func (s sources) line(p token.Position) ([]byte, bool) {
	lines, ok := s[p.Filename]
	if !ok {
		data, err := os.ReadFile(p.Filename)
		if err == nil {
			lines = bytes.Split(data, []byte("\n"))
		}
		s[p.Filename] = lines
	}
	if p.Line < 1 || p.Line > len(lines) {
		return nil, false
	}
	return bytes.TrimRight(lines[p.Line-1], "\r"), true
}

// utf16Column returns the 1-based column of p in UTF-16 code units, as editors
// and forges count; ours counts bytes. Where the line is not what was analysed
// any more, it is the column in bytes, which is the same in ASCII.
func (s sources) utf16Column(p token.Position) int {
	line, ok := s.line(p)
	if !ok || p.Column < 1 || p.Column-1 > len(line) {
		return max(p.Column, 1)
	}
	units := 0
	for _, r := range string(line[:p.Column-1]) {
		units += utf16.RuneLen(r)
	}
	return units + 1
}
