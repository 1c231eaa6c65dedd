package policy

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/llmtag/llmtag/internal/strict"
)

// Rollup is what llmrollup reads.
type Rollup struct {
	Timezone  Timezone   `key:"timezone" doc:"IANA name of the zone whose days and months are reported. The default is UTC."`
	Timezones []Timezone `key:"timezones" doc:"Further zones whose days and months are reported: reports in these, too, are made from sums, and stay when events are dropped. The default is none."`
	Prices    string     `key:"prices" doc:"Price table, relative to this file. The default is the built-in table."` // absolute once loaded
	Budgets   Budgets    `key:"budgets" doc:"Monthly spend that is expected of a team, and when its lead is told."`
	Alerts    Alerts     `key:"alerts" doc:"What is reported at once or becomes a ticket."`
	Showback  Showback   `key:"showback" doc:"Who gets the regular statements."`
}

// Budgets says what spend is expected of teams.
type Budgets struct {
	Baseline Baseline          `key:"baseline" doc:"quarter: the average of the last three months. month: the last 30 days before this month. Or US dollars a month. The default is quarter."`
	SoftCap  Decimal           `key:"soft_cap" doc:"Share of the baseline whose passing is notified, once a month. The default is 0.8."`
	Pace     Pace              `key:"pace" doc:"Multiple of seven days' share of the baseline that seven days may cost; cap: seven days may cost the month's soft cap. The default is 1.25."`
	Fallback Decimal           `key:"fallback" doc:"Baseline of a team without history, in US dollars a month. The default is none: such a team is reported, and not alerted."`
	Teams    map[string]Budget `key:"teams" doc:"What differs for a team."`
}

// A Budget is what a team has different from [Budgets]. Empty fields are the same.
type Budget struct {
	Baseline Baseline `key:"baseline" doc:"As above."`
	SoftCap  Decimal  `key:"soft_cap" doc:"As above."`
	Pace     Pace     `key:"pace" doc:"As above."`
}

// Alerts says what is reported at once or becomes a ticket.
type Alerts struct {
	Ceiling    Tokens   `key:"ceiling" doc:"Tokens of one request, above which it is reported at once. The default is 50000."`
	Escalation Decimal  `key:"escalation" doc:"Multiple of its moving average above which a service gets a ticket. The default is 1.5."`
	Window     Duration `key:"window" doc:"Length of that average, such as 30d. The default is 30d."`
	Silent     Duration `key:"silent" doc:"Time without events after which a service that had some is reported, such as 3d. The default is 3d."`
}

// Showback says who gets the regular statements.
type Showback struct {
	Monthly    []string `key:"monthly" doc:"Receivers of a team's statement: lead, manager, or addresses. The default is lead and manager."`
	Quarterly  []string `key:"quarterly" doc:"Addresses that get the quarter over all teams, with year over year."`
	Chargeback bool     `key:"chargeback" doc:"Also write journal lines that add up to the bill."`
}

func defaultRollup() Rollup {
	return Rollup{
		Timezone: "UTC",
		Budgets:  Budgets{Baseline: "quarter", SoftCap: "0.8", Pace: "1.25"},
		Alerts:   Alerts{Ceiling: 50_000, Escalation: "1.5", Window: "30d", Silent: "3d"},
		Showback: Showback{Monthly: []string{"lead", "manager"}},
	}
}

// Decimal is a positive decimal number as the file has it, such as "0.8": it
// is exact, and no float.
type Decimal string

const decimal = `(0|[1-9][0-9]*)(\.[0-9]+)?`

var (
	decimals = regexp.MustCompile("^" + decimal + "$")
	zero     = regexp.MustCompile(`^[0.]*$`)
)

// Check implements the decoder's rule for the word.
func (Decimal) Check(text string) (problem, hint string) {
	if !decimals.MatchString(text) || zero.MatchString(text) {
		return "expected a number above 0, found " + strict.Quote(text), "write it as 0.8 or 1200.00"
	}
	return "", ""
}

// Schema is the JSON Schema of the word.
func (Decimal) Schema() strict.Object { return numberOr() }

// numberOr is the schema of a positive number, as a number or in quotes, or of
// one of the words.
func numberOr(words ...string) strict.Object {
	number := strict.Object{"pattern": "^" + decimal + "$", "not": strict.Object{"pattern": zero.String()}}
	o := strict.Object{"type": []string{"number", "string"}, "exclusiveMinimum": 0}
	if words == nil {
		o["pattern"], o["not"] = number["pattern"], strict.Object{"type": "string", "pattern": zero.String()}
		return o
	}
	o["anyOf"] = []strict.Object{{"enum": words}, {"type": "number"}, {"type": "string", "pattern": number["pattern"], "not": number["not"]}}
	return o
}

// Baseline is "quarter", "month" or a [Decimal].
type Baseline string

// Check implements the decoder's rule for the word.
func (Baseline) Check(text string) (problem, hint string) {
	return decimalOr(text, "quarter", "month")
}

// Schema is the JSON Schema of the word.
func (Baseline) Schema() strict.Object { return numberOr("quarter", "month") }

// Pace is "cap" or a [Decimal].
type Pace string

// Check implements the decoder's rule for the word.
func (Pace) Check(text string) (problem, hint string) { return decimalOr(text, "cap") }

// Schema is the JSON Schema of the word.
func (Pace) Schema() strict.Object { return numberOr("cap") }

func decimalOr(text string, words ...string) (problem, hint string) {
	if problem, _ = Decimal.Check("", text); problem == "" {
		return "", ""
	}
	if problem, hint = oneOf(text, words...); problem != "" {
		problem = fmt.Sprintf("expected %s, found %s", strict.List(append(words, "a number above 0")), strict.Quote(text))
	}
	return problem, hint
}

// Tokens is a number of tokens.
type Tokens int

// Check implements the decoder's rule for the word.
func (Tokens) Check(text string) (problem, hint string) {
	if n, err := strconv.Atoi(text); err != nil || n < 1 {
		return "expected a number of tokens above 0, found " + text, ""
	}
	return "", ""
}

// Schema is the JSON Schema of the word.
func (Tokens) Schema() strict.Object { return strict.Object{"type": "integer", "minimum": 1} }

// Duration is a length of time as the file has it: a number and m, h, d or w.
type Duration string

var durations = regexp.MustCompile(`^([1-9][0-9]{0,3})([mhdw])$`)

// Check implements the decoder's rule for the word.
func (Duration) Check(text string) (problem, hint string) {
	if !durations.MatchString(text) {
		return "bad duration " + strict.Quote(text), "write a number and m, h, d or w, such as 30d"
	}
	return "", ""
}

// Schema is the JSON Schema of the word.
func (Duration) Schema() strict.Object {
	return strict.Object{"type": "string", "pattern": durations.String()}
}
