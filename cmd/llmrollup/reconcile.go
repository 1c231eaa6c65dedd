package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/reconcile"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/store"
)

type reconcileOptions struct {
	settings
	invoices []string
	month    string
	exports  []string
	rejects  string
	provider string
	relative string
	failOn   string
	trueUp   string
	spread   bool
	dsns     []string
}

func (a *app) reconcileCommand() *cobra.Command {
	var opts reconcileOptions
	cmd := &cobra.Command{
		Use:   "reconcile --invoice FILE... [--events FILE...]",
		Short: "Hold metered spend against a provider's bill, and say why they differ",
		Long: `Hold what was metered against what a provider has billed: by day, model and kind of
tokens, as finely as the export tells. What differs is divided into causes, whose amounts
and the unexplained rest are the difference, exactly: usage that was not logged, or not
billed, another price, days of another time zone, amounts in cents, rows that are there
twice, models without a price, taxes and other charges, rounding.

The exports are those that llmrollup firstcut reads. Metered usage is that of the
database, or of the files of --events.

Exits with 1 unless bill and metered spend agree within the tolerance: what the provider
rounds on each row, and --tolerance. With --fail-on unexplained, a difference that has
causes is accepted.`,
		Example: `  llmrollup reconcile --invoice claude_api_cost_2026_10.csv
  llmrollup reconcile --invoice openai-costs.json --events events/2026-10-*.jsonl.gz --format json
  llmrollup reconcile --invoice cur.csv.gz --month 2026-10 --true-up trueup.csv --spread`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.sort(args); err != nil {
				return err
			}
			return a.reconcile(cmd.Context(), opts)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&opts.invoices, "invoice", nil, "a provider's usage or cost export: `files`, or - for the standard input")
	f.StringVar(&opts.month, "month", "", "compare this `month` only, such as 2026-10; of files with several it is needed")
	f.StringVar(&opts.provider, "provider", "", "the provider whose export this is expected to be")
	f.StringArrayVar(&opts.exports, "exports", nil, "`file` that describes further exports, as of a gateway")
	f.StringVar(&opts.rejects, "rejects", "", "write rows of the bill that are put aside to `file`")
	f.StringVar(&opts.relative, "tolerance", "0", "`percent` of the bill that may differ, beside its rounding")
	f.StringVar(&opts.failOn, "fail-on", "difference", "exit with 1 on a difference, or only on what is unexplained of it")
	f.StringVar(&opts.trueUp, "true-up", "", "write the adjustment that makes metered spend what was billed to `file`, as a row of a journal")
	f.BoolVar(&opts.spread, "spread", false, "divide the adjustment of --true-up among the teams, in proportion to their metered spend, to the cent")
	opts.rangeFlags(f, "the default is the days of the bill")
	opts.formatFlags(f, "table, csv, json")
	opts.eventsFlag(f)
	dsnFlag(f, &opts.dsns, "of several the sums are added up")
	opts.policyFlag(f)
	opts.pricesFlag(f)
	return cmd
}

// sort gives arguments that follow to the last of the flags that take several files.
func (o *reconcileOptions) sort(args []string) error {
	switch {
	case len(o.invoices) == 0:
		return errors.New("name the bill: --invoice FILE; docs/firstcut.md says where providers have it")
	case len(o.events) > 0:
		o.events = append(o.events, args...)
	default:
		o.invoices = append(o.invoices, args...)
	}
	return nil
}

func (a *app) reconcile(ctx context.Context, opts reconcileOptions) (err error) {
	if err := oneOf("--format", opts.format, "table", "csv", "json"); err != nil {
		return err
	}
	if err := oneOf("--fail-on", opts.failOn, "difference", "unexplained"); err != nil {
		return err
	}
	relative, err := price.ParseMoney(strings.TrimSuffix(opts.relative, "%"))
	if err != nil || relative.Sign() < 0 {
		return fmt.Errorf("--tolerance: expected percent such as 0.5, found %q", opts.relative)
	}
	if opts.spread && opts.trueUp == "" {
		return errors.New("--spread divides the adjustment of --true-up; name a file for it")
	}
	if opts.month != "" {
		if opts.from != "" || opts.to != "" {
			return errors.New("--month names the range; leave --from and --to out")
		}
		if opts.from, opts.to, err = monthRange(opts.month); err != nil {
			return err
		}
	}
	if err := opts.load(a); err != nil {
		return err
	}
	policyZone := opts.zone
	opts.zone = time.UTC // of bills
	bill, summary, err := a.readBill(ctx, opts.invoices, &opts.settings, billOptions{exports: opts.exports, rejects: opts.rejects, provider: opts.provider})
	if err != nil {
		return err
	}
	o := reconcile.Options{Prices: opts.prices, Relative: relative.Per(100), Zones: []*time.Location{policyZone}}
	if o.From, o.To, err = opts.billed(bill); err != nil {
		return err
	}
	if bill.Currency != "" && bill.Currency != "USD" {
		return fmt.Errorf("the bill is in %s, metered spend in USD; export it in US dollars, or compare llmrollup firstcut with a report by hand", bill.Currency)
	}
	if err := errors.Join(summary.Faults...); err != nil {
		return err // what is missing of a file would be told as a difference
	}
	if summary.Rejected > 0 {
		return fmt.Errorf("%d rows of the bill could not be read: repair them first, they would be told as a difference", summary.Rejected)
	}
	if now := a.now(); o.To.After(now.Add(-48 * time.Hour)) {
		fmt.Fprintln(a.stderr, "llmrollup: providers still change figures of the last days; compare again two days after the end of the month")
	}
	source, done, err := a.meteredOf(ctx, &opts, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	result, err := reconcile.Compare(ctx, bill, source, o)
	if errors.Is(err, reconcile.ErrNothingMetered) {
		return fmt.Errorf("%w: nothing of %s from %s to %s; are these the events of that time, and do they name the provider? llmrollup report --by provider,month shows what there is",
			err, bill.Provider, o.From.Format(time.DateOnly), o.To.Format(time.DateOnly))
	}
	if err != nil {
		return err
	}
	write := map[string]func(io.Writer) error{"table": result.WriteText, "csv": result.WriteCSV, "json": result.WriteJSON}[opts.format]
	if err := opts.print(a, write); err != nil {
		return err
	}
	if opts.trueUp != "" {
		if err := a.trueUp(&opts, result); err != nil {
			return err
		}
	}
	if result.State == reconcile.Matched || result.State == reconcile.Explained && opts.failOn == "unexplained" {
		return nil
	}
	return errFailOn
}

// monthRange are the first days of a month and of the next.
func monthRange(text string) (from, to string, err error) {
	at, err := time.Parse("2006-01", text)
	if err != nil {
		return "", "", fmt.Errorf("--month: %q is no month such as 2026-10", text)
	}
	return at.Format(time.DateOnly), at.AddDate(0, 1, 0).Format(time.DateOnly), nil
}

// billed is the range that is compared: whole days in UTC.
func (o *reconcileOptions) billed(bill *invoice.Bill) (from, to time.Time, err error) {
	if len(bill.Entries) == 0 {
		return from, to, fmt.Errorf("the bill charges nothing in this time: %s's %s", bill.Provider, bill.Export)
	}
	if months := bill.Months(); len(months) > 1 && o.from == "" && o.to == "" {
		return from, to, fmt.Errorf("the bill is of several months: %s; --month chooses one", strings.Join(months, ", "))
	}
	from = calendar.StartOf(calendar.Days, bill.From, time.UTC)
	to = bill.To
	if day := calendar.StartOf(calendar.Days, to, time.UTC); !day.Equal(to) {
		to = calendar.Next(calendar.Days, day, time.UTC)
	}
	if from, to, err = o.period(from, to); err != nil {
		return from, to, err
	}
	for _, at := range []time.Time{from, to} {
		if !calendar.StartOf(calendar.Days, at, time.UTC).Equal(at) {
			return from, to, fmt.Errorf("the range is to be of whole days in UTC, as bills are; found %s", at.Format(time.RFC3339))
		}
	}
	return from, to, nil
}

// meteredOf opens what was metered: event files, or the database.
func (a *app) meteredOf(ctx context.Context, opts *reconcileOptions, o reconcile.Options) (report.Source, func() error, error) {
	if len(opts.events) > 0 {
		files, err := a.openFiles(&opts.settings, "")
		if err != nil {
			return nil, nil, err
		}
		if files.once() {
			return nil, nil, errors.Join(errors.New("--events: the standard input cannot be read twice, as days of other zones may have to be looked at; save it to a file"), files.close())
		}
		return files, func() error { return errors.Join(files.faults(), files.close()) }, nil
	}
	sums, closeSums, err := a.openSums(ctx, opts.dsns, opts.prices)
	if err != nil {
		return nil, nil, err
	}
	if err := a.folded(ctx, opts.dsns, o.From, o.To); err != nil {
		closeSums()
		return nil, nil, err
	}
	return sums, func() error { closeSums(); return nil }, nil
}

// folded reports as an error days whose events are not in the sums yet.
func (a *app) folded(ctx context.Context, dsns []string, from, to time.Time) error {
	shards, err := a.shards(ctx, dsns)
	if err != nil {
		return err
	}
	defer closeAll(shards)
	stores, err := openAll(ctx, shards)
	if err != nil {
		return err
	}
	for _, s := range stores {
		changed, err := s.Changed(ctx, store.DayOf(from), store.DayOf(to.Add(-time.Nanosecond)))
		if err != nil {
			return err
		}
		if len(changed) > 0 {
			return fmt.Errorf("%d days have events that are not in the sums, %s the first: llmrollup run folds them", len(changed), changed[0])
		}
	}
	return nil
}

// trueUp writes the adjustment.
func (a *app) trueUp(opts *reconcileOptions, r *reconcile.Result) error {
	var shares []reconcile.Share
	if opts.spread {
		var err error
		if shares, err = r.Spread(); err != nil {
			return err
		}
	}
	hash, err := hashOf(r.Bill.Files)
	if err != nil {
		return err
	}
	s := settings{output: opts.trueUp}
	return s.print(a, func(w io.Writer) error { return r.WriteTrueUp(w, hash, shares) })
}

// hashOf tells a bill by its content.
func hashOf(files []string) (string, error) {
	h := sha256.New()
	for _, name := range files {
		if name == "-" {
			return "standard input", nil
		}
		f, err := os.Open(name)
		if err != nil {
			return "", err
		}
		_, err = io.Copy(h, f)
		if err := errors.Join(err, f.Close()); err != nil {
			return "", err
		}
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))[:16], nil
}
