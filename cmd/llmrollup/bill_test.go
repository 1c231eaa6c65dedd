package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const billDir = "../../rollup/testdata/bill/"

// billRow is a row of a table of the bill's README.md.
type billRow []string

func (r billRow) cost() string { return r[len(r)-1] }

// readBill returns the tables of the bill, by their first heading.
func readBill(t *testing.T) map[string][]billRow {
	t.Helper()
	text, err := os.ReadFile(billDir + "README.md")
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string][]billRow{}
	heading := ""
	for line := range strings.Lines(string(text)) {
		cells, ok := strings.CutPrefix(strings.TrimSpace(line), "| ")
		if !ok {
			if !strings.HasPrefix(line, "|") {
				heading = ""
			}
			continue
		}
		row := billRow(strings.Split(strings.TrimSuffix(cells, " |"), " | "))
		if heading == "" {
			heading = row[0]
			continue
		}
		tables[heading] = append(tables[heading], row)
	}
	for heading, rows := range map[string]int{"no.": 30, "service": 9, "team": 5} {
		if len(tables[heading]) != rows {
			t.Fatalf("the table %q has %d rows, want %d", heading, len(tables[heading]), rows)
		}
	}
	return tables
}

// billed returns the costs that a report of the bill's events has, by key, and under
// "total" that of all. An unpriced cost is "unpriced".
func billed(t *testing.T, env map[string]string, source []string, args ...string) map[string]string {
	t.Helper()
	args = append([]string{"report", "--format", "json", "--prices", billDir + "prices.yaml"}, args...)
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), append(args, source...), strings.NewReader(""), &stdout, &stderr, func(name string) string { return env[name] })
	if code != exitDone {
		t.Fatalf("llmrollup %s exits %d: %s", strings.Join(args, " "), code, &stderr)
	}
	var out struct {
		By    []string         `json:"by"`
		Rows  []map[string]any `json:"rows"`
		Total map[string]any   `json:"total"`
	}
	if err := json.Unmarshal(stdout.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	cost := func(row map[string]any) string {
		if row["cost"] == nil {
			return "unpriced"
		}
		return row["cost"].(string)
	}
	costs := map[string]string{"total": cost(out.Total)}
	for _, row := range out.Rows {
		var key []string
		for _, name := range out.By {
			key = append(key, row[name].(string))
		}
		costs[strings.Join(key, " ")] = cost(row)
	}
	return costs
}

// checkBill holds reports of a source to the bill.
func checkBill(t *testing.T, env map[string]string, source []string) {
	t.Helper()
	bill := readBill(t)
	year := []string{"--from", "2026-01-01T00:00:00Z", "--to", "2027-01-01T00:00:00Z"}
	report := func(args ...string) map[string]string { return billed(t, env, source, append(args, year...)...) }

	want, got := map[string]string{}, report("--by", "user", "--where", "team!=clock")
	for _, row := range bill["no."] {
		want[row[0]] = row.cost()
	}
	delete(got, "total")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}

	want = map[string]string{}
	for _, row := range bill["team"] {
		want[row[0]] = row.cost()
	}
	for name, args := range map[string][]string{"teams": nil, "teams, by a key that is finer": {"--explain"}} {
		if diff := cmp.Diff(want, report(append(args, "--by", "team")...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}

	days := map[string]map[string]string{}
	for _, row := range bill["service"] {
		if days[row[1]] == nil {
			days[row[1]] = map[string]string{}
		}
		days[row[1]][row[2]] = row.cost()
		days[row[0]] = days[row[1]]
	}
	for service, zone := range map[string]string{"new-york": "America/New_York", "berlin": "Europe/Berlin", "havana": "America/Havana"} {
		got := report("--by", "day", "--service", service, "--timezone", zone)
		delete(got, "total")
		if diff := cmp.Diff(days[zone], got); diff != "" {
			t.Errorf("days in %s (-want +got):\n%s", zone, diff)
		}
	}
	// The day alone, asked for by its dates, is the same.
	one := billed(t, env, source, "--by", "service", "--timezone", "America/Havana", "--service", "havana", "--from", "2026-11-01", "--to", "2026-11-02")
	if want := days["havana"]["2026-11-01"]; one["havana"] != want {
		t.Errorf("1 November in Havana costs %s, want %s", one["havana"], want)
	}
}

func TestTheBillWorkedOutByHandHoldsForFiles(t *testing.T) {
	checkBill(t, nil, []string{"--events", billDir + "events.jsonl"})
}
