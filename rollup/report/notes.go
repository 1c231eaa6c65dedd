package report

import (
	"fmt"
	"slices"
)

// A note is a paragraph on what the figures do not say.
type note struct {
	before string
	names  []string // between the two; they are from outside
	after  string
}

// text is the paragraph with the names as the format has them.
func (n *note) text(names string) string { return n.before + names + n.after }

// notes say what the figures do not.
func (r *Report) notes() []note {
	var notes []note
	if r.Total.UnpricedTokens > 0 {
		notes = append(notes, note{
			fmt.Sprintf("Not in the cost: %s tokens of models without a price: ", thousands(r.Total.UnpricedTokens)),
			printables(r.Total.UnpricedModels),
			".\nGive them one, of 0 if they are free: docs/prices.md.",
		})
	}
	if units := r.Total.UnpricedUnits; len(units) > 0 {
		var list []string
		for name, n := range units {
			list = append(list, n+" "+name)
		}
		slices.Sort(list)
		notes = append(notes, note{"Not in the cost: units without a price: ", printables(list), "."})
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
			notes = append(notes, note{before: fmt.Sprintf("%s requests %s.", thousands(x.n), x.what)})
		}
	}
	return notes
}

func printables(texts []string) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = printable(text)
	}
	return out
}
