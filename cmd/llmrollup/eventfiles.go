package main

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/source"
	"github.com/llmtag/llmtag/rollup/usage"
)

// eventFiles are files of events as a source of sums: they are added up in memory.
type eventFiles struct {
	app     *app
	names   []string
	format  source.Format
	prices  *price.Table
	rejects *rejects
	told    bool
	wrong   []error // with whole files
}

// openFiles prepares the files of --events to be read.
func (a *app) openFiles(s *settings, rejectsFile string) (*eventFiles, error) {
	names, err := source.Expand(s.events)
	if err != nil {
		return nil, err
	}
	rejects, err := a.openRejects(rejectsFile, names)
	if err != nil {
		return nil, err
	}
	return &eventFiles{app: a, names: names, format: s.inputFormat, prices: s.prices, rejects: rejects}, nil
}

func (f *eventFiles) close() error { return f.rejects.close() }

// once reports whether the files can be read once only.
func (f *eventFiles) once() bool { return slices.Contains(f.names, source.Stdin) }

// faults are what was wrong with whole files, of which the report has what could be read.
func (f *eventFiles) faults() error { return errors.Join(f.wrong...) }

// owners are the bits of the fields of an owner.
var owners = map[report.Field]int{
	report.Team: usage.TeamID, report.Project: usage.ProjectID, report.Service: usage.ServiceName, report.User: usage.UserID,
	report.RequestType: usage.RequestType, report.Environment: usage.Environment, report.CallSite: usage.CallSite,
}

// Rows implements report.Source.
func (f *eventFiles) Rows(ctx context.Context, q report.Query) iter.Seq2[report.Row, error] {
	return func(yield func(report.Row, error) bool) {
		rows, err := f.sum(ctx, q)
		if err != nil {
			yield(report.Row{}, err)
			return
		}
		rates := newRates(f.prices)
		for i := range rows {
			out := report.Row{Row: rows[i], Rate: rates.find(rows[i].Rated)}
			if slices.ContainsFunc(q.Where, func(c report.Condition) bool { return !c.Match(&out) }) {
				continue
			}
			out.Slice = startOf(q.Starts, out.Slice)
			for _, field := range report.Fields {
				if !slices.Contains(q.Fields, field) {
					field.Clear(&out.Key)
				}
			}
			if !yield(out, nil) {
				return
			}
		}
	}
}

func (f *eventFiles) sum(ctx context.Context, q report.Query) ([]usage.Row, error) {
	keep := usage.Options{From: q.Starts[0], To: q.To, PromptBounds: f.prices.PromptBounds()}
	keep.Cuts = append(f.prices.Cuts(q.Starts[0], q.To), q.Starts...)
	slices.SortFunc(keep.Cuts, time.Time.Compare)
	keep.Cuts = slices.CompactFunc(keep.Cuts, time.Time.Equal)
	for field, bit := range owners {
		if slices.Contains(q.Fields, field) || slices.ContainsFunc(q.Where, func(c report.Condition) bool { return c.Field == field }) {
			keep.Owners |= 1 << bit
		}
	}
	bar := newProgress(f.app.stderr, "reading", source.Size(f.names))
	read := source.Options{Format: f.format, Stdin: f.app.stdin, Read: bar.read}
	read.Reject = func(r source.Reject) error {
		if f.told {
			return nil // the files are read a second time
		}
		return f.rejects.add(r)
	}
	rows, _, summary, err := source.Sum(ctx, f.names, read, keep)
	bar.done()
	if err != nil {
		return nil, err
	}
	if !f.told {
		f.rejects.tell()
		f.wrong = summary.Faults
	}
	f.told = true
	return rows, nil
}

// startOf is the beginning of the period that at is in.
func startOf(starts []time.Time, at time.Time) time.Time {
	i, found := slices.BinarySearchFunc(starts, at, time.Time.Compare)
	if !found {
		i--
	}
	return starts[max(i, 0)]
}

// rates finds each rate once, so that equal ones are the same.
type rates struct {
	prices *price.Table
	rated  map[usage.Rated]*price.Rate
	byID   map[string]*price.Rate
}

func newRates(prices *price.Table) *rates {
	return &rates{prices: prices, rated: map[usage.Rated]*price.Rate{}, byID: map[string]*price.Rate{}}
}

// find is the rate of r, nil if there is none. The identifier tells rates of one
// table apart.
func (r *rates) find(rated usage.Rated) *price.Rate {
	if rate, ok := r.rated[rated]; ok {
		return rate
	}
	var found *price.Rate
	if rate, ok := r.prices.Find(rated); ok {
		if found = r.byID[rate.ID]; found == nil {
			found = &rate
			r.byID[rate.ID] = found
		}
	}
	r.rated[rated] = found
	return found
}

// narrowed is a source whose range is open: the report's becomes the days of which
// there are sums.
type narrowed struct {
	report.Source
	settings *settings
	options  *report.Options
}

// Rows implements report.Source.
func (n *narrowed) Rows(ctx context.Context, q report.Query) iter.Seq2[report.Row, error] {
	days := q
	days.Starts = calendar.Starts(calendar.Days, q.Starts[0], q.To, n.settings.zone)
	return func(yield func(report.Row, error) bool) {
		var first, last time.Time
		for row, err := range n.Source.Rows(ctx, days) {
			if err == nil {
				if first.IsZero() || row.Slice.Before(first) {
					first = row.Slice
				}
				if row.Slice.After(last) {
					last = row.Slice
				}
				row.Slice = startOf(q.Starts, row.Slice)
			}
			if !yield(row, err) {
				return
			}
		}
		if first.IsZero() {
			return
		}
		if n.settings.from == "" {
			n.options.From = first
		}
		if n.settings.to == "" {
			n.options.To = calendar.Next(calendar.Days, last, n.settings.zone)
		}
	}
}
