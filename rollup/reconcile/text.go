package reconcile

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
)

// WriteText writes the result as a letter for people. Amounts are rounded here and
// nowhere else.
func (r *Result) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s's %s of %s to %s (UTC), in %s\n\n", r.Bill.Provider, r.Bill.Export, r.From.Format(time.DateOnly), r.To.Format(time.DateOnly), r.Currency)
	amounts := []struct {
		name string
		m    price.Money
	}{{"billed", r.Billed}, {"metered", r.Metered}, {"difference", r.Difference}}
	for _, a := range amounts {
		fmt.Fprintf(&b, "%-12s %14s\n", a.name, a.m.Round(2))
	}
	fmt.Fprintf(&b, "%-12s %14s  %s\n\n", "tolerance", r.Tolerance.Round(2), r.toleranceOf())
	switch r.State {
	case Matched:
		b.WriteString("They agree.\n")
	case Explained:
		b.WriteString("They differ, and all of it has a cause:\n")
	case Unexplained:
		if len(r.Causes) == 0 {
			b.WriteString("They differ, and no cause was found.\n")
		} else {
			b.WriteString("They differ, and a part of it has no cause:\n")
		}
	}
	for i := range r.Causes {
		r.Causes[i].write(&b)
	}
	if r.Unexplained.Sign() != 0 {
		fmt.Fprintf(&b, "\n%14s  unexplained\n", r.Unexplained.Round(2))
	}
	r.notes(&b)
	r.table(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Result) toleranceOf() string {
	if r.Tolerance.Sign() == 0 {
		return "(the export is exact)"
	}
	return fmt.Sprintf("(%d rows, each rounded by up to %s)", r.Bill.Rows, r.Bill.Rounding)
}

func (c *Cause) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n%14s  %s", c.Amount.Round(2), strings.ReplaceAll(string(c.Kind), "_", " "))
	if c.Model != "" {
		fmt.Fprintf(b, ", %s", c.Model)
	}
	fmt.Fprintf(b, "\n%14s  %s\n", "", c.Evidence)
	if n := len(c.Days); n > 0 && n <= 5 {
		fmt.Fprintf(b, "%14s  on %s\n", "", strings.Join(dates(c.Days), ", "))
	}
	if c.Advice != "" {
		fmt.Fprintf(b, "%14s  → %s\n", "", c.Advice)
	}
}

func dates(days []time.Time) []string {
	out := []string{}
	for _, day := range days {
		out = append(out, day.Format(time.DateOnly))
	}
	return out
}

// notes say what the figures do not.
func (r *Result) notes(b *strings.Builder) {
	if r.Quantities {
		b.WriteString("\nThe export has no amounts: what it counts is priced as metered usage is, so prices were not compared.\n")
	}
	if share, ok := r.Unattributed().Ratio(r.Metered); ok && r.Unattributed().Sign() != 0 {
		fmt.Fprintf(b, "\nOf what was metered, %s (%s %%) has no team.\n", r.Unattributed().Round(2), share.Times(100).Round(1))
	}
	for _, model := range slices.Sorted(maps.Keys(r.Unpriced)) {
		fmt.Fprintf(b, "\n%d metered tokens of %s have no price, and are not in these figures.\n", r.Unpriced[model], cmp.Or(model, "unknown models"))
	}
}

// table is the lines, the largest differences first.
func (r *Result) table(b *strings.Builder) {
	model, kind := 5, 4
	for _, l := range r.Lines {
		model, kind = max(model, len(l.Model)), max(kind, len(l.Kind))
	}
	fmt.Fprintf(b, "\n%-*s  %-*s  %12s  %12s  %12s\n", model, "model", kind, "kind", "billed", "metered", "difference")
	b.WriteString(strings.Repeat("-", model+kind+44) + "\n")
	for _, l := range r.Lines {
		fmt.Fprintf(b, "%-*s  %-*s  %12s  %12s  %12s\n", model, l.Model, kind, l.Kind, l.Billed.Round(2), l.Metered.Round(2), l.Billed.Sub(l.Metered).Round(2))
	}
}
