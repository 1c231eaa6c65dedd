package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteTable writes the report for people. Costs are rounded here and nowhere else.
func (r *Report) WriteTable(w io.Writer) error {
	var b strings.Builder
	if !r.Brief {
		r.title(&b)
		if line := r.trendLine(); line != "" {
			b.WriteString(line + "\n")
		}
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
		t.lines[len(t.lines)-1].all = true
	}
	r.addShares(t)
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
	t.lines[len(t.lines)-1].sum = &l.Sum
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
