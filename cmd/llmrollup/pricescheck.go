package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/rollup/nightly"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/store"
	"github.com/llmtag/llmtag/rollup/usage"
)

type pricesCheckOptions struct {
	settings
	rejects string
}

func (a *app) pricesCheckCommand() *cobra.Command {
	var opts pricesCheckOptions
	cmd := &cobra.Command{
		Use:   "check [FILE]",
		Short: "Check a price file",
		Long: `Check a price file, or else the table in use: whether it is valid, and what is most
probably wrong: gaps, rates that look like another unit, models that are found as others.
With --events also whether all models of event files have a price; else, if DATABASE_URL or
the PG* variables name a database, whether all models that were used in it have one.

It exits with 1 if something was found.`,
		Example: `  llmrollup prices check prices.yaml
  llmrollup prices check prices.yaml --events events/2026-10.jsonl.gz`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				opts.pricesFile, args = args[0], args[1:]
			}
			if err := opts.files(args); err != nil {
				return err
			}
			return a.pricesCheck(cmd.Context(), opts)
		},
	}
	f := cmd.Flags()
	opts.eventsFlag(f)
	dsnFlag(f, &opts.dsns, "several are looked at together")
	f.StringVar(&opts.rejects, "rejects", "", "write lines of event files that are put aside to `file`")
	opts.policyFlag(f)
	opts.pricesFlag(f)
	return cmd
}

func (a *app) pricesCheck(ctx context.Context, opts pricesCheckOptions) error {
	if err := opts.load(a); err != nil {
		return err
	}
	found := 0
	for _, finding := range opts.prices.Check() {
		found++
		fmt.Fprintln(a.stdout, finding)
	}
	unpriced := a.unpricedInDatabase
	if len(opts.events) > 0 {
		unpriced = a.unpricedInFiles
	}
	n, err := unpriced(ctx, opts)
	if err != nil {
		return err
	}
	found += n
	if found > 0 {
		return errFailOn
	}
	fmt.Fprintln(a.stderr, "llmrollup: nothing to remark on", cmp.Or(opts.pricesFile, "the built-in table"))
	return nil
}

// unpricedInFiles prints the models of event files that have no price, and returns how
// many these are.
func (a *app) unpricedInFiles(ctx context.Context, opts pricesCheckOptions) (found int, err error) {
	files, err := a.openFiles(&opts.settings, opts.rejects)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, files.close()) }()
	by := []string{"provider", "model", "service_tier"}
	begin, end := usage.Era()
	r, err := report.New(ctx, files, report.Options{By: by, From: begin, To: end, Billed: opts.prices.Billed})
	if err != nil {
		return 0, err
	}
	if err := files.faults(); err != nil {
		return 0, err
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		if !row.Unpriced() {
			continue
		}
		found++
		what := []string{}
		if row.UnpricedTokens > 0 {
			what = append(what, strconv.FormatInt(row.UnpricedTokens, 10)+" tokens")
		}
		for _, unit := range slices.Sorted(maps.Keys(row.UnpricedUnits)) {
			what = append(what, row.UnpricedUnits[unit]+" "+unit)
		}
		fmt.Fprintf(a.stdout, "no price: provider %s, model %s, service tier %s: %s in %d requests%s\n",
			row.Key[0], row.Key[1], row.Key[2], strings.Join(what, ", "), row.Requests, nearest(opts.prices, value(row.Key[0]), value(row.Key[1])))
	}
	return found, nil
}

// unpriced is what of a model and service tier has no price.
type unpriced struct {
	provider, model, tier string
	inSums                bool // only there: the table has one
}

// unpricedAmount is how much of it there is, and when.
type unpricedAmount struct {
	requests, tokens int64
	first, last      store.Day
}

// unpricedInDatabase prints the models that were used and have no price in the table, or
// have one that the sums have not, and returns how many these are. Without a database it
// is none.
func (a *app) unpricedInDatabase(ctx context.Context, opts pricesCheckOptions) (found int, err error) {
	shards, err := a.shards(ctx, opts.dsns)
	if errors.Is(err, errNoDatabase) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer closeAll(shards)
	stores, err := openAll(ctx, shards)
	if err != nil {
		return 0, err
	}
	amounts := map[unpriced]*unpricedAmount{}
	for _, s := range stores {
		used, err := usedIn(ctx, s, &opts.settings)
		if err != nil {
			return 0, err
		}
		for i := range used {
			u := &used[i]
			_, priced := opts.prices.Find(u.Rated)
			if u.Tokens == 0 || priced && !u.Unpriced {
				continue
			}
			key := unpriced{u.Provider, u.Model, u.ServiceTier, priced}
			sum := amounts[key]
			if sum == nil {
				sum = &unpricedAmount{first: u.Day, last: u.Day}
				amounts[key] = sum
			}
			sum.requests += u.Requests
			sum.tokens += u.Tokens
			if u.Day.Before(sum.first.Time) {
				sum.first = u.Day
			}
			if u.Day.After(sum.last.Time) {
				sum.last = u.Day
			}
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(amounts), func(a, b unpriced) int {
		return cmp.Or(cmpBool(a.inSums, b.inSums), cmp.Compare(a.provider, b.provider), cmp.Compare(a.model, b.model), cmp.Compare(a.tier, b.tier))
	}) {
		sum := amounts[k]
		what, hint := "no price", nearest(opts.prices, k.provider, k.model)
		if k.inSums {
			what, hint = "priced now, and not in the sums", "; see llmrollup prices apply --unpriced"
		}
		when := "on " + sum.first.String()
		if sum.first != sum.last {
			when = "from " + sum.first.String() + " to " + sum.last.String()
		}
		fmt.Fprintf(a.stdout, "%s: provider %s, model %s, service tier %s: %d tokens in %d requests %s%s\n", what,
			cmp.Or(k.provider, report.Unknown), cmp.Or(k.model, report.Unknown), cmp.Or(k.tier, report.Unknown), sum.tokens, sum.requests, when, hint)
	}
	return len(amounts), nil
}

// usedIn is what was used by the sums of a database, and of days that have changed since
// by their events.
func usedIn(ctx context.Context, s *store.Store, opts *settings) ([]store.Used, error) {
	begin, end := usage.Era()
	first, last := store.DayOf(begin), store.DayOf(end)
	changed, err := s.Changed(ctx, first, last)
	if err != nil {
		return nil, err
	}
	all, err := s.Used(ctx, first, last)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(u store.Used) bool { return slices.Contains(changed, u.Day) })
	for _, day := range changed {
		cuts := nightly.Cuts(opts.prices, nil, day, day)
		used, err := s.UsedInEvents(ctx, day, cuts(day))
		if err != nil {
			return nil, err
		}
		all = append(all, used...)
	}
	return all, nil
}

// nearest says which model that has prices one without is like.
func nearest(table *price.Table, provider, model string) string {
	name, known := table.Nearest(provider, model)
	switch {
	case name == "":
		return ""
	case known:
		return "; " + name + " has prices, but none for this time or tier"
	}
	return "; the nearest that has one is " + name
}

// value is what a key of a report stands for: a missing one is shown as unknown.
func value(key string) string {
	if key == report.Unknown {
		return ""
	}
	return key
}

// cmpBool sorts false before true.
func cmpBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
