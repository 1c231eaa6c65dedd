package price

import (
	"slices"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
)

// Cuts returns the moments after from and before to at which a rate may change,
// ascending: where a price or a contract begins or ends, and where a window opens or
// closes. With providers, only what changes for these is returned; an empty one
// stands for all, since a model without a provider may be anyone's.
func (t *Table) Cuts(from, to time.Time, providers ...string) []time.Time {
	var cuts []time.Time
	add := func(at time.Time) {
		if at.After(from) && at.Before(to) {
			cuts = append(cuts, at.UTC())
		}
	}
	type occurrence struct {
		zone        string
		days        [7]bool
		from, to    int
		since, till time.Time
	}
	seen := map[occurrence]bool{}
	asked := t.asked(providers)
	for _, l := range t.layers {
		for _, p := range l.providers {
			if !asked(p.name) {
				continue
			}
			for _, m := range p.models {
				for _, r := range m.rows {
					add(r.from)
					add(r.to)
					inForce := func(at time.Time) {
						if holds(at, r.from, r.to) {
							add(at)
						}
					}
					for _, w := range r.windows {
						same := occurrence{w.zone.String(), w.days, w.from, w.to, r.from, r.to}
						if seen[same] {
							continue // models of a provider have the same hours
						}
						seen[same] = true
						w.cuts(later(from, r.from), earlier(to, r.to), inForce)
					}
				}
			}
		}
	}
	for _, c := range t.contracts {
		if asked(t.canonical(c.provider)) {
			add(c.from)
			add(c.to)
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	return slices.CompactFunc(cuts, time.Time.Equal)
}

// asked tells whether a provider is one of those named. What a deployment stands for
// may be another's.
func (t *Table) asked(names []string) func(string) bool {
	all := len(names) == 0 || slices.Contains(names, "") || len(t.deployments) > 0
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[t.canonical(name)] = true
	}
	return func(name string) bool { return all || set[name] }
}

// cuts adds the moments at which w opens or closes on the days from from to to.
func (w *window) cuts(from, to time.Time, add func(time.Time)) {
	if !from.Before(to) {
		return
	}
	y, m, d := from.In(w.zone).Date()
	for start := calendar.Day(y, m, d-1, w.zone); start.Before(to); {
		end := start.Add(24 * time.Hour)
		if _, changed := start.ZoneBounds(); !changed.IsZero() && !end.Before(changed) {
			y, m, d := start.Date()
			end = calendar.Day(y, m, d+1, w.zone)
		}
		switch {
		case !w.days[start.Weekday()]:
		case end.Sub(start) == 24*time.Hour:
			add(start.Add(time.Duration(w.from) * time.Minute))
			add(start.Add(time.Duration(w.to) * time.Minute))
		default:
			w.changedDay(start, end, add)
		}
		start = end
	}
}

// changedDay adds the changes of w's state on a day on which clocks are changed:
// an hour that comes twice may open it twice.
func (w *window) changedDay(start, end time.Time, add func(time.Time)) {
	open := false
	for at := start; at.Before(end); at = at.Add(time.Minute) {
		if h := w.holds(at); h != open {
			add(at)
			open = h
		}
	}
	if open {
		add(end)
	}
}

// PromptBounds returns the sizes of prompts at which a rate changes, ascending,
// without 0.
func (t *Table) PromptBounds() []int64 {
	var bounds []int64
	each := func(r *rates) {
		if r == nil {
			return
		}
		for _, c := range r.contexts {
			bounds = append(bounds, c.from)
		}
	}
	for _, l := range t.layers {
		for _, p := range l.providers {
			for _, m := range p.models {
				for _, r := range m.rows {
					each(r.base)
					for _, w := range r.windows {
						each(w.base)
					}
				}
			}
		}
	}
	for _, c := range t.contracts {
		each(c.base)
	}
	slices.Sort(bounds)
	return slices.Compact(bounds)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// earlier is the earlier one; a zero b is no bound.
func earlier(a, b time.Time) time.Time {
	if b.IsZero() || a.Before(b) {
		return a
	}
	return b
}
