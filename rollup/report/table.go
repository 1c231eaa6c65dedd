package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// WriteTable writes the report for people. Costs are rounded here and nowhere else.
func (r *Report) WriteTable(w io.Writer) error {
	var b strings.Builder
	if !r.Brief {
		r.title(&b)
	}
	places := r.places()
	t := &table{left: len(r.By)}
	header := append([]string{}, r.By...)
	for _, c := range r.counts() {
		header = append(header, c.name)
	}
	header = append(header, "cost")
	if r.Compare != None {
		header = append(header, "before", "change")
	}
	header = append(header, "")
	t.add(header)
	t.rule()
	for i := range r.Rows {
		r.row(t, &r.Rows[i], places)
	}
	if r.Others != nil {
		others := *r.Others
		others.Key = make([]string, len(r.By))
		if len(r.By) > 0 {
			others.Key[0] = fmt.Sprintf("(%d others)", r.Folded)
		}
		r.row(t, &others, places)
	}
	if len(r.By) > 0 {
		t.rule()
		total := r.Total
		total.Key = make([]string, len(r.By))
		total.Key[0] = "total"
		total.Items = nil // those of all rows once more
		r.row(t, &total, places)
	}
	t.write(&b)
	if r.Total.Requests == 0 && !r.Bill {
		b.WriteString("\nno events\n")
	}
	if !r.Brief {
		for _, note := range r.notes() {
			b.WriteString("\n" + note.text(strings.Join(note.names, ", ")) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// title says what is reported.
func (r *Report) title(b *strings.Builder) {
	zone := r.Zone
	fmt.Fprintf(b, "Spend from %s to %s (%s), in %s\n", moment(r.From, zone), moment(r.To, zone), zone, currencyName(r.currency()))
	if r.Compare != None {
		fmt.Fprintf(b, "compared with %s to %s\n", moment(r.BeforeFrom, zone), moment(r.BeforeTo, zone))
	}
	b.WriteByte('\n')
}

// A count is a column of a table.
type count struct {
	name string
	of   func(*Sum) int64
}

var counts = []count{
	{"requests", func(s *Sum) int64 { return s.Requests }},
	{"input", func(s *Sum) int64 { return s.Input }},
	{"output", func(s *Sum) int64 { return s.Output }},
}

// counts are the columns of counts: of a bill, those that it tells.
func (r *Report) counts() []count {
	if !r.Bill {
		return counts
	}
	return slices.DeleteFunc(slices.Clone(counts), func(c count) bool { return c.of(&r.Total.Sum) == 0 })
}

func (r *Report) row(t *table, l *Line, places int) {
	var cells []string
	for _, value := range l.Key {
		cells = append(cells, printable(value))
	}
	cells = append(cells, r.figures(l, places)...)
	note := ""
	if l.UnpricedTokens > 0 && !l.Null() {
		note = "+ " + thousands(l.UnpricedTokens) + " tokens unpriced"
	}
	t.add(append(cells, note))
	for _, i := range l.Items {
		var factors strings.Builder
		for _, f := range i.Rate.Factor {
			if i.Tokens {
				fmt.Fprintf(&factors, ", %s × %s", f.Name, f.Value)
			}
		}
		source := i.Rate.Source
		if source != "" {
			source = "; source " + source
		}
		t.text(fmt.Sprintf("    %s %s × %s = %s  (%s%s%s)", i.Quantity, i.Kind, i.rate(), i.Cost, printable(i.Rate.ID), &factors, printable(source)))
	}
	if r.Explain && l.UnpricedTokens > 0 && l.Key != nil && l.Key[0] != "total" {
		t.text(fmt.Sprintf("    %d tokens without a price: %s", l.UnpricedTokens, printable(strings.Join(l.UnpricedModels, ", "))))
	}
}

// figures are what a row says after its key.
func (r *Report) figures(l *Line, places int) []string {
	var cells []string
	for _, c := range r.counts() {
		cells = append(cells, thousands(c.of(&l.Sum)))
	}
	cells = append(cells, money(&l.Sum, places))
	if r.Compare != None {
		cells = append(cells, money(l.Before, places), l.percent())
	}
	return cells
}

// percent is the change from the period before; empty if it is not known.
func (l *Line) percent() string {
	if l.Null() || l.Before.Null() {
		return ""
	}
	return percent(l.Cost, l.Before.Cost)
}

// rate is the rate, and per how many.
func (i *Item) rate() string {
	if i.Tokens {
		return i.Line.Rate.String() + " / 1M"
	}
	return i.Line.Rate.String()
}

// A table has columns: the first ones lean to the left, the others to the right,
// and the last, which is for remarks, to the left again.
type table struct {
	left  int
	lines []tableLine
}

type tableLine struct {
	cells []string // nil: a rule, or text
	text  string
}

func (t *table) add(cells []string) { t.lines = append(t.lines, tableLine{cells: cells}) }
func (t *table) text(text string)   { t.lines = append(t.lines, tableLine{text: text}) }
func (t *table) rule()              { t.lines = append(t.lines, tableLine{}) }

func (t *table) write(b *strings.Builder) {
	var width []int
	for _, l := range t.lines {
		for i, cell := range l.cells {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	total := 0
	for _, w := range width[:len(width)-1] {
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
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			if i < t.left || i == len(width)-1 {
				line.WriteString(cell + pad)
			} else {
				line.WriteString(pad + cell)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
