package reconcile

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
)

// CauseKind is what most likely is the reason of a difference.
type CauseKind string

// The kinds of causes.
const (
	UnloggedUsage   CauseKind = "unlogged_usage"   // billed, and not metered
	UnbilledUsage   CauseKind = "unbilled_usage"   // metered, and not billed
	PriceDifference CauseKind = "price_difference" // the same quantity at another price
	DayShift        CauseKind = "day_shift"        // days begin at another time
	UnitError       CauseKind = "unit_error"       // amounts in another unit, such as cents
	DuplicateRows   CauseKind = "duplicate_rows"
	UnknownModel    CauseKind = "unknown_model" // billed, and without a price here
	Rounding        CauseKind = "rounding"
	OtherCharges    CauseKind = "other_charges" // of other things than metered usage
)

// A Cause is a part of the difference, and why.
type Cause struct {
	Kind     CauseKind
	Amount   price.Money // of the difference: above 0, more was billed
	Model    string      // as this program calls it; empty if it is not of one model
	Billed   string      // as the provider calls it
	Days     []time.Time // ascending; nil: not of single days
	Evidence string      // in words
	Advice   string      // what to do; may be empty
}

func (c *comparison) cause(x Cause) { c.causes = append(c.causes, x) }

// merge joins causes of one kind and model, whose evidence then follows one another.
func merge(causes []Cause) []Cause {
	type id struct {
		kind  CauseKind
		model string
	}
	all := map[id]*Cause{}
	for _, x := range causes {
		k := id{x.Kind, x.Model}
		there := all[k]
		if there == nil {
			all[k] = &x
			continue
		}
		there.Amount = there.Amount.Add(x.Amount)
		there.Days = append(there.Days, x.Days...)
		if !strings.Contains(there.Evidence, x.Evidence) {
			there.Evidence += "; " + x.Evidence
		}
		there.Advice = cmp.Or(there.Advice, x.Advice)
		there.Billed = cmp.Or(there.Billed, x.Billed)
	}
	out := make([]Cause, 0, len(all))
	for x := range maps.Values(all) {
		slices.SortFunc(x.Days, time.Time.Compare)
		x.Days = slices.Compact(x.Days)
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b Cause) int {
		return cmp.Or(b.Amount.Abs().Cmp(a.Amount.Abs()), strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Model, b.Model))
	})
	return out
}
