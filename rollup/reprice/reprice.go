// Package reprice gives past usage other prices, on purpose: it plans what a price
// table would change, per team, and says why it may not be changed.
package reprice

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/store"
)

// A Change is one thing that gets another price.
type Change struct {
	store.Priced
	Before, After *price.Rate // nil: no price
}

// Changes returns what the table prices otherwise than it is priced now.
func Changes(priced []store.Priced, table *price.Table) ([]Change, error) {
	var changes []Change
	for _, p := range priced {
		c := Change{Priced: p}
		if p.Price != nil {
			c.Before = new(price.Rate)
			if err := json.Unmarshal(p.Price.Rate, c.Before); err != nil {
				return nil, fmt.Errorf("reading the price %s: %w", p.Price.Name, err)
			}
		}
		if rate, ok := table.Find(p.Rated); ok {
			c.After = &rate
		}
		if !equal(c.Before, c.After) {
			changes = append(changes, c)
		}
	}
	return changes, nil
}

// equal reports whether two rates are the same, wherever they were read from.
func equal(a, b *price.Rate) bool {
	if a == nil || b == nil {
		return a == b
	}
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// Stored returns the price that a change leads to, as it is kept.
func (c *Change) Stored() (*store.Price, error) {
	if c.After == nil {
		return nil, nil //nolint:nilnil // there is no price
	}
	rate, err := json.Marshal(c.After)
	if err != nil {
		return nil, err
	}
	return &store.Price{Name: c.After.ID, Rate: rate}, nil
}

// A Team is what changes for a team.
type Team struct {
	Name                          string
	Before, After                 price.Money
	UnpricedBefore, UnpricedAfter int64 // tokens
}

// Teams returns what changes per team: first those for whom it is most, up or down.
func Teams(changes []Change, used []store.TeamUsage) []Team {
	byName := map[string]*Team{}
	for i := range used {
		u := &used[i]
		t := byName[u.Team]
		if t == nil {
			t = &Team{Name: u.Team}
			byName[u.Team] = t
		}
		c := &changes[u.Of]
		if c.Before != nil {
			t.Before = t.Before.Add(c.Before.Cost(u.Counts, u.Units))
		} else {
			t.UnpricedBefore += u.Input + u.Output
		}
		if c.After != nil {
			t.After = t.After.Add(c.After.Cost(u.Counts, u.Units))
		} else {
			t.UnpricedAfter += u.Input + u.Output
		}
	}
	teams := make([]Team, 0, len(byName))
	for _, t := range byName {
		teams = append(teams, *t)
	}
	slices.SortFunc(teams, func(a, b Team) int {
		x, y := a.Difference(), b.Difference()
		if c := y.Abs().Cmp(x.Abs()); c != 0 {
			return c
		}
		return strings.Compare(a.Name, b.Name)
	})
	return teams
}

// Difference is how much more it costs.
func (t *Team) Difference() price.Money { return t.After.Sub(t.Before) }

// Closed returns the months of a zone that are over at a moment and of which something
// is changed, ascending.
func Closed(changes []Change, now time.Time, zone *time.Location) []string {
	open := calendar.StartOf(calendar.Months, now, zone)
	var months []string
	for i := range changes {
		if at := changes[i].Slice; at.Before(open) {
			months = append(months, calendar.Name(calendar.Months, at, zone))
		}
	}
	slices.Sort(months)
	return slices.Compact(months)
}
