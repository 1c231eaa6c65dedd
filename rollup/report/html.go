package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
)

// MostPageRows is how many rows ForPage asks for at most: a browser sorts so many
// within a blink.
const MostPageRows = 5000

// ForPage asks for what a page shows beside the rows. The drill-down is by those of the
// fields that are no dimensions.
func (o *Options) ForPage(drill ...Field) {
	o.Daily, o.CountUnattributed, o.Drill = true, true, drill
	if o.Top == 0 || o.Top > MostPageRows {
		o.Top = MostPageRows
	}
}

var (
	//go:embed page/page.html
	pageHTML string
	//go:embed page/page.css
	pageCSS string
	//go:embed page/page.js
	pageJS string
)

// WriteHTML writes the report as one page that loads nothing: its script and style are
// in it, and its policy allows no others. Names are text wherever they stand. Without
// Options.Daily it has no trend, and without Drill no drill-down.
func (r *Report) WriteHTML(w io.Writer) error {
	page, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return fmt.Errorf("the template of the page: %w", err)
	}
	return page.Execute(w, r.page())
}

// A page is what the template shows.
type page struct {
	Policy string
	CSS    template.CSS
	JS     template.JS

	Title, Range, Zone, Currency string
	From, To                     string // the moments
	Filters                      []string
	Alerts                       []alert
	Total                        figure
	Before                       *before
	Requests, Tokens, Split      string
	Trend                        *pageTrend
	TrendZone                    string
	First, By                    string
	Bars                         []pageBar
	Up, Down                     []mover
	Columns                      []column
	Rows, Foot                   []pageRow
	Notes                        []string
	Bill, Empty                  bool
	Data                         pageData
}

// A figure is a cost.
type figure struct {
	Text  string `json:"text,omitempty"`  // rounded
	Exact string `json:"exact,omitempty"` // "" if it is not known
	Null  bool   `json:"null,omitempty"`
}

type alert struct{ Kind, Head, Text string }

type before struct {
	Figure               figure
	Change, Class, Range string
}

func (r *Report) page() *page {
	p := &page{
		Policy: "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src " + hash(pageCSS) + "; script-src " + hash(pageJS),
		CSS:    template.CSS(pageCSS), JS: template.JS(pageJS), //nolint:gosec // both are ours, whole
		Title: "Spend on LLMs, " + span(r.From, r.To, r.Zone), Range: dates(r.From, r.To, r.Zone), Zone: r.Zone.String(),
		Currency: r.currency(), From: moment(r.From, r.Zone), To: moment(r.To, r.Zone),
		Total: r.figure(&r.Total.Sum), Requests: thousands(r.Total.Requests), Tokens: thousands(r.Total.Input + r.Total.Output),
		Split: thousands(r.Total.Input) + " in, " + thousands(r.Total.Output) + " out",
		By:    strings.Join(words(r.By), ", "), Bill: r.Bill, Empty: r.Total.Requests == 0 && !r.Bill,
	}
	for _, f := range r.Filters {
		p.Filters = append(p.Filters, printable(f.String()))
	}
	if r.Compare != None {
		p.Before = &before{r.figure(r.Total.Before), r.Total.percent(), r.Total.direction(), dates(r.BeforeFrom, r.BeforeTo, r.Zone)}
	}
	p.Alerts = r.alerts()
	if r.Trend != nil && len(r.Trend.Days) > 0 {
		p.Trend, p.TrendZone = r.drawTrend(), r.Trend.Zone.String()
	}
	if first, ok := r.first(); ok {
		p.First = word(string(first))
		p.Bars = r.bars(slices.Index(r.By, string(first)))
		p.Up, p.Down = r.movers()
	}
	p.Columns = r.columns()
	p.Rows, p.Foot = r.pageRows()
	for _, note := range r.notes() {
		p.Notes = append(p.Notes, strings.ReplaceAll(note.text(strings.Join(note.names, ", ")), "\n", " "))
	}
	p.Data = r.pageData()
	return p
}

// alerts are what is to be seen before any figure.
func (r *Report) alerts() []alert {
	var alerts []alert
	if lost := &r.Unattributed; lost.Requests > 0 || lost.Cost.Sign() != 0 {
		head := thousands(lost.Requests) + " requests are nobody’s."
		if !lost.Null() {
			head = lost.Cost.Round(r.places()) + " " + r.currency() + " are nobody’s"
			if share, ok := lost.Cost.Times(100).Ratio(r.Total.Cost); ok {
				head += ", " + share.Round(1) + " %"
			}
			head += "."
		}
		var owner []string
		for _, f := range r.owner() {
			owner = append(owner, word(string(f)))
		}
		alerts = append(alerts, alert{"lost", head, fmt.Sprintf("%s requests lack one of: %s.", thousands(lost.Requests), strings.Join(owner, ", "))})
	}
	if r.Total.UnpricedTokens > 0 {
		alerts = append(alerts, alert{"lost", thousands(r.Total.UnpricedTokens) + " tokens have no price", "and are in no cost below: " + strings.Join(printables(r.Total.UnpricedModels), ", ") + "."})
	}
	if n := len(r.Total.UnpricedUnits); n > 0 {
		alerts = append(alerts, alert{"lost", "Units have no price", "and are in no cost below; see what the figures do not say."})
	}
	if r.BeforeTo.Before(r.From) && r.Compare == Previous {
		alerts = append(alerts, alert{"info", "This period is not over.", "It is compared with as many days of the one before: " + dates(r.BeforeFrom, r.BeforeTo, r.Zone) + "."})
	}
	if r.Folded > 0 {
		alerts = append(alerts, alert{"info", fmt.Sprintf("The %s costliest rows are shown", thousands(int64(len(r.Rows)))), fmt.Sprintf("and the sum of %s others. CSV and JSON have all.", thousands(int64(r.Folded)))})
	}
	for _, gap := range r.Left {
		alerts = append(alerts, alert{"info", "Left out: " + gap.What + ".", "That would be more than " + thousands(int64(gap.Most)) + " sums; choose fewer dimensions, or filter."})
	}
	return alerts
}

func (r *Report) figure(s *Sum) figure {
	if s.Null() {
		return figure{Null: true}
	}
	return figure{Text: money(s, r.places()), Exact: s.Cost.String()}
}

// amount is a known cost as a figure.
func (r *Report) amount(cost price.Money) figure {
	return r.figure(&Sum{Cost: cost, Priced: true})
}

// hash is what a Content-Security-Policy calls an inline style or script.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// words are the names of dimensions for people.
func words(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = word(name)
	}
	return out
}

func word(name string) string { return strings.ReplaceAll(name, "_", " ") }

// span is what a title calls a period: a month by its name.
func span(from, to time.Time, zone *time.Location) string {
	from = from.In(zone)
	if calendar.StartOf(calendar.Months, from, zone).Equal(from) && calendar.Next(calendar.Months, from, zone).Equal(to) {
		return from.Format("January 2006")
	}
	return dates(from, to, zone)
}

// dates are the first and the last day, or the moments where the ends are no midnights.
func dates(from, to time.Time, zone *time.Location) string {
	if !calendar.StartOf(calendar.Days, from, zone).Equal(from) || !calendar.StartOf(calendar.Days, to, zone).Equal(to) {
		return moment(from, zone) + " to " + moment(to, zone)
	}
	y, m, d := to.In(zone).Date()
	first, last := from.In(zone).Format(time.DateOnly), time.Date(y, m, d-1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	if first == last {
		return first
	}
	return first + " to " + last
}
