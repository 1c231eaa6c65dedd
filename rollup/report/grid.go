package report

import (
	"strings"

	"github.com/rivo/uniseg"
)

// A table has columns: the first ones lean to the left, the others to the right,
// and the last, which is for remarks, to the left again; so does one of bars before it.
type table struct {
	left  int
	bars  bool
	lines []tableLine
}

type tableLine struct {
	cells []string // nil: a rule, or text
	text  string
	sum   *Sum // of a row
	all   bool // it is the total
}

func (t *table) add(cells []string) { t.lines = append(t.lines, tableLine{cells: cells}) }
func (t *table) text(text string)   { t.lines = append(t.lines, tableLine{text: text}) }
func (t *table) rule()              { t.lines = append(t.lines, tableLine{}) }

// widths are those of the columns, in columns of a terminal: East Asian characters have two.
func (t *table) widths() []int {
	var widths []int
	for _, l := range t.lines {
		for i, cell := range l.cells {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], uniseg.StringWidth(cell))
		}
	}
	return widths
}

func (t *table) write(b *strings.Builder) {
	widths := t.widths()
	total := 0
	for _, w := range widths[:len(widths)-1] {
		total += w + 2
	}
	for _, l := range t.lines {
		var line strings.Builder
		switch {
		case l.text != "":
			line.WriteString(l.text)
		case l.cells == nil:
			line.WriteString(strings.Repeat("-", total-2))
		}
		for i, cell := range l.cells {
			if i > 0 {
				line.WriteString("  ")
			}
			pad := strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell))
			if last := len(widths) - 1; i < t.left || i == last || t.bars && i == last-1 {
				line.WriteString(cell + pad)
			} else {
				line.WriteString(pad + cell)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
