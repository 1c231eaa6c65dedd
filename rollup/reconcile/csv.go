package reconcile

import (
	"encoding/csv"
	"io"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
)

// WriteCSV writes the causes, and what is unexplained, a row each.
func (r *Result) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	records := [][]string{{"provider", "from", "to", "currency", "cause", "model", "provider_model", "amount", "days", "evidence"}}
	row := func(cause, model, billed string, amount price.Money, days []time.Time, evidence string) {
		records = append(records, []string{
			r.Bill.Provider, r.From.Format(time.DateOnly), r.To.Format(time.DateOnly), r.Currency, cause, model, billed, amount.String(), strings.Join(dates(days), " "), evidence,
		})
	}
	for _, c := range r.Causes {
		row(string(c.Kind), c.Model, c.Billed, c.Amount, c.Days, c.Evidence)
	}
	row("unexplained", "", "", r.Unexplained, nil, "")
	return out.WriteAll(records)
}
