package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
)

// Options say what is reported.
type Options struct {
	By       []string // dimensions: fields and at most one of day, week, month
	From, To time.Time
	Zone     *time.Location // of days, weeks and months; nil is UTC
	Filters  []Filter       // all of these hold
	Compare  Comparison
	Explain  bool
	Top      int // rows; the rest is added up in one. 0: all

	CountUnattributed bool    // add up what lacks one of Owner
	Owner             []Field // what is to be known; the default is team, project and service

	// Until is when the report is made: if its period is not over then, Compare takes as
	// many days of the one before as have begun. Zero: whole periods are compared.
	Until time.Time

	// Daily adds the trend, and Drill what each row consists of by each of some fields.
	Daily     bool
	DailyZone *time.Location // of the trend's days; nil is Zone
	Drill     []Field

	Bars Bars // of a table; the default is none

	Currency string // ISO 4217; the default is USD

	// Bill says that rows are of a bill: a table leaves out counts that it does not tell.
	Bill bool
	// Brief says that a table is one of several: it has neither a title nor notes.
	Brief bool

	// Billed tells units that cost something from those that are reported for
	// information. The default is all.
	Billed func(unit string) bool
}

// A Comparison is with which period a report is compared.
type Comparison string

// The comparisons.
const (
	None     Comparison = ""
	Previous Comparison = "previous" // as long, just before; whole months with as many whole months
	YoY      Comparison = "yoy"      // a year before
)

func (o *Options) owner() []Field {
	if o.Owner == nil {
		return []Field{Team, Project, Service}
	}
	return o.Owner
}

func (o *Options) currency() string { return cmp.Or(o.Currency, "USD") }

// Dimensions are all names that a report of such fields can be by.
func Dimensions(fields []Field) []string {
	var names []string
	for _, f := range fields {
		names = append(names, string(f))
	}
	return append(names, string(calendar.Days), string(calendar.Weeks), string(calendar.Months))
}

// A Filter is a condition on a field.
type Filter struct {
	Field  Field
	Values []string // one of these; * stands for any text
	Not    bool     // none of these
}

// ParseFilter reads a filter: field=value, field=value,value or field!=value.
func ParseFilter(text string, fields []Field) (Filter, error) {
	name, values, ok := strings.Cut(text, "=")
	if !ok {
		return Filter{}, fmt.Errorf("filter %s is not field=value, such as model=gpt-4o*", strict.Quote(text))
	}
	name, not := strings.CutSuffix(name, "!")
	field, err := ParseField(strings.TrimSpace(name), fields)
	if err != nil {
		return Filter{}, err
	}
	return Filter{Field: field, Values: strings.Split(values, ","), Not: not}, nil
}

// ParseField reads the name of one of the fields.
func ParseField(name string, fields []Field) (Field, error) {
	name = strings.ReplaceAll(name, "-", "_")
	if slices.Contains(fields, Field(name)) {
		return Field(name), nil
	}
	var names []string
	for _, f := range fields {
		names = append(names, string(f))
	}
	return "", fmt.Errorf("unknown field %s; %s", strict.Quote(name), strict.Hint(name, names))
}

// ParseBy reads dimensions, divided by commas: fields and a period.
func ParseBy(text string, fields []Field) ([]string, error) {
	var by, periods []string
	for name := range strings.SplitSeq(text, ",") {
		name = strings.ReplaceAll(strings.TrimSpace(name), "-", "_")
		all := Dimensions(fields)
		switch {
		case !slices.Contains(all, name):
			return nil, fmt.Errorf("unknown dimension %s; %s", strict.Quote(name), strict.Hint(name, all))
		case slices.Contains(by, name):
			return nil, fmt.Errorf("dimension %s is there twice", name)
		}
		if isPeriod(name) {
			periods = append(periods, name)
		}
		by = append(by, name)
	}
	if len(periods) > 1 {
		return nil, fmt.Errorf("%s cannot be dimensions of one report; a week is in two months", strings.Join(periods, " and "))
	}
	return by, nil
}

func isPeriod(name string) bool {
	return name == string(calendar.Days) || name == string(calendar.Weeks) || name == string(calendar.Months)
}

// exact is the filter as a condition for the source; ok is false if it has patterns,
// which the report applies by itself.
func (f *Filter) exact() (c Condition, ok bool) {
	if f.Not || slices.ContainsFunc(f.Values, func(v string) bool { return strings.Contains(v, "*") }) {
		return Condition{}, false
	}
	c.Field = f.Field
	for _, v := range f.Values {
		if v == f.Field.missing() {
			v = ""
		}
		c.Values = append(c.Values, v)
	}
	return c, true
}

func (f *Filter) match(value string) bool {
	if value == "" {
		value = f.Field.missing()
	}
	for _, v := range f.Values {
		if v == "" {
			v = f.Field.missing()
		}
		if price.Glob(v, value) {
			return !f.Not
		}
	}
	return f.Not
}

// String is the filter for people.
func (f *Filter) String() string {
	values := slices.Clone(f.Values)
	for i, v := range values {
		values[i] = cmp.Or(v, f.Field.missing())
	}
	sign := " = "
	if f.Not {
		sign = " ≠ "
	}
	return word(string(f.Field)) + sign + strings.Join(values, " or ")
}
