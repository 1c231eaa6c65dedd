package reconcile

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
)

// usualZones are those in which providers and their tools show days, and then all others.
var usualZones = []string{
	"America/Los_Angeles", "America/New_York", "Europe/London", "Europe/Berlin", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney",
}

// step is how finely offsets of zones are told apart.
const step = 30 * time.Minute

// shifted finds days that begin at another time than those of the bill say: with days of
// another zone many more cells agree. Metered usage is then taken by these days.
func (c *comparison) shifted(ctx context.Context, source report.Source) error {
	asIs := c.agreeing(func(k key) price.Money { return c.cells[k].metered })
	if len(c.days) < 3 || 2*asIs >= len(c.cells) {
		return nil
	}
	slots, err := c.slots(ctx, source)
	if err != nil {
		return err
	}
	var best *time.Location
	var inBest map[key]*cell
	most := 2 * max(asIs, len(c.cells)/6)
	for _, zones := range [][]*time.Location{c.likelyZones(), otherZones()} {
		for _, zone := range zones {
			cells := c.inZone(slots, zone)
			n := c.agreeing(func(k key) price.Money {
				if cells[k] == nil {
					return price.Money{}
				}
				return cells[k].metered
			})
			if n > most {
				best, most, inBest = zone, n, cells
			}
		}
		if best != nil {
			break
		}
	}
	if best == nil {
		return nil
	}
	var sum price.Money
	for k, x := range c.cells {
		now := inBest[k]
		if now == nil {
			now = &cell{tiers: map[string]*byTier{}}
		}
		sum = sum.Add(now.metered.Sub(x.metered))
		x.metered, x.meteredQuantity = now.metered, now.meteredQuantity
		for name, tier := range x.tiers {
			tier.metered, tier.meteredTokens = price.Money{}, price.Money{}
			if there := now.tiers[name]; there != nil {
				tier.metered, tier.meteredTokens = there.metered, there.meteredTokens
			}
		}
	}
	c.cause(Cause{
		Kind: DayShift, Amount: sum,
		Evidence: fmt.Sprintf("with days that begin at midnight in %s, %d of %d amounts agree; in UTC, %d", best, most, len(c.cells), asIs),
		Advice:   "export the bill with days in UTC, or compare a range whose first and last days do not matter",
	})
	return nil
}

// agreeing is how many cells agree with what metered says.
func (c *comparison) agreeing(metered func(key) price.Money) int {
	n := 0
	for k, x := range c.cells {
		if x.billed.Sign() != 0 && x.billed.Sub(metered(k)).Abs().Cmp(c.tolerance(x)) <= 0 {
			n++
		}
	}
	return n
}

// tolerance is by how much a cell may differ: the rounding of its rows, and a millionth,
// since providers compute with floats.
func (c *comparison) tolerance(x *cell) price.Money {
	return c.bill.Rounding.Times(max(x.rows, 1)).Add(x.billed.Abs().Per(1_000_000)).Add(x.billed.Abs().Mul(c.Relative))
}

// A slot is what was metered in half an hour of a model, a kind and a tier.
type slot struct {
	at             time.Time
	key            key // but for its day
	tier           string
	cost, quantity price.Money
}

// slots reads metered usage by the half hour, half a day and more around the range.
func (c *comparison) slots(ctx context.Context, source report.Source) ([]slot, error) {
	from, to := c.From.Add(-15*time.Hour), c.To.Add(15*time.Hour)
	q := report.Query{To: to, Fields: []report.Field{report.Provider, report.Model, report.ServiceTier, report.Region}}
	for at := from; at.Before(to); at = at.Add(step) {
		q.Starts = append(q.Starts, at)
	}
	providers := c.providers()
	var out []slot
	for row, err := range source.Rows(ctx, q) {
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, nil // sums that are not that fine, of events that are no longer kept: days alone are compared
		}
		if row.Rate == nil || !providers[c.canonical(row.Provider)] {
			continue
		}
		for _, line := range row.Rate.Lines(row.Counts, row.Units) {
			kind := line.Kind
			if line.Tokens {
				kind = c.kindOf(kind)
			}
			out = append(out, slot{row.Slice, c.key(c.From, row.Provider, row.Model, kind), c.tierOf(row.ServiceTier), line.Cost, line.Quantity})
		}
	}
	return out, nil
}

func (c *comparison) likelyZones() []*time.Location {
	zones := slices.Clone(c.Zones)
	for _, name := range usualZones {
		if zone, err := calendar.Zone(name); err == nil {
			zones = append(zones, zone)
		}
	}
	return zones
}

func otherZones() []*time.Location {
	var zones []*time.Location
	for offset := -12 * time.Hour; offset <= 14*time.Hour; offset += step {
		if offset != 0 {
			zones = append(zones, time.FixedZone(fmt.Sprintf("a zone %+.1f hours from UTC", offset.Hours()), int(offset.Seconds())))
		}
	}
	return zones
}

// inZone adds slots up by the days of a zone that have the dates of the bill.
func (c *comparison) inZone(slots []slot, zone *time.Location) map[key]*cell {
	days := map[[3]int]time.Time{}
	date := func(t time.Time) [3]int {
		y, m, d := t.Date()
		return [3]int{y, int(m), d}
	}
	for _, day := range c.days {
		days[date(day)] = day
	}
	out := map[key]*cell{}
	for _, s := range slots {
		day, ok := days[date(s.at.In(zone))]
		if !ok {
			continue
		}
		k := s.key
		k.day = day
		x := out[k]
		if x == nil {
			x = &cell{tiers: map[string]*byTier{}}
			out[k] = x
		}
		x.metered, x.meteredQuantity = x.metered.Add(s.cost), x.meteredQuantity.Add(s.quantity)
		tier := x.tier(s.tier)
		tier.metered, tier.meteredTokens = tier.metered.Add(s.cost), tier.meteredTokens.Add(s.quantity)
	}
	return out
}
