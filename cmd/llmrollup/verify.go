package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/rollup/store"
	"github.com/llmtag/llmtag/rollup/usage"
)

func (a *app) verifyCommand() *cobra.Command {
	var opts settings
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Add up events anew and compare them with the sums",
		Long: `Add up all events of a range anew and compare every sum, to the last token. Exits with 1
if one differs, and says where.

Days that have changed since the last run are named, and are no difference: run llmrollup
run first. Days whose events are no longer kept cannot be compared, and are counted.

With --events, the events of files take the place of those in the database: whether all
of an archive was loaded, and sums of days whose events are no longer kept.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.files(args); err != nil {
				return err
			}
			return a.verify(cmd.Context(), opts)
		},
	}
	f := cmd.Flags()
	opts.rangeFlags(f, "the default is all days")
	opts.policyFlag(f)
	opts.pricesFlag(f)
	opts.eventsFlag(f)
	dsnFlag(f, &opts.dsns, "several are verified each by itself; with --events, together")
	return cmd
}

func (a *app) verify(ctx context.Context, opts settings) error {
	if err := opts.load(a); err != nil {
		return err
	}
	if len(opts.events) > 0 {
		return a.verifyFiles(ctx, &opts)
	}
	from, to, err := opts.period(usage.Era())
	if err != nil {
		return err
	}
	shards, err := a.shards(ctx, opts.dsns)
	if err != nil {
		return err
	}
	defer closeAll(shards)
	var faults []error
	for _, s := range shards {
		opened, err := s.open(ctx)
		if err == nil {
			err = s.in(a.verifyStore(ctx, opened, s.name, store.DayOf(from), store.DayOf(to.Add(-time.Nanosecond))))
		}
		faults = append(faults, err)
	}
	// What could not be verified is worse than what was, and differs.
	if slices.ContainsFunc(faults, func(err error) bool { return err != nil && !errors.Is(err, errFailOn) }) {
		return errors.Join(slices.DeleteFunc(faults, func(err error) bool { return errors.Is(err, errFailOn) })...)
	}
	return errors.Join(faults...)
}

// verifyStore verifies the days from first to last of one database, which has a name if
// it is one of several. The error is [errFailOn] if sums differ.
func (a *app) verifyStore(ctx context.Context, s *store.Store, name string, first, last store.Day) error {
	if name != "" {
		name += ": "
	}
	folded, err := s.Folded(ctx, first, last)
	if err != nil {
		return err
	}
	changed, err := s.Changed(ctx, first, last)
	if err != nil {
		return err
	}
	for _, day := range changed {
		fmt.Fprintf(a.stderr, "llmrollup: %s%s has changed since it was folded; llmrollup run folds it\n", name, day)
	}
	var verified, gone, differ int
	var events int64
	for _, day := range slices.SortedFunc(maps.Keys(folded), func(a, b store.Day) int { return a.Compare(b.Time) }) {
		f := folded[day]
		if slices.Contains(changed, day) {
			continue
		}
		if has, err := s.HasEvents(ctx, day); err != nil {
			return err
		} else if !has && f.Dropped {
			gone++
			continue
		}
		rows, units, err := s.Verify(ctx, f)
		if err != nil {
			return err
		}
		verified++
		events += f.Events
		differ += len(rows) + int(units)
		for i, d := range rows {
			if i == 20 {
				fmt.Fprintf(a.stdout, "%s%s: and %d more rows differ\n", name, day, len(rows)-i)
				break
			}
			fmt.Fprintf(a.stdout, "%s%s: team %q, project %q, service %q, %s %q: the sums say %d requests, %d input and %d output tokens; the events say %d, %d and %d\n",
				name, day, d.TeamID, d.ProjectID, d.ServiceName, d.Provider, d.Model,
				d.Requests[0], d.InputTokens[0], d.OutputTokens[0], d.Requests[1], d.InputTokens[1], d.OutputTokens[1])
		}
		if units > 0 {
			fmt.Fprintf(a.stdout, "%s%s: %d sums of units differ\n", name, day, units)
		}
	}
	fmt.Fprintf(a.stderr, "llmrollup: %s%d days with %d events verified, %d sums differ\n", name, verified, events, differ)
	if gone > 0 {
		fmt.Fprintf(a.stderr, "llmrollup: %sthe events of %d more days are no longer kept\n", name, gone)
	}
	if len(changed) > 0 && verified == 0 && len(folded) == 0 {
		return errors.New("no day was folded yet: llmrollup run folds them")
	}
	if differ > 0 {
		return errFailOn
	}
	return nil
}
