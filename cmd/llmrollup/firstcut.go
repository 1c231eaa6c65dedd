package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/rollup/firstcut"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
)

type firstcutOptions struct {
	settings
	mapFile  string
	suggest  string
	schema   bool
	exports  []string
	by       string
	where    []string
	explain  bool
	top      int
	failOn   []string
	rejects  string
	provider string
}

func (a *app) firstcutCommand() *cobra.Command {
	var opts firstcutOptions
	cmd := &cobra.Command{
		Use:   "firstcut FILE... | -",
		Short: "Attribute a provider's usage or cost export, before requests have owners",
		Long: `Attribute what a provider exports of usage and cost, by its keys, projects, tags and
models, in seconds and without a database: exports of OpenAI, Anthropic, AWS, Google Cloud
and Azure. What a file is, its columns say; several files are one bill, and rows that are
in two of them count once.

A map says which keys and projects are whose: --map. What it lacks is suggested, what
costs most first, and with --suggest-map written to a file to be completed.

An export of cost has amounts, which stay as they are. One of usage is priced by the price
table.`,
		Example: `  llmrollup firstcut openai-cost.csv
  llmrollup firstcut claude_api_cost_*.csv --suggest-map map.yaml
  llmrollup firstcut cur.csv.gz --map map.yaml --by team,model --format csv --fail-on unattributed=5`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if opts.schema {
				_, err := a.stdout.Write(firstcut.JSONSchema())
				return err
			}
			if len(args) == 0 {
				return errors.New("name the export to read, or - for the standard input; docs/firstcut.md says where providers have it")
			}
			return a.firstcut(cmd.Context(), args, opts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opts.mapFile, "map", "", "`file` that says which keys, projects and tags are whose")
	f.StringVar(&opts.suggest, "suggest-map", "", "write a map of what is nobody's to `file`, or - for the standard output")
	f.BoolVar(&opts.schema, "map-schema", false, "print the JSON Schema of maps, for editors, and end")
	f.StringArrayVar(&opts.exports, "exports", nil, "`file` that describes further exports, as of a gateway")
	f.StringVar(&opts.provider, "provider", "", "the provider whose export this is expected to be")
	f.StringVar(&opts.by, "by", "", "dimensions, divided by commas: "+strings.Join(report.Dimensions(report.BillFields), ", ")+"; the default is a short answer of several")
	f.StringArrayVar(&opts.where, "where", nil, "only what fulfils `field=value`, field=value,value or field!=value; * stands for any text")
	f.BoolVar(&opts.explain, "explain", false, "show of what each cost consists that the price table says")
	f.IntVar(&opts.top, "top", 0, "show this many rows, and the sum of the others")
	f.StringSliceVar(&opts.failOn, "fail-on", nil, "exit with 1 if something is unpriced or unattributed; unattributed=5 allows 5 %")
	f.StringVar(&opts.rejects, "rejects", "", "write rows that are put aside to `file`")
	opts.rangeFlags(f, "the default is all of the files")
	opts.formatFlags(f, reportFormats)
	opts.policyFlag(f)
	opts.pricesFlag(f)
	return cmd
}

func (a *app) firstcut(ctx context.Context, args []string, opts firstcutOptions) error {
	o, limit, err := opts.options()
	if err != nil {
		return err
	}
	if err := opts.load(a); err != nil {
		return err
	}
	if opts.zone != time.UTC && opts.timezone != "" {
		return errors.New("--timezone: exports have the days of their provider, which are in UTC")
	}
	opts.zone = time.UTC
	source := &firstcut.Source{Prices: opts.prices}
	if opts.mapFile != "" {
		if source.Map, err = firstcut.LoadMap(opts.mapFile, opts.policy.Catalog); err != nil {
			return fmt.Errorf("reading the map: %w", err)
		}
	}
	bill, summary, err := a.readBill(ctx, args, &opts.settings, billOptions{exports: opts.exports, rejects: opts.rejects, provider: opts.provider})
	if err != nil {
		return err
	}
	source.Bill = bill
	if o.From, o.To = bill.From, bill.To; !o.From.Before(o.To) {
		return fmt.Errorf("the files are %s's %s, and charge nothing in this time", bill.Provider, bill.Export)
	}
	o.Zone, o.Billed, o.Currency = opts.zone, opts.prices.Billed, bill.Currency
	if opts.format == "html" {
		o.ForPage(report.Service, report.BillingProject, report.APIKey, report.Model)
	}
	suggestions := source.Suggest(opts.policy.Catalog)
	if opts.suggest != "" {
		s := settings{output: opts.suggest}
		if err := s.print(a, func(w io.Writer) error { return firstcut.WriteMap(w, bill, suggestions) }); err != nil {
			return err
		}
		if opts.suggest == "-" {
			return errors.Join(summary.Faults...)
		}
	}
	cut := firstCut{bill: bill, source: source, options: o, suggestions: suggestions, suggested: opts.suggest}
	if err := cut.make(ctx); err != nil {
		return err
	}
	if err := opts.print(a, func(w io.Writer) error { return cut.write(w, opts.format, opts.by != "") }); err != nil {
		return err
	}
	if source.Map != nil {
		for _, line := range source.Map.Unused() {
			fmt.Fprintf(a.stderr, "%s:%d: the rule holds for nothing in this bill\n", source.Map.File, line)
		}
	}
	if err := errors.Join(summary.Faults...); err != nil {
		return err
	}
	return cut.failOn(a, opts.failOn, limit)
}

// options are those of the report that the flags say, and how much may be unattributed.
func (opts *firstcutOptions) options() (o report.Options, limit price.Money, err error) {
	o = report.Options{Explain: opts.explain, Top: opts.top, CountUnattributed: true, Bill: true, Owner: []report.Field{report.Team}}
	if err := oneOf("--format", opts.format, strings.Split(reportFormats, ", ")...); err != nil {
		return o, limit, err
	}
	if opts.top < 0 {
		return o, limit, fmt.Errorf("--top: expected a number of rows, found %d", opts.top)
	}
	for i, condition := range opts.failOn {
		name, text, has := strings.Cut(condition, "=")
		if err := oneOf("--fail-on", name, "unpriced", "unattributed"); err != nil {
			return o, limit, err
		}
		if has {
			if limit, err = price.ParseMoney(strings.TrimSuffix(text, "%")); err != nil || name != "unattributed" {
				return o, limit, fmt.Errorf("--fail-on: expected a share in percent such as unattributed=5, found %q", condition)
			}
		}
		opts.failOn[i] = name
	}
	by := opts.by
	if by == "" {
		by = "billing_project,api_key,model"
		if opts.mapFile != "" {
			by = "team," + by
		}
	}
	if o.By, err = report.ParseBy(by, report.BillFields); err != nil {
		return o, limit, fmt.Errorf("--by: %w", err)
	}
	for _, text := range opts.where {
		filter, err := report.ParseFilter(text, report.BillFields)
		if err != nil {
			return o, limit, fmt.Errorf("--where: %w", err)
		}
		o.Filters = append(o.Filters, filter)
	}
	return o, limit, nil
}
