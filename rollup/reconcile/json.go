package reconcile

import (
	"encoding/json"
	"io"
	"time"
)

// WriteJSON writes the result as docs/reconcile.md describes it. Amounts are exact.
func (r *Result) WriteJSON(w io.Writer) error {
	out := document{
		Version: 1, Provider: r.Bill.Provider, Export: r.Bill.Export, From: r.From.Format(time.DateOnly), To: r.To.Format(time.DateOnly), Currency: r.Currency,
		Billed: r.Billed.String(), Metered: r.Metered.String(), Difference: r.Difference.String(), Tolerance: r.Tolerance.String(),
		State: r.State, Causes: []causeDoc{}, Unexplained: r.Unexplained.String(), Unattributed: r.Unattributed().String(), Unpriced: r.Unpriced, Lines: []lineDoc{},
	}
	for _, c := range r.Causes {
		out.Causes = append(out.Causes, causeDoc{
			Cause: c.Kind, Amount: c.Amount.String(), Model: c.Model, ProviderModel: c.Billed, Days: dates(c.Days), Evidence: c.Evidence, Advice: c.Advice,
		})
	}
	for _, l := range r.Lines {
		line := lineDoc{Model: l.Model, Kind: l.Kind, Billed: l.Billed.String(), Metered: l.Metered.String(), Difference: l.Billed.Sub(l.Metered).String(), MeteredQuantity: l.MeteredQuantity.String()}
		if l.BilledQuantity != nil {
			text := l.BilledQuantity.String()
			line.BilledQuantity = &text
		}
		out.Lines = append(out.Lines, line)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(out)
}

type document struct {
	Version      int              `json:"version"`
	Provider     string           `json:"provider"`
	Export       string           `json:"export"`
	From         string           `json:"from"`
	To           string           `json:"to"`
	Currency     string           `json:"currency"`
	Billed       string           `json:"billed"`
	Metered      string           `json:"metered"`
	Difference   string           `json:"difference"`
	Tolerance    string           `json:"tolerance"`
	State        State            `json:"state"`
	Causes       []causeDoc       `json:"causes"`
	Unexplained  string           `json:"unexplained"`
	Unattributed string           `json:"unattributed"`
	Unpriced     map[string]int64 `json:"unpriced_tokens"`
	Lines        []lineDoc        `json:"lines"`
}

type causeDoc struct {
	Cause         CauseKind `json:"cause"`
	Amount        string    `json:"amount"`
	Model         string    `json:"model"`
	ProviderModel string    `json:"provider_model"`
	Days          []string  `json:"days"`
	Evidence      string    `json:"evidence"`
	Advice        string    `json:"advice"`
}

type lineDoc struct {
	Model           string  `json:"model"`
	Kind            string  `json:"kind"`
	Billed          string  `json:"billed"`
	Metered         string  `json:"metered"`
	Difference      string  `json:"difference"`
	BilledQuantity  *string `json:"billed_quantity"`
	MeteredQuantity string  `json:"metered_quantity"`
}
