package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/spf13/pflag"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/source"
)

// settings are the flags that commands share, and what they name.
type settings struct {
	policyFile, pricesFile string
	timezone               string
	from, to               string
	format, output         string
	events                 []string
	inputFormat            source.Format
	dsns                   []string

	policy *policy.Policy
	prices *price.Table
	zone   *time.Location
	zones  []*time.Location // further ones of the policy, for which sums are cut
}

func (s *settings) policyFlag(f *pflag.FlagSet) {
	f.StringVar(&s.policyFile, "policy", "", "policy `file`; the default is the nearest policy.yaml from here up")
}

func (s *settings) pricesFlag(f *pflag.FlagSet) {
	f.StringVar(&s.pricesFile, "prices", "", "price `file`; the default is the policy's, else the built-in table")
}

func (s *settings) rangeFlags(f *pflag.FlagSet, what string) {
	f.StringVar(&s.from, "from", "", "`date`, month or moment (RFC 3339) from which on; "+what)
	f.StringVar(&s.to, "to", "", "`date`, month or moment before which")
	f.StringVar(&s.timezone, "timezone", "", "IANA `name` of the zone of dates, days and months; the default is the policy's")
}

func (s *settings) formatFlags(f *pflag.FlagSet, formats string) {
	f.StringVar(&s.format, "format", "table", formats)
	f.StringVarP(&s.output, "output", "o", "", "write to `file` in place of the standard output")
}

func (s *settings) eventsFlag(f *pflag.FlagSet) {
	f.StringArrayVar(&s.events, "events", nil, "compute it from event `files`, without a database; further files may follow")
	f.Var(&s.inputFormat, "input-format", "what event files are: auto, jsonl, csv, litellm, otlp")
}

// files adds the arguments of a command to --events, which a shell's glob makes of
// all files but the first.
func (s *settings) files(args []string) error {
	if len(args) > 0 && len(s.events) == 0 {
		return fmt.Errorf("unexpected argument %q; event files are named by --events", args[0])
	}
	s.events = append(s.events, args...)
	return nil
}

// load reads the policy and prices and the zone.
func (s *settings) load(a *app) error {
	wd, err := os.Getwd()
	if err != nil {
		return err
	}
	if s.policy, err = policy.NewFinder(s.policyFile, a.getenv).For(wd); err != nil {
		return fmt.Errorf("reading policy: %w", err)
	}
	if s.pricesFile == "" {
		s.pricesFile = s.policy.Rollup.Prices
	}
	if s.prices, err = price.Load(s.pricesFile); err != nil {
		return fmt.Errorf("reading prices: %w", err)
	}
	name := s.timezone
	if name == "" {
		name = string(s.policy.Rollup.Timezone)
	}
	if s.zone, err = calendar.Zone(name); err != nil {
		return fmt.Errorf("--timezone: %w", err)
	}
	for _, name := range s.policy.Rollup.Timezones {
		zone, err := calendar.Zone(string(name))
		if err != nil {
			return fmt.Errorf("rollup.timezones: %w", err)
		}
		s.zones = append(s.zones, zone)
	}
	return nil
}

// period reads --from and --to; where one is not given, it is the one of these.
func (s *settings) period(from, to time.Time) (time.Time, time.Time, error) {
	for _, x := range []struct {
		flag, text string
		to         *time.Time
	}{{"--from", s.from, &from}, {"--to", s.to, &to}} {
		if x.text == "" {
			continue
		}
		at, err := calendar.Parse(x.text, s.zone)
		if err != nil {
			return from, to, fmt.Errorf("%s: %w", x.flag, err)
		}
		if at.Year() < 1970 || at.Year() > 2200 {
			return from, to, fmt.Errorf("%s: the year %d is not one of events", x.flag, at.Year())
		}
		*x.to = at
	}
	if !from.Before(to) {
		hint := ""
		if s.to != "" && s.from == s.to {
			hint = "; --to is exclusive: name the day after the last"
		}
		return from, to, fmt.Errorf("the range is empty: it begins %s and ends before %s%s", show(from, s.zone), show(to, s.zone), hint)
	}
	return from, to, nil
}

func show(t time.Time, zone *time.Location) string { return t.In(zone).Format(time.RFC3339) }

// oneOf says what is wrong with the value of a flag.
func oneOf(flag, value string, valid ...string) error {
	if slices.Contains(valid, value) {
		return nil
	}
	return fmt.Errorf("%s: unknown %s; %s", flag, strict.Quote(value), strict.Hint(value, valid))
}

// print writes to --output, or else to stdout. A file is made only if writing
// succeeds, so that a failure does not leave half a report.
func (s *settings) print(a *app, write func(io.Writer) error) error {
	if s.output == "" || s.output == "-" {
		return write(a.stdout)
	}
	temporary := s.output + ".tmp"
	f, err := os.Create(temporary)
	if err != nil {
		return fmt.Errorf("--output: %w", err)
	}
	err = errors.Join(write(f), f.Close())
	if err == nil {
		err = os.Rename(temporary, s.output)
	}
	if err != nil {
		return fmt.Errorf("--output: %w", errors.Join(err, os.Remove(temporary)))
	}
	return nil
}
