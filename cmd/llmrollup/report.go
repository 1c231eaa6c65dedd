package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/internal/term"
	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/source"
	"github.com/llmtag/llmtag/rollup/usage"
)

type reportOptions struct {
	settings
	by      string
	where   []string
	fields  map[report.Field]*[]string // flags such as --team
	compare string
	explain bool
	top     int
	failOn  []string
	rejects string
	bars    term.When
}

func (a *app) reportCommand() *cobra.Command {
	opts := reportOptions{fields: map[report.Field]*[]string{}}
	cmd := &cobra.Command{
		Use:   "report [--events FILE...]",
		Short: "Show spend by team, project, service, model, day, …",
		Long: `Show usage and what it cost, by the dimensions of --by:
` + strings.Join(report.Dimensions(report.Fields), ", ") + `.

Costs are exact: tokens are added up as integers and multiplied once by the price that
held at the time. A table rounds what it shows; CSV and JSON do not. What has no price is
never 0: it is unpriced, and listed below the table.

Without --from and --to the report is of this month, from a database, or of all events,
from files.`,
		Example: `  llmrollup report --by team,month --from 2026-01 --to 2027-01 --compare yoy
  llmrollup report --by service,model --team payments --explain
  llmrollup report --events events/*.jsonl.gz --format json`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.files(args); err != nil {
				return err
			}
			return a.report(cmd.Context(), opts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opts.by, "by", "team", "dimensions, divided by commas")
	for _, field := range report.Fields {
		name := strings.ReplaceAll(string(field), "_", "-")
		opts.fields[field] = f.StringArray(name, nil, "only this "+strings.ReplaceAll(name, "-", " ")+"; * stands for any text")
	}
	f.StringArrayVar(&opts.where, "where", nil, "only what fulfils `field=value`, field=value,value or field!=value; * stands for any text")
	f.StringVar(&opts.compare, "compare", "", "with the previous period (previous) or the same of a year before (yoy)")
	f.BoolVar(&opts.explain, "explain", false, "show of what each cost consists: tokens × rate, price, source")
	f.IntVar(&opts.top, "top", 0, "show this many rows, and the sum of the others")
	f.StringSliceVar(&opts.failOn, "fail-on", nil, "exit with 1 if something is unpriced, unattributed")
	f.StringVar(&opts.rejects, "rejects", "", "write lines of event files that are put aside to `file`")
	opts.rangeFlags(f, "the default is this month, or all events of files")
	opts.formatFlags(f, reportFormats)
	f.Var(&opts.bars, "bars", "draw shares and the trend in a table: auto (on a terminal, unless NO_COLOR or TERM=dumb), always, never")
	opts.eventsFlag(f)
	dsnFlag(f, &opts.dsns, "of several the sums are added up")
	opts.policyFlag(f)
	opts.pricesFlag(f)
	return cmd
}

func (a *app) report(ctx context.Context, opts reportOptions) (err error) {
	o, err := opts.options()
	if err != nil {
		return err
	}
	if err := opts.load(a); err != nil {
		return err
	}
	o.Zone, o.Billed = opts.zone, opts.prices.Billed
	switch opts.format {
	case "html":
		a.forPage(&opts, &o)
	case "table":
		if o.Bars = a.barsOf(opts.bars, opts.output); o.Bars.Width > 0 {
			o.Daily = true
			opts.knownDays(&o)
		}
	}
	var faults func() error
	var sums report.Source
	if len(opts.events) > 0 {
		o.From, o.To, err = opts.period(usage.Era())
		if err != nil {
			return err
		}
		files, err := a.openFiles(&opts.settings, opts.rejects)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, files.close()) }()
		if opts.compare != "" && files.once() {
			return errors.New("--compare: the standard input cannot be read twice; save it to a file")
		}
		sums, faults = files, files.faults
		if opts.from == "" || opts.to == "" {
			if opts.compare != "" {
				return errors.New("--compare needs --from and --to to know with what")
			}
			sums = &narrowed{Source: files, settings: &opts.settings, options: &o}
		}
	} else {
		month := calendar.StartOf(calendar.Months, a.now(), opts.zone)
		if o.From, o.To, err = opts.period(month, calendar.Next(calendar.Months, month, opts.zone)); err != nil {
			return err
		}
		stored, closeSums, err := a.openSums(ctx, opts.dsns, opts.prices)
		if err != nil {
			return err
		}
		defer closeSums()
		sums = stored
	}
	r, err := report.New(ctx, sums, o)
	if err != nil && o.Daily && len(opts.events) == 0 && ctx.Err() == nil {
		// Days of the zone may be known of some of the sums only; those of UTC are of all.
		o.DailyZone = time.UTC
		r, err = report.New(ctx, sums, o)
	}
	if err != nil {
		return err
	}
	r.From, r.To = o.From, o.To
	if err := opts.print(a, func(w io.Writer) error { return writeReport(w, r, opts.format) }); err != nil {
		return err
	}
	if faults != nil {
		if err := faults(); err != nil {
			return err
		}
	}
	return a.failOn(r, opts.failOn)
}

// forPage asks for what a page has beside the rows. It compares with the period before
// if that is known, and costs little: files of events are read again for it.
func (a *app) forPage(opts *reportOptions, o *report.Options) {
	o.ForPage(report.Service, report.Model, report.RequestType)
	opts.knownDays(o)
	files := len(opts.events) > 0
	known := !files || opts.from != "" && opts.to != "" && !slices.Contains(opts.events, source.Stdin)
	if o.Compare == report.None && known {
		o.Compare, o.Until = report.Previous, a.now()
	}
}

// knownDays makes the trend of days of UTC where sums of a database do not know those of
// the zone: the events of every day would be added up anew.
func (opts *reportOptions) knownDays(o *report.Options) {
	if len(opts.events) > 0 || opts.timezone == "" {
		return
	}
	known := []string{"UTC", string(opts.policy.Rollup.Timezone)}
	for _, zone := range opts.zones {
		known = append(known, zone.String())
	}
	if !slices.Contains(known, opts.timezone) {
		o.DailyZone = time.UTC
	}
}

// barsOf are the bars of a table that goes to the output: blocks, or where these are not
// shown, as in a locale that is not of UTF-8, other characters.
func (a *app) barsOf(when term.When, output string) report.Bars {
	dumb := a.getenv("TERM") == "dumb"
	if when == term.Never || when != term.Always && (output != "" && output != "-" || dumb || a.getenv("NO_COLOR") != "" || !term.IsTerminal(a.stdout)) {
		return report.Bars{}
	}
	locale := strings.ToLower(cmp.Or(a.getenv("LC_ALL"), a.getenv("LC_CTYPE"), a.getenv("LANG")))
	utf8 := strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
	return report.Bars{Width: term.Width(a.stdout, a.getenv), ASCII: dumb || !utf8}
}

// reportFormats are those that a report can be written in.
const reportFormats = "table, csv, json, md, html"

// writeReport writes a report in one of these.
func writeReport(w io.Writer, r *report.Report, format string) error {
	switch format {
	case "csv":
		return r.WriteCSV(w)
	case "json":
		return r.WriteJSON(w)
	case "html":
		return r.WriteHTML(w)
	case "md":
		return r.WriteMarkdown(w)
	default:
		return r.WriteTable(w)
	}
}

// options are those of the report that the flags say, without their range.
func (opts *reportOptions) options() (report.Options, error) {
	o := report.Options{Compare: report.Comparison(opts.compare), Explain: opts.explain, Top: opts.top}
	if err := oneOf("--format", opts.format, strings.Split(reportFormats, ", ")...); err != nil {
		return o, err
	}
	if opts.compare != "" {
		if err := oneOf("--compare", opts.compare, string(report.Previous), string(report.YoY)); err != nil {
			return o, err
		}
	}
	for _, condition := range opts.failOn {
		if err := oneOf("--fail-on", condition, "unpriced", "unattributed"); err != nil {
			return o, err
		}
	}
	o.CountUnattributed = slices.Contains(opts.failOn, "unattributed")
	if opts.top < 0 {
		return o, fmt.Errorf("--top: expected a number of rows, found %d", opts.top)
	}
	var err error
	if o.By, err = report.ParseBy(opts.by, report.Fields); err != nil {
		return o, fmt.Errorf("--by: %w", err)
	}
	for _, field := range report.Fields {
		if values := *opts.fields[field]; len(values) > 0 {
			o.Filters = append(o.Filters, report.Filter{Field: field, Values: values})
		}
	}
	for _, text := range opts.where {
		filter, err := report.ParseFilter(text, report.Fields)
		if err != nil {
			return o, fmt.Errorf("--where: %w", err)
		}
		o.Filters = append(o.Filters, filter)
	}
	return o, nil
}

// failOn is errFailOn if one of the conditions holds, and says so.
func (a *app) failOn(r *report.Report, conditions []string) error {
	failed := false
	if slices.Contains(conditions, "unpriced") && r.Total.Unpriced() {
		failed = true
		fmt.Fprintf(a.stderr, "llmrollup: %d tokens have no price: %s\n", r.Total.UnpricedTokens, strings.Join(r.Total.UnpricedModels, ", "))
	}
	if n := r.Unattributed.Requests; slices.Contains(conditions, "unattributed") && n > 0 {
		failed = true
		fmt.Fprintf(a.stderr, "llmrollup: %d requests have no team, project or service\n", n)
	}
	if failed {
		return errFailOn
	}
	return nil
}

// now is the moment of the run; SOURCE_DATE_EPOCH fixes it.
func (a *app) now() time.Time {
	if text := a.getenv("SOURCE_DATE_EPOCH"); text != "" {
		var seconds int64
		if _, err := fmt.Sscan(text, &seconds); err == nil {
			return time.Unix(seconds, 0)
		}
	}
	return time.Now()
}
