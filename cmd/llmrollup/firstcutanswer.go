package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/rollup/firstcut"
	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
)

// A firstCut is the answer to whose a bill is: one report or, for people, several short ones.
type firstCut struct {
	bill        *invoice.Bill
	source      *firstcut.Source
	options     report.Options
	suggestions []firstcut.Suggestion
	suggested   string // where they were written

	report *report.Report
	short  []*report.Report // by team or key, and by model
}

func (c *firstCut) make(ctx context.Context) (err error) {
	if c.report, err = report.New(ctx, c.source, c.options); err != nil {
		return err
	}
	// At most one of these says the same for all.
	for _, by := range [][]string{{"team"}, {"billing_project"}, {"api_key"}, {"charge"}, {"model"}} {
		o := c.options
		o.By, o.Top, o.Explain, o.Brief = by, 10, false, true
		r, err := report.New(ctx, c.source, o)
		if err != nil {
			return err
		}
		if len(r.Rows) > 1 || by[0] == "model" || by[0] == "team" && c.source.Map != nil {
			c.short = append(c.short, r)
		}
	}
	c.short[0].Brief = false
	return nil
}

// write writes the answer: for people the short one, unless they asked by something.
func (c *firstCut) write(w io.Writer, format string, asked bool) error {
	if format != "table" {
		return writeReport(w, c.report, format)
	}
	fmt.Fprintf(w, "%s's %s, %d rows\n\n", c.bill.Provider, c.bill.Export, c.bill.Rows)
	reports := []*report.Report{c.report}
	if !asked {
		reports = c.short
	}
	for i, r := range reports {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := r.WriteTable(w); err != nil {
			return err
		}
	}
	return c.rest(w)
}

// rest says what is nobody's, and what to do about it.
func (c *firstCut) rest(w io.Writer) error {
	lost := &c.report.Unattributed
	share, ok := c.share()
	if lost.Cost.Sign() == 0 && lost.UnpricedTokens == 0 {
		_, err := fmt.Fprintln(w, "\nEverything has a team.")
		return err
	}
	of := ""
	if ok {
		of = fmt.Sprintf(", %s %% of it", share.Round(1))
	}
	fmt.Fprintf(w, "\nNobody's: %s %s%s.\n", lost.Cost.Round(2), c.currency(), of)
	if c.suggested != "" {
		_, err := fmt.Fprintf(w, "%s says what is to be decided. Complete it, and give it back by --map.\n", c.suggested)
		return err
	}
	for i, s := range c.suggestions {
		if i == 5 {
			fmt.Fprintf(w, "  and %d more\n", len(c.suggestions)-i)
			break
		}
		fmt.Fprintf(w, "  %10s  %s\n", s.Cost.Round(2), s.Name())
	}
	_, err := fmt.Fprintln(w, "Say whose these are: llmrollup firstcut --suggest-map map.yaml writes a map to be completed, --map map.yaml reads it.")
	return err
}

func (c *firstCut) currency() string {
	if c.bill.Currency == "" {
		return "USD"
	}
	return c.bill.Currency
}

// share is what is nobody's, in percent of the cost; false if there is none.
func (c *firstCut) share() (price.Money, bool) {
	ratio, ok := c.report.Unattributed.Cost.Ratio(c.report.Total.Cost)
	return ratio.Times(100), ok
}

func (c *firstCut) failOn(a *app, conditions []string, limit price.Money) error {
	failed := false
	if slices.Contains(conditions, "unpriced") && c.report.Total.Unpriced() {
		failed = true
		fmt.Fprintf(a.stderr, "llmrollup: %d tokens have no price: %s\n", c.report.Total.UnpricedTokens, strings.Join(c.report.Total.UnpricedModels, ", "))
	}
	if share, ok := c.share(); slices.Contains(conditions, "unattributed") && (ok && share.Cmp(limit) > 0 || !ok && c.report.Unattributed.UnpricedTokens > 0) {
		failed = true
		fmt.Fprintf(a.stderr, "llmrollup: %s %% of the cost is nobody's, allowed are %s %%\n", share.Round(1), limit)
	}
	if failed {
		return errFailOn
	}
	return nil
}
