package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
)

func (a *app) pricesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "prices",
		Short: "List, check, compare and apply prices",
		Long: `Prices are in a table: the built-in one, over which --prices or the policy's
rollup.prices may lay a file of your own, with contract rates, deployments and further
models. The format is described in docs/prices.md, and prices schema prints it for editors.`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(a.pricesListCommand(), a.pricesCheckCommand(), a.pricesDiffCommand(), a.pricesApplyCommand(), a.pricesSchemaCommand())
	return cmd
}

func (a *app) pricesSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of price files",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := a.stdout.Write(price.JSONSchema())
			return err
		},
	}
}

type pricesListOptions struct {
	settings
	provider, model, tier, date string
}

func (a *app) pricesListCommand() *cobra.Command {
	var opts pricesListOptions
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Show prices",
		Long: `Show prices, in US dollars per 1,000,000 tokens: those of today, of --date, or of all times
with --date all. Contracts and regions are applied when usage is priced, and are not in
the list.`,
		Example: `  llmrollup prices list --provider anthropic
  llmrollup prices list --model 'gpt-5*' --service-tier batch --date 2026-08-20`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.pricesList(opts) },
	}
	f := cmd.Flags()
	f.StringVar(&opts.provider, "provider", "*", "only this provider")
	f.StringVar(&opts.model, "model", "*", "only this model; * stands for any text")
	f.StringVar(&opts.tier, "service-tier", "standard", "only this service tier; * for all")
	f.StringVar(&opts.date, "date", "", "prices of this `date` or moment, or all")
	f.StringVar(&opts.timezone, "timezone", "", "IANA `name` of the zone of --date; the default is the policy's")
	opts.formatFlags(f, "table or json")
	opts.policyFlag(f)
	opts.pricesFlag(f)
	return cmd
}

func (a *app) pricesList(opts pricesListOptions) error {
	if err := oneOf("--format", opts.format, "table", "json"); err != nil {
		return err
	}
	if err := opts.load(a); err != nil {
		return err
	}
	moment := a.now()
	if opts.date != "" && opts.date != "all" {
		var err error
		if moment, err = calendar.Parse(opts.date, opts.zone); err != nil {
			return fmt.Errorf("--date: %w", err)
		}
	}
	var entries []price.Entry
	var providers []string
	for _, e := range opts.prices.Entries() {
		if !slices.Contains(providers, e.Provider) {
			providers = append(providers, e.Provider)
		}
		if !price.Glob(opts.provider, e.Provider) || !price.Glob(opts.model, e.Model) || !price.Glob(opts.tier, e.Tier) {
			continue
		}
		if opts.date != "all" && !e.Holds(moment) {
			continue
		}
		entries = append(entries, e)
	}
	if len(entries) == 0 && !strings.Contains(opts.provider, "*") && !slices.Contains(providers, opts.provider) {
		return fmt.Errorf("--provider: unknown %s; %s", strict.Quote(opts.provider), strict.Hint(opts.provider, providers))
	}
	return opts.print(a, func(w io.Writer) error {
		if opts.format == "json" {
			return listJSON(w, entries)
		}
		return listTable(w, entries)
	})
}

func listTable(w io.Writer, entries []price.Entry) error {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "price\tinput\tcache read\twrite 5m\twrite 1h\toutput\tothers\tsource")
	for i := range entries {
		e := &entries[i]
		var others []string
		rates := e.Rates()
		for _, kind := range slices.Sorted(maps.Keys(rates)) {
			switch kind {
			case "input", "output", "cache_read", "cache_write_5m", "cache_write_1h":
			default:
				others = append(others, kind+" "+rates[kind].String())
			}
		}
		for _, unit := range slices.Sorted(maps.Keys(e.Units)) {
			others = append(others, e.Units[unit].String()+" per "+unit)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", e.ID, e.Input, e.CacheRead, e.CacheWrite5m, e.CacheWrite1h, e.Output, strings.Join(others, ", "), e.Source)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d prices\n", len(entries))
	return err
}

func listJSON(w io.Writer, entries []price.Entry) error {
	type entry struct {
		price.Rate
		Provider string  `json:"provider"`
		Model    string  `json:"model"`
		Tier     string  `json:"service_tier"`
		From     *string `json:"effective_from"`
		To       *string `json:"effective_to"`
		Prompt   int64   `json:"prompt_tokens_from"`
		Window   string  `json:"window,omitempty"`
		Note     string  `json:"note,omitempty"`
		File     string  `json:"file"`
	}
	out := struct {
		Version  int     `json:"version"`
		Currency string  `json:"currency"`
		Prices   []entry `json:"prices"`
	}{1, "USD", []entry{}}
	moment := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		text := t.UTC().Format(time.RFC3339Nano)
		return &text
	}
	for i := range entries {
		e := &entries[i]
		out.Prices = append(out.Prices, entry{
			Rate: e.Rate, Provider: e.Provider, Model: e.Model, Tier: e.Tier, From: moment(e.From), To: moment(e.To),
			Prompt: e.Prompt, Window: e.Window, Note: e.Note, File: cmp.Or(e.File, "built-in"),
		})
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	return encoder.Encode(out)
}

func (a *app) pricesDiffCommand() *cobra.Command {
	var opts settings
	cmd := &cobra.Command{
		Use:   "diff FILE [FILE]",
		Short: "Show what differs between two price files",
		Long: `Show what differs from the first price file to the second; with one, from the table in
use to it. It exits with 0 whether something differs or not.`,
		Example: `  llmrollup prices diff prices.yaml prices.new.yaml
  llmrollup prices diff prices.new.yaml`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 2 {
				opts.pricesFile, args = args[0], args[1:]
			}
			return a.pricesDiff(opts, args[0])
		},
	}
	opts.policyFlag(cmd.Flags())
	opts.pricesFlag(cmd.Flags())
	return cmd
}

func (a *app) pricesDiff(opts settings, file string) error {
	if err := opts.load(a); err != nil {
		return err
	}
	after, err := price.Load(file)
	if err != nil {
		return fmt.Errorf("reading prices: %w", err)
	}
	changes := price.Diff(opts.prices, after)
	for _, c := range changes {
		switch {
		case c.Kind == "" && c.After == nil:
			fmt.Fprintf(a.stdout, "- %s\n", c.ID)
		case c.Kind == "":
			fmt.Fprintf(a.stdout, "+ %s\n", c.ID)
		default:
			fmt.Fprintf(a.stdout, "  %s: %s %s → %s%s\n", c.ID, c.Kind, amount(c.Before), amount(c.After), percentOf(c))
		}
	}
	fmt.Fprintf(a.stderr, "llmrollup: %d differences\n", len(changes))
	return nil
}

func amount(m *price.Money) string {
	if m == nil {
		return "none"
	}
	return m.String()
}

func percentOf(c price.Change) string {
	if c.Before == nil || c.After == nil {
		return ""
	}
	ratio, ok := c.After.Sub(*c.Before).Times(100).Ratio(*c.Before)
	if !ok {
		return ""
	}
	sign := ""
	if ratio.Sign() > 0 {
		sign = "+"
	}
	return " (" + sign + ratio.Round(1) + " %)"
}
