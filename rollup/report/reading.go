package report

import (
	"context"
	"slices"
	"time"
)

// A reading asks a source and groups its rows in several ways at once, so that all
// parts of a report are of the same moment, and files are read once.
type reading struct {
	owner  []Field     // what is to be known, if count is set
	where  []Condition // that the source applies
	rest   []Filter    // that it does not
	fields []Field     // that are needed whatever rows are grouped by

	count        bool // what is unattributed
	unattributed *group
}

func newReading(opts Options) *reading {
	r := &reading{fields: []Field{Model}, owner: opts.owner(), count: opts.CountUnattributed, unattributed: newGroup(nil)} // models without a price are named
	if r.count {
		r.fields = append(r.fields, r.owner...)
	}
	for _, f := range opts.Filters {
		if c, ok := f.exact(); ok {
			r.where = append(r.where, c)
			continue
		}
		r.rest = append(r.rest, f)
		r.fields = append(r.fields, f.Field)
	}
	return r
}

// run reads what all of the groupings need, from where the first period begins.
func (r *reading) run(ctx context.Context, source Source, to time.Time, ways ...*grouping) error {
	q := Query{To: to, Where: r.where}
	need := func(fields []Field) {
		for _, f := range fields {
			if !slices.Contains(q.Fields, f) {
				q.Fields = append(q.Fields, f)
			}
		}
	}
	need(r.fields)
	for _, g := range ways {
		need(g.fields())
		q.Starts = append(q.Starts, g.starts...)
	}
	slices.SortFunc(q.Starts, time.Time.Compare)
	q.Starts = slices.CompactFunc(q.Starts, time.Time.Equal)
	for row, err := range source.Rows(ctx, q) {
		if err != nil {
			return err
		}
		if slices.ContainsFunc(r.rest, func(f Filter) bool { return !f.match(f.Field.Of(&row)) }) {
			continue
		}
		if r.count && slices.ContainsFunc(r.owner, func(f Field) bool { return f.Of(&row) == "" }) {
			r.unattributed.add(&row)
		}
		for _, g := range ways {
			g.add(&row)
		}
	}
	return nil
}
