package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/usage"
)

// verifyFiles adds up the events of files and compares each day's sums with those of
// the database.
func (a *app) verifyFiles(ctx context.Context, opts *settings) (err error) {
	from, to, err := opts.period(usage.Era())
	if err != nil {
		return err
	}
	files, err := a.openFiles(opts, "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, files.close()) }()
	sums, closeSums, err := a.openSums(ctx, opts.dsns, opts.prices)
	if err != nil {
		return err
	}
	defer closeSums()
	inFiles, err := countRows(ctx, files, from, to)
	if err != nil {
		return err
	}
	if err := files.faults(); err != nil {
		return err // what is missing of a file would be told as a difference
	}
	if len(inFiles) == 0 {
		return errors.New("the files have no events of this range")
	}
	// Without a range, it is that of the files.
	first, last := to, from
	for key := range inFiles {
		if key.Slice.Before(first) {
			first = key.Slice
		}
		if end := calendar.Next(calendar.Days, key.Slice, time.UTC); end.After(last) {
			last = end
		}
	}
	if opts.from == "" {
		from = first
	}
	if opts.to == "" {
		to = last
	}
	inSums, err := countRows(ctx, sums, from, to)
	if err != nil {
		return err
	}
	keys := make(map[usage.Key]bool)
	for key := range inFiles {
		keys[key] = true
	}
	for key := range inSums {
		keys[key] = true
	}
	differ := 0
	var events int64
	for _, k := range slices.SortedFunc(maps.Keys(keys), usage.Key.Compare) {
		f, s := inFiles[k], inSums[k]
		events += f.Requests
		if f == s {
			continue
		}
		if differ++; differ <= 20 {
			fmt.Fprintf(a.stdout, "%s: team %q, project %q, service %q, %s %q: the sums say %d requests, %d input and %d output tokens; the files say %d, %d and %d\n",
				k.Slice.Format(time.DateOnly), k.TeamID, k.ProjectID, k.ServiceName, k.Provider, cmp.Or(k.Model, report.Unknown),
				s.Requests, s.Input, s.Output, f.Requests, f.Input, f.Output)
		}
	}
	if differ > 20 {
		fmt.Fprintf(a.stdout, "and %d more rows differ\n", differ-20)
	}
	fmt.Fprintf(a.stderr, "llmrollup: %d events of files verified, %d sums differ\n", events, differ)
	if differ > 0 {
		return errFailOn
	}
	return nil
}

// countRows are the sums of a source by day and all fields that sums have: they do not
// tell users apart.
func countRows(ctx context.Context, source report.Source, from, to time.Time) (map[usage.Key]usage.Counts, error) {
	days := calendar.Starts(calendar.Days, from, to, time.UTC)
	counts := make(map[usage.Key]usage.Counts)
	fields := slices.DeleteFunc(slices.Clone(report.Fields), func(f report.Field) bool { return f == report.User })
	for row, err := range source.Rows(ctx, report.Query{Starts: days, To: to, Fields: fields}) {
		if err != nil {
			return nil, err
		}
		row.Slice, row.PromptFrom = row.Slice.UTC(), 0
		c := counts[row.Key]
		c.Add(row.Counts)
		counts[row.Key] = c
	}
	return counts, nil
}
