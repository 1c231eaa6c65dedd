package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/nightly"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/store"
)

type runOptions struct {
	settings
	date     string
	backfill bool
	dryRun   bool
	strict   bool
	parallel int
	retain   int
	metrics  string
}

func (a *app) runCommand() *cobra.Command {
	var opts runOptions
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Fold new events into the sums: the nightly job",
		Long: `Fold what is new since the last run into the sums that reports are made of.

It may be started by cron at any time: late, sent twice or committed in any order, each
event is counted once; two runs at once divide the days between them; one that was killed
leaves nothing half done, and the next goes on. Only days that have changed are read.

One line of JSON on the standard output says what was done, and the table llm_runs
keeps it. With --metrics the same is written for the monitor of the cron job.`,
		Example: `  llmrollup run
  llmrollup run --dry-run
  llmrollup run --strict --metrics /var/lib/node_exporter/llmrollup.prom`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.nightly(cmd.Context(), opts) },
	}
	f := cmd.Flags()
	f.StringVar(&opts.date, "date", "", "`date` of the run; the default is today")
	f.BoolVar(&opts.backfill, "backfill", false, "fold every day of which events are kept, also if nothing has changed")
	f.BoolVar(&opts.dryRun, "dry-run", false, "say which days would be folded, and change nothing")
	f.BoolVar(&opts.strict, "strict", false, "exit with 1 if a model of the folded days has no price")
	f.IntVar(&opts.parallel, "parallel", 2, "fold `n` days at once")
	f.IntVar(&opts.retain, "retain-days", 0, "drop the events of days that are older and folded; their sums stay. 0 keeps all")
	f.StringVar(&opts.metrics, "metrics", "", "write OpenMetrics text to `file`")
	f.StringVar(&opts.timezone, "timezone", "", "IANA `name` of the zone in which days are reported; the default is the policy's")
	dsnFlag(f, &opts.dsns, "several are folded each by itself, at once")
	opts.policyFlag(f)
	opts.pricesFlag(f)
	return cmd
}

func (a *app) nightly(ctx context.Context, opts runOptions) error {
	if opts.parallel < 1 {
		return fmt.Errorf("--parallel: expected a number of days, found %d", opts.parallel)
	}
	if opts.retain < 0 {
		return fmt.Errorf("--retain-days: expected a number of days, found %d", opts.retain)
	}
	if err := opts.load(a); err != nil {
		return err
	}
	now := a.now()
	date := store.DayOf(now)
	if opts.date != "" {
		at, err := calendar.Parse(opts.date, time.UTC)
		if err != nil {
			return fmt.Errorf("--date: %w", err)
		}
		date = store.DayOf(at)
	}
	shards, err := a.shards(ctx, opts.dsns)
	if err != nil {
		return err
	}
	defer closeAll(shards)
	sum, err := runShards(ctx, shards, nightly.Options{
		Prices: opts.prices, Zone: opts.zone, Zones: opts.zones, Date: date, Now: now,
		Backfill: opts.backfill, DryRun: opts.dryRun, Parallel: opts.parallel, Retain: opts.retain,
	})
	line, marshalErr := json.Marshal(sum)
	if marshalErr != nil {
		return marshalErr
	}
	fmt.Fprintf(a.stdout, "%s\n", line)
	if opts.metrics != "" && !opts.dryRun {
		if metricsErr := writeMetrics(opts.metrics, sum, now, err == nil); metricsErr != nil {
			fmt.Fprintln(a.stderr, "llmrollup: --metrics:", metricsErr)
		}
	}
	if err != nil {
		return err
	}
	if err := a.sayClosed(sum.Closed, &opts.settings); err != nil {
		return err
	}
	if len(sum.Closed) > 0 && len(shards) > 1 {
		fmt.Fprintln(a.stderr, "llmrollup: for each database by itself, with its --dsn")
	}
	if len(sum.Unpriced) > 0 {
		fmt.Fprintf(a.stderr, "llmrollup: no price for %s; see llmrollup prices check, and docs/prices.md\n", strings.Join(slices.Sorted(maps.Keys(sum.Unpriced)), ", "))
		if opts.strict {
			return errFailOn
		}
	}
	return nil
}

// sayClosed says which months that are over have usage without a price that would have one
// now, and what to type.
func (a *app) sayClosed(closed []nightly.Closed, s *settings) error {
	for _, c := range closed {
		month, err := calendar.Parse(c.Month, s.zone)
		if err != nil {
			return err
		}
		var what []string
		for _, model := range slices.Sorted(maps.Keys(c.Tokens)) {
			what = append(what, fmt.Sprintf("%d tokens of %s", c.Tokens[model], cmp.Or(model, report.Unknown)))
		}
		apply := "llmrollup prices apply --unpriced --from " + month.Format(time.DateOnly) + " --to " + calendar.Next(calendar.Months, month, s.zone).Format(time.DateOnly) + " --reopen"
		if s.timezone != "" {
			apply += " --timezone " + s.timezone
		}
		if s.pricesFile != "" {
			apply += " --prices " + s.pricesFile
		}
		fmt.Fprintf(a.stderr, "llmrollup: %s is over, and %s have no price in its sums, though the price table has one by now. A closed month is changed on purpose only; to do so:\nllmrollup:   %s\n",
			c.Month, strings.Join(what, ", "), apply)
	}
	return nil
}

// runShards runs the job in one database or in several.
func runShards(ctx context.Context, shards []shard, o nightly.Options) (*nightly.Summary, error) {
	if len(shards) == 1 {
		s, err := shards[0].open(ctx)
		if err != nil {
			return nightly.NotBegun(o, err), err
		}
		return nightly.Run(ctx, s, o)
	}
	all := make([]nightly.Shard, len(shards))
	for i, s := range shards {
		all[i] = nightly.Shard{Name: s.name, Open: s.open}
	}
	return nightly.RunAll(ctx, all, o)
}
