package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/llmtag/llmtag/rollup/price"
)

// WriteTable writes the report for people. Costs are rounded here and nowhere else.
func (r *Report) WriteTable(w io.Writer) error {
	var b strings.Builder
	if !r.Brief {
		r.title(&b)
	}
	places := 2
	if limit, err := price.ParseMoney("100"); err == nil && r.Total.Cost.Cmp(limit) < 0 {
		places = 4
	}
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
		r.notes(&b)
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

func currencyName(code string) string {
	if code == "USD" {
		return "US dollars"
	}
	return code
}

// notes say what the figures do not.
func (r *Report) notes(b *strings.Builder) {
	if r.Total.UnpricedTokens > 0 {
		fmt.Fprintf(b, "\nNot in the cost: %s tokens of models without a price: %s.\n", thousands(r.Total.UnpricedTokens), printable(strings.Join(r.Total.UnpricedModels, ", ")))
		b.WriteString("Give them one, of 0 if they are free: docs/prices.md.\n")
	}
	if units := r.Total.UnpricedUnits; len(units) > 0 {
		var list []string
		for name, n := range units {
			list = append(list, n+" "+name)
		}
		slices.Sort(list)
		fmt.Fprintf(b, "\nNot in the cost: units without a price: %s.\n", printable(strings.Join(list, ", ")))
	}
	for _, x := range [...]struct {
		n    int64
		what string
	}{
		{r.Total.Missing, "have no usage: what they cost is not known"},
		{r.Total.Partial, "were cut short: their usage is a lower bound"},
		{r.Total.Suspect, "report parts that exceed their totals: they are counted as reported"},
	} {
		if x.n > 0 {
			fmt.Fprintf(b, "\n%s requests %s.\n", thousands(x.n), x.what)
		}
	}
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
	for _, c := range r.counts() {
		cells = append(cells, thousands(c.of(&l.Sum)))
	}
	cells = append(cells, money(&l.Sum, places))
	if r.Compare != None {
		before, change := money(l.Before, places), ""
		if !l.Null() && !l.Before.Null() {
			change = percent(l.Cost, l.Before.Cost)
		}
		cells = append(cells, before, change)
	}
	note := ""
	if l.UnpricedTokens > 0 && !l.Null() {
		note = "+ " + thousands(l.UnpricedTokens) + " tokens unpriced"
	}
	t.add(append(cells, note))
	for _, i := range l.Items {
		per := ""
		if i.Tokens {
			per = " / 1M"
		}
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
		t.text(fmt.Sprintf("    %s %s × %s%s = %s  (%s%s%s)", i.Quantity, i.Kind, i.Line.Rate, per, i.Cost, printable(i.Rate.ID), &factors, printable(source)))
	}
	if r.Explain && l.UnpricedTokens > 0 && l.Key != nil && l.Key[0] != "total" {
		t.text(fmt.Sprintf("    %d tokens without a price: %s", l.UnpricedTokens, printable(strings.Join(l.UnpricedModels, ", "))))
	}
}

func money(s *Sum, places int) string {
	if s.Null() {
		return "unpriced"
	}
	text := s.Cost.Round(places)
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return text
	}
	if n == 0 && strings.HasPrefix(whole, "-") {
		return text
	}
	return thousands(n) + "." + fraction
}

// percent is the change from before to now.
func percent(now, before price.Money) string {
	ratio, ok := now.Sub(before).Times(100).Ratio(before)
	switch {
	case !ok && now.Sign() == 0:
		return ""
	case !ok:
		return "new"
	case ratio.Sign() > 0:
		return "+" + ratio.Round(1) + " %"
	default:
		return ratio.Round(1) + " %"
	}
}

// thousands divides thousands.
func thousands(n int64) string {
	text := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, text = "-", text[1:]
	}
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return sign + text
}

// moment is a date where that is what it is.
func moment(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	if y, m, d := local.Date(); local.Equal(time.Date(y, m, d, 0, 0, 0, 0, zone)) {
		return local.Format(time.DateOnly)
	}
	return local.Format(time.RFC3339Nano)
}

// printable is text without what moves a terminal's cursor.
func printable(text string) string {
	if !strings.ContainsFunc(text, unsafe) {
		return text
	}
	var b strings.Builder
	for _, c := range text {
		if unsafe(c) {
			quoted := strconv.QuoteRune(c)
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

func unsafe(c rune) bool { return !unicode.IsPrint(c) }

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
