package demo

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// Files are what a scenario is on disk, named as they are to be shown.
type Files struct {
	Policy, Catalog, Prices string
	Events                  []string // one of each month, compressed
	Bill                    string   // of the provider of the contract, for the third month
	Map                     string   // whose the projects of the bill are
}

// Write writes all files of the scenario to dir, which is made if there is none. Files
// of an earlier time are overwritten.
func (s *Scenario) Write(ctx context.Context, dir string) (*Files, error) {
	if err := s.priced(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // to be looked at
		return nil, err
	}
	name := func(file string) string { return filepath.Join(dir, file) }
	f := &Files{Policy: name("policy.yaml"), Catalog: name("catalog.yaml"), Prices: name("prices.yaml"), Bill: name("openai-costs.csv"), Map: name("map.yaml")}
	for path, text := range map[string][]byte{f.Policy: policyFile, f.Catalog: s.catalog(), f.Prices: s.prices(), f.Map: s.owners()} {
		if err := os.WriteFile(path, text, 0o644); err != nil { //nolint:gosec // the same
			return nil, err
		}
	}
	g, ctx := errgroup.WithContext(ctx)
	for month := 1; month <= 3; month++ {
		path := name("events-" + s.Quarter.Month(month).Format("2006-01") + ".jsonl.gz")
		f.Events = append(f.Events, path)
		g.Go(func() error { return s.writeMonth(ctx, path, month) })
	}
	g.Go(func() error { return s.writeBill(ctx, f.Bill) })
	return f, g.Wait()
}

// priced is an error if a model of the company has no price yet when the quarter begins.
func (s *Scenario) priced() error {
	for _, name := range slices.Sorted(maps.Keys(s.company.Models)) {
		m := s.company.Models[name]
		rated := usage.Rated{Provider: m.Provider, Model: cmp.Or(m.Answers, name), Slice: s.Quarter.First}
		if _, ok := price.Builtin().Find(rated); !ok && !m.Unpriced {
			return fmt.Errorf("the built-in prices have none for %s on %s; choose a later quarter", name, s.Quarter.First.Format(time.DateOnly))
		}
	}
	return nil
}

// late reports whether an event is written to the file of the next month: some of the
// last hours of a month are in the buffers of services when it ends.
func late(e *tag.Event, end time.Time) bool {
	return e.Time.After(end.Add(-3*time.Hour)) && e.EventID[35]%4 == 0
}

// twice reports whether an event is sent twice, as when the answer to the first time was
// lost.
func twice(e *tag.Event) bool { return e.EventID[33:] == "7f0" }

// writeMonth writes the file of a month: its events, but late ones, and late ones of the
// month before.
func (s *Scenario) writeMonth(ctx context.Context, path string, month int) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	zip, err := gzip.NewWriterLevel(file, gzip.BestSpeed)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(zip, 1<<16)
	write := func(e *tag.Event) error {
		line, err := e.MarshalJSON()
		if err != nil {
			return err
		}
		line = append(line, '\n')
		if twice(e) {
			line = append(line, line...)
		}
		_, err = w.Write(line)
		return errors.Join(err, ctx.Err())
	}
	begin, end := s.Quarter.Month(month), s.Quarter.Month(month+1)
	if month > 1 {
		for e := range s.Events(begin.Add(-3*time.Hour), begin) {
			if late(e, begin) {
				if err := write(e); err != nil {
					return err
				}
			}
		}
	}
	for e := range s.Events(begin, end) {
		if month < 3 && late(e, end) {
			continue
		}
		if err := write(e); err != nil {
			return err
		}
	}
	return errors.Join(w.Flush(), zip.Close())
}

// policyFile is the policy of the company.
var policyFile = []byte(`# The policy of the company of llmrollup demo.
version: 1
tags:
  project_id: { required: true, header: X-LLM-Project-ID }
  service_name: { required: true, header: X-LLM-Service-Name, values: catalog }
  team_id: { required: true, header: X-LLM-Team-ID, values: catalog }
catalog: catalog.yaml
rollup:
  prices: prices.yaml
`)

// catalog is the file that says who owns what.
func (s *Scenario) catalog() []byte {
	var b bytes.Buffer
	b.WriteString("# Who owns what in the company of llmrollup demo.\nteams:\n")
	for _, name := range slices.Sorted(maps.Keys(s.company.Teams)) {
		t := s.company.Teams[name]
		fmt.Fprintf(&b, "  %s: { lead: %s, manager: %s, channel: '#%s' }\n", name, t.Lead, t.Manager, name)
	}
	b.WriteString("services:\n")
	for _, svc := range s.company.Services {
		if svc.Name != "" {
			fmt.Fprintf(&b, "  %s: { team: %s, project: %s, paths: ['services/%s/**'], environments: [prod] }\n", svc.Name, svc.Team, svc.Project, svc.Name)
		}
	}
	return b.Bytes()
}

// owners is the map of the provider's projects to teams. The one of the shared key is
// nobody's.
func (s *Scenario) owners() []byte {
	teams := map[string]string{}
	for _, svc := range s.company.Services {
		billed := slices.ContainsFunc(svc.models, func(name string) bool {
			return s.company.Models[name].Provider == s.company.Stories.Contract.Provider
		})
		if svc.Team != "" && billed {
			teams[project(svc.Project)] = svc.Team
		}
	}
	var b bytes.Buffer
	b.WriteString("# Whose the provider's projects are, for llmrollup firstcut --map.\nversion: 1\nrules:\n")
	for _, name := range slices.Sorted(maps.Keys(teams)) {
		fmt.Fprintf(&b, "  - {billing_project: %s, team_id: %s}\n", name, teams[name])
	}
	return b.Bytes()
}

// prices is the price file: the built-in table, and a contract.
func (s *Scenario) prices() []byte {
	c := s.company.Stories.Contract
	from := s.Quarter.day(c.Month, c.Day).Add(time.Duration(c.Hour) * time.Hour)
	return fmt.Appendf(nil, `# What the company of llmrollup demo pays: the listed prices, and less by a contract.
version: 1
contracts:
  - name: %s
    provider: %s
    effective_from: "%s"
    discount: "0.%02d"
`, c.Name, c.Provider, from.Format(time.RFC3339), c.Percent)
}
