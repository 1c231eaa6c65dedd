package firstcut_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/rollup/firstcut"
	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/usage"
)

var update = flag.Bool("update", false, "write the schema that is checked in")

func TestTheSchemaThatIsCheckedInIsCurrent(t *testing.T) {
	const file = "../../schema/firstcut-map.schema.json"
	if *update {
		if err := os.WriteFile(file, firstcut.JSONSchema(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(want, firstcut.JSONSchema()) {
		t.Errorf("%s is not current; run make generate (%v)", file, err)
	}
}

var catalog = &policy.Catalog{
	Teams:    map[string]policy.Team{"payments": {}, "search": {}},
	Services: map[string]policy.Service{"checkout-assistant": {}, "ranker": {}},
}

func load(t *testing.T, text string) (*firstcut.Map, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "map.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := firstcut.LoadMap(file, catalog)
	if err != nil {
		return nil, fmt.Errorf("%s", strings.ReplaceAll(err.Error(), filepath.Dir(file)+string(filepath.Separator), ""))
	}
	return m, nil
}

func entry(project, key, tags, cost string) invoice.Entry {
	m, err := price.ParseMoney(cost)
	if err != nil {
		panic(err)
	}
	day := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	return invoice.Entry{Rows: 1, Cost: &m, Key: invoice.Key{
		Rated: usage.Rated{Provider: "openai", Model: "gpt-4o", Slice: day}, End: day.AddDate(0, 0, 1),
		Project: project, APIKey: key, Tags: tags, Charge: invoice.Used,
	}}
}

func sums(t *testing.T, s *firstcut.Source) map[string]string {
	t.Helper()
	r, err := report.New(context.Background(), s, report.Options{
		By: []string{"team", "service"}, From: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{"total": r.Total.Cost.String()}
	for _, row := range r.Rows {
		out[strings.Join(row.Key, "/")] = row.Cost.String()
	}
	return out
}

// The first rule counts all of whose conditions hold; then the bill's own tags; the
// rest is nobody's. A split adds up to what it divides.
func TestWhoseAnEntryIs(t *testing.T) {
	m, err := load(t, `
version: 1
rules:
  - {api_key: checkout-*, billing_project: prod, team_id: payments, service_name: checkout-assistant}
  - api_key: shared
    split:
      - {share: 0.7, team_id: payments}
      - {share: "0.3", team_id: search, service_name: ranker}
  - {tags: {env: dev}, team_id: search}
tags: {team_id: [team, owner]}
`)
	if err != nil {
		t.Fatal(err)
	}
	got := sums(t, &firstcut.Source{Prices: price.Builtin(), Map: m, Bill: &invoice.Bill{Entries: []invoice.Entry{
		entry("prod", "checkout-1", "", "1"),
		entry("stage", "checkout-1", "", "2"), // the rule has two conditions
		entry("", "shared", "", "0.01"),
		entry("", "x", "env=dev,team=payments", "4"), // rules before tags
		entry("", "x", "owner=payments", "8"),
	}}})
	want := map[string]string{
		"payments/checkout-assistant": "1", "(unattributed)/(unattributed)": "2", "payments/(unattributed)": "8.007", "search/ranker": "0.003",
		"search/(unattributed)": "4", "total": "15.01",
	}
	for key := range want {
		if got[key] != want[key] {
			t.Errorf("%s has %s, want %s", key, got[key], want[key])
		}
	}
	if unused := m.Unused(); len(unused) != 0 {
		t.Errorf("rules of lines %v are said to hold for nothing", unused)
	}
}

func TestFaultsOfMaps(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"no condition", "version: 1\nrules:\n  - {team_id: payments}\n", "map.yaml:3:5: the rule has no condition"},
		{"no owner", "version: 1\nrules:\n  - {api_key: a}\n", "map.yaml:3:5: the rule does not say whose it is"},
		{"two owners", "version: 1\nrules:\n  - {api_key: a, team_id: search, split: [{share: 1, team_id: search}]}\n", "the rule has an owner and a split"},
		{"unknown team", "version: 1\nrules:\n  - {api_key: a, team_id: serch}\n", `map.yaml:3:5: the catalog has no team "serch"; did you mean "search"?`},
		{"unknown service", "version: 1\nrules:\n  - {api_key: a, team_id: search, service_name: rankr}\n", `no service "rankr"; did you mean "ranker"?`},
		{"shares", "version: 1\nrules:\n  - {api_key: a, split: [{share: 0.5, team_id: search}, {share: 0.4, team_id: payments}]}\n", "map.yaml:3:25: the shares add up to 0.9; they are to add up to 1"},
		{"key", "version: 1\nrules:\n  - {apikey: a, team_id: search}\n", `unknown key "apikey"`},
		{"share", "version: 1\nrules:\n  - {api_key: a, split: [{share: 50%, team_id: search}]}\n", "expected a share such as 0.25"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := load(t, tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("the error is %v, want %s", err, tt.want)
			}
		})
	}
}

// A suggested map, completed and given back, attributes everything that it names: also
// where one key is in several projects, or names have characters that YAML knows.
func TestASuggestedMapAttributesEverything(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for range 50 {
		names := []string{"", "a", "checkout-key", "proj: x", "#1", "'q'", "true", "12", "ranker"}
		bill := &invoice.Bill{Provider: "openai", Export: "cost export"}
		for range random.IntN(12) + 1 {
			e := entry(names[random.IntN(len(names))], names[random.IntN(len(names))], "", strconv.Itoa(random.IntN(1000)))
			if e.Project == "" && e.APIKey == "" {
				e.Account = "org"
			}
			bill.Entries = append(bill.Entries, e)
		}
		var b strings.Builder
		before := &firstcut.Source{Prices: price.Builtin(), Bill: bill}
		if err := firstcut.WriteMap(&b, bill, before.Suggest(catalog)); err != nil {
			t.Fatal(err)
		}
		if _, err := load(t, b.String()); err != nil {
			t.Fatalf("the suggestion is no map: %v\n%s", err, b.String())
		}
		complete := strings.NewReplacer("rules: []\n", "rules:\n", "#  - {", "  - {", `team_id: ""`, "team_id: search").Replace(b.String())
		m, err := load(t, complete)
		if err != nil {
			t.Fatalf("%v\n%s", err, complete)
		}
		got := sums(t, &firstcut.Source{Prices: price.Builtin(), Bill: bill, Map: m})
		for key, cost := range got {
			if strings.HasPrefix(key, report.Unattributed) {
				t.Fatalf("%s has %s\n%s", key, cost, complete)
			}
		}
	}
}

// What is billed stays as it is; what an export of usage costs, the price table says.
// Rows that are there twice count once.
func TestCosts(t *testing.T) {
	million, err := price.ParseMoney("1000000")
	if err != nil {
		t.Fatal(err)
	}
	used := entry("p", "k", "", "0")
	used.Cost, used.Kind, used.Quantity = nil, "cache_read", &million
	twice := entry("p", "k", "", "6")
	twice.Rows, twice.Repeated, twice.RepeatedCost = 2, 1, *entry("", "", "", "3").Cost
	got := sums(t, &firstcut.Source{Prices: price.Builtin(), Bill: &invoice.Bill{Entries: []invoice.Entry{used, twice}}})
	if got["total"] != "4.25" { // 1.25 for a million cached tokens of gpt-4o
		t.Errorf("the total is %s, want 4.25", got["total"])
	}
}

// Counts that are divided are whole, and add up.
func TestDividedCountsAddUp(t *testing.T) {
	m, err := load(t, "version: 1\nrules:\n  - {api_key: k, split: [{share: 0.5, team_id: payments}, {share: 0.5, team_id: search}]}\n")
	if err != nil {
		t.Fatal(err)
	}
	seven, err := price.ParseMoney("7")
	if err != nil {
		t.Fatal(err)
	}
	e := entry("p", "k", "", "1")
	e.Kind, e.Quantity, e.Requests = "output", &seven, 3
	s := &firstcut.Source{Prices: price.Builtin(), Map: m, Bill: &invoice.Bill{Entries: []invoice.Entry{e}}}
	var total usage.Counts
	for row, err := range s.Rows(context.Background(), report.Query{Starts: []time.Time{e.Slice}, To: e.End}) {
		if err != nil {
			t.Fatal(err)
		}
		total.Add(row.Counts)
	}
	if total.Output != 7 || total.Requests != 3 {
		t.Errorf("the parts are %d tokens in %d requests, want 7 in 3", total.Output, total.Requests)
	}
}
