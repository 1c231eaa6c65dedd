package price

import (
	"regexp"
	"slices"
	"time"
)

// A Table says what tokens cost. It does not change once it is loaded, and may be
// used by several goroutines.
type Table struct {
	layers      []*layer // the first that has a price wins: the user's, then the built-in one
	contracts   []contract
	deployments []deployment
}

// A layer is one file of prices.
type layer struct {
	name      string // of the file, "" for the built-in table
	standard  map[string]bool
	unbilled  map[string]bool
	order     []string // providers, as they stand in the file
	providers map[string]*provider
	alias     map[string]string // of providers
}

type provider struct {
	name   string
	tiers  map[string]Money // multipliers
	cache  map[string]Money // kind → multiple of the input rate
	units  map[string]Money
	models []*model
	exact  map[string]*model
}

type model struct {
	provider *provider
	name     string
	patterns []*regexp.Regexp
	prefixes []string
	regions  map[string]Money
	rows     []*row // by from, ascending; a row ends where the next begins
	source   string
	note     string
	line     int
}

// A row is a price from a moment on.
type row struct {
	from    time.Time // zero: since ever
	to      time.Time // zero: open
	base    *rates
	windows []*window
	source  string
	line    int
}

// rates are prices for all sizes of prompts.
type rates struct {
	usd      map[string]Money // kind → US dollars per 1,000,000 tokens
	tiers    map[string]tier
	contexts []context // by from, ascending
	units    map[string]Money
}

type tier struct {
	usd        map[string]Money
	multiplier *Money
}

// A context is what holds for prompts of at least so many tokens.
type context struct {
	from int64
	*rates
}

// A window is a part of days in which other rates hold.
type window struct {
	name       string
	zone       *time.Location
	days       [7]bool // by time.Weekday
	from, to   int     // minutes of the day; to is above from
	base       *rates  // nil: those of the row
	multiplier *Money
}

// A contract is what was agreed with a provider.
type contract struct {
	name     string
	provider string
	models   []string // globs; none: all
	tiers    []string // none: all
	from, to time.Time
	discount *Money // what is left: 1 − discount
	base     *rates // in place of the listed ones
}

// A deployment is a name of the user's for a model.
type deployment struct {
	provider, name string // name may be a glob
	region         string // "": any
	toProvider     string
	toModel        string
	tier           string // "": as answered
	provisioned    bool
}

// holds reports whether at is from from on and before to.
func holds(at, from, to time.Time) bool {
	return !at.Before(from) && (to.IsZero() || at.Before(to))
}

// at is the row that holds at a moment, nil if none does.
func (m *model) at(moment time.Time) *row {
	for _, r := range slices.Backward(m.rows) {
		if holds(moment, r.from, r.to) {
			return r
		}
	}
	return nil
}

// holds reports whether w is open.
func (w *window) holds(moment time.Time) bool {
	local := moment.In(w.zone)
	minute := local.Hour()*60 + local.Minute()
	return w.days[local.Weekday()] && minute >= w.from && minute < w.to
}
