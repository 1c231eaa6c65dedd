package reconcile_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/invoice/exporttest"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/reconcile"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/usage"
)

var (
	october  = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	november = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
)

// An event is what one service used in an hour.
type event struct {
	at           time.Time
	project, key string
	usage.Row
	rate *price.Rate
}

// world is what was used in a month and a day around it, as it was.
func world(random *rand.Rand, x exporttest.Export) []event {
	var out []event
	for i, project := range []string{"checkout", "search", "support"} {
		for j, model := range x.Models {
			if (i+j)%3 == 2 && j > 0 {
				continue
			}
			for at := october.Add(-24 * time.Hour); at.Before(november.Add(24 * time.Hour)); at = at.Add(time.Duration(1+random.IntN(6)) * time.Hour) {
				e := event{at: at, project: project, key: "key-" + project}
				e.Provider, e.Model, e.Slice, e.TeamID = x.Provider, model, at, project
				if x.Tiers && random.IntN(3) == 0 {
					e.ServiceTier = "batch"
				}
				e.Requests = 1
				e.AddKind("input", 1000+random.Int64N(90_000))
				e.AddKind("output", 100+random.Int64N(9_000))
				if random.IntN(2) == 0 {
					e.AddKind("cache_read", 1+random.Int64N(40_000))
				}
				e.rate = rateOf(e.Rated)
				out = append(out, e)
			}
		}
	}
	return out
}

var found = map[usage.Rated]*price.Rate{}

// rateOf is what something costs on a day.
func rateOf(of usage.Rated) *price.Rate {
	of.Slice = of.Slice.Truncate(24 * time.Hour)
	if found[of] == nil {
		rate, ok := price.Builtin().Find(of)
		if !ok {
			panic("no price for " + of.Model)
		}
		found[of] = &rate
	}
	return found[of]
}

// metered is events as a source of sums.
type metered []event

func (m metered) Rows(_ context.Context, q report.Query) iter.Seq2[report.Row, error] {
	return func(yield func(report.Row, error) bool) {
		for _, e := range m {
			if e.at.Before(q.Starts[0]) || !e.at.Before(q.To) {
				continue
			}
			i, found := slices.BinarySearchFunc(q.Starts, e.at, time.Time.Compare)
			if !found {
				i--
			}
			row := report.Row{Row: e.Row, Rate: e.rate}
			row.Slice = q.Starts[i]
			if !yield(row, nil) {
				return
			}
		}
	}
}

// billed is events as rows of an export whose days are those of a zone.
func billed(events []event, zone *time.Location) []exporttest.Row {
	all := map[string]*exporttest.Row{}
	for _, e := range events {
		local := e.at.In(zone)
		day := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC)
		if day.Before(october) || !day.Before(november) {
			continue
		}
		for _, line := range e.rate.Lines(e.Counts, nil) {
			r := exporttest.Row{Day: day, Project: e.project, APIKey: e.key, Model: e.Model, Tier: e.ServiceTier, Kind: line.Kind}
			id := fmt.Sprint(r)
			if all[id] == nil {
				all[id] = &r
			}
			n, _ := line.Quantity.Int64()
			all[id].Tokens += n
			all[id].Cost = all[id].Cost.Add(line.Cost)
		}
	}
	var out []exporttest.Row
	for _, id := range slices.Sorted(maps.Keys(all)) {
		out = append(out, *all[id])
	}
	return out
}

func total(rows []exporttest.Row) (sum price.Money) {
	for _, r := range rows {
		sum = sum.Add(r.Cost)
	}
	return sum
}

func read(t *testing.T, x exporttest.Export, rows []exporttest.Row, times int) *invoice.Bill {
	t.Helper()
	var b bytes.Buffer
	if err := x.Write(&b, rows); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "export")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	bill, sum, err := invoice.Read(t.Context(), slices.Repeat([]string{file}, times), invoice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Rejected > 0 || sum.Others > 0 || len(sum.Faults) > 0 {
		t.Fatalf("%d rows rejected, %d of other services, %v", sum.Rejected, sum.Others, sum.Faults)
	}
	return bill
}

func compare(t *testing.T, bill *invoice.Bill, m report.Source) *reconcile.Result {
	t.Helper()
	r, err := reconcile.Compare(t.Context(), bill, m, reconcile.Options{From: october, To: november, Prices: price.Builtin()})
	if err != nil {
		t.Fatal(err)
	}
	sum := r.Unexplained
	for _, c := range r.Causes {
		sum = sum.Add(c.Amount)
	}
	if sum.Cmp(r.Billed.Sub(r.Metered)) != 0 {
		t.Errorf("causes and what is unexplained are %s, the difference is %s", sum, r.Billed.Sub(r.Metered))
	}
	return r
}

func show(r *reconcile.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: billed %s, metered %s, difference %s, tolerance %s, unexplained %s\n", r.State, r.Billed.Round(4), r.Metered.Round(4), r.Difference.Round(4), r.Tolerance, r.Unexplained.Round(6))
	for _, c := range r.Causes {
		fmt.Fprintf(&b, "  %s %s %s %d days: %s\n", c.Kind, c.Amount.Round(4), c.Model, len(c.Days), c.Evidence)
	}
	return b.String()
}

// Each export of the events that were metered agrees with them: to the last digit, or by
// what the provider rounds.
func TestExportsOfWhatWasMeteredAgree(t *testing.T) {
	for i, x := range exporttest.Exports {
		t.Run(x.Name, func(t *testing.T) {
			events := world(rand.New(rand.NewPCG(1, uint64(i))), x)
			r := compare(t, read(t, x, billed(events, time.UTC), 1), metered(events))
			if r.State != reconcile.Matched || r.Tolerance.Sign() == 0 && r.Difference.Sign() != 0 {
				t.Error(show(r))
			}
			if r.Billed.Sign() <= 0 {
				t.Error("nothing was billed")
			}
		})
	}
}

// A deviation is what is wrong with a bill or with what was metered, and the cause that
// is to be named, with its amount.
type deviation struct {
	name  string
	plant func(w *planted)
	on    func(exporttest.Export) bool // nil: all
}

type planted struct {
	x       exporttest.Export
	events  []event // that happened
	metered []event // of these, that were logged
	rows    []exporttest.Row
	zone    *time.Location
	times   int
	want    map[reconcile.CauseKind]price.Money
}

func hasCost(x exporttest.Export) bool { return x.Cost }

var deviations = []deviation{
	{"a service does not log", func(w *planted) {
		w.metered = slices.DeleteFunc(slices.Clone(w.events), func(e event) bool { return e.project == "search" })
		lost := slices.DeleteFunc(slices.Clone(w.events), func(e event) bool { return e.project != "search" })
		w.want[reconcile.UnloggedUsage] = total(billed(lost, time.UTC))
	}, nil},
	{"a service does not log on one day", func(w *planted) {
		off := func(e event) bool { return e.project == "search" && e.at.Day() == 12 }
		w.metered = slices.DeleteFunc(slices.Clone(w.events), off)
		lost := slices.DeleteFunc(slices.Clone(w.events), func(e event) bool { return !off(e) })
		w.want[reconcile.UnloggedUsage] = total(billed(lost, time.UTC))
	}, nil},
	{"a price is wrong", func(w *planted) {
		var sum price.Money
		for i := range w.rows {
			if r := &w.rows[i]; r.Model == w.x.Models[0] && r.Kind == "output" {
				more := r.Cost.Per(4)
				r.Cost, sum = r.Cost.Add(more), sum.Add(more)
			}
		}
		w.want[reconcile.PriceDifference] = sum
	}, hasCost},
	{"a price is wrong from a day on", func(w *planted) {
		var sum price.Money
		for i := range w.rows {
			if r := &w.rows[i]; r.Model == w.x.Models[0] && r.Day.Day() > 20 {
				less := r.Cost.Per(2)
				r.Cost, sum = r.Cost.Sub(less), sum.Sub(less)
			}
		}
		w.want[reconcile.PriceDifference] = sum
	}, hasCost},
	{"a contract gives a discount", func(w *planted) {
		var sum price.Money
		for i := range w.rows {
			less := w.rows[i].Cost.Times(15).Per(100)
			w.rows[i].Cost, sum = w.rows[i].Cost.Sub(less), sum.Sub(less)
		}
		w.want[reconcile.PriceDifference] = sum
	}, hasCost},
	{"days are those of California", func(w *planted) {
		w.zone, _ = time.LoadLocation("America/Los_Angeles")
		w.rows = billed(w.events, w.zone)
		w.want[reconcile.DayShift] = total(w.rows).Sub(total(billed(w.events, time.UTC)))
	}, nil},
	{"amounts are cents", func(w *planted) {
		sum := total(w.rows).Times(99)
		for i := range w.rows {
			w.rows[i].Cost = w.rows[i].Cost.Times(100)
		}
		w.want[reconcile.UnitError] = sum
	}, hasCost},
	{"the file is there twice", func(w *planted) {
		w.times = 2
		w.want[reconcile.DuplicateRows] = total(w.rows)
	}, nil},
	{"a day is missing", missingDay, nil},
	{"a service does not log, and amounts are cents", func(w *planted) {
		w.metered = slices.DeleteFunc(slices.Clone(w.events), func(e event) bool { return e.project == "support" && e.at.Day() < 9 })
		lost := slices.DeleteFunc(slices.Clone(w.events), func(e event) bool { return e.project != "support" || e.at.Day() >= 9 || e.at.Month() != 10 })
		w.want[reconcile.UnloggedUsage] = total(billed(lost, time.UTC))
		w.want[reconcile.UnitError] = total(w.rows).Times(99)
		for i := range w.rows {
			w.rows[i].Cost = w.rows[i].Cost.Times(100)
		}
	}, hasCost},
	{"the file is there twice, and a day is missing", func(w *planted) {
		missingDay(w)
		w.times = 2
		w.want[reconcile.DuplicateRows] = total(w.rows)
	}, nil},
}

func missingDay(w *planted) {
	gone := total(slices.DeleteFunc(slices.Clone(w.rows), func(r exporttest.Row) bool { return r.Day.Day() != 7 }))
	w.rows = slices.DeleteFunc(w.rows, func(r exporttest.Row) bool { return r.Day.Day() == 7 })
	w.want[reconcile.UnbilledUsage] = price.Money{}.Sub(gone)
}

func TestDeviationsAreNamedAsWhatTheyAre(t *testing.T) {
	for i, x := range exporttest.Exports {
		for j, d := range deviations {
			if d.on != nil && !d.on(x) {
				continue
			}
			t.Run(x.Name+"/"+d.name, func(t *testing.T) {
				events := world(rand.New(rand.NewPCG(uint64(j), uint64(i))), x)
				w := &planted{x: x, events: events, metered: events, rows: billed(events, time.UTC), times: 1, want: map[reconcile.CauseKind]price.Money{}}
				d.plant(w)
				r := compare(t, read(t, x, w.rows, w.times), metered(w.metered))
				got := map[reconcile.CauseKind]price.Money{}
				for _, c := range r.Causes {
					got[c.Kind] = got[c.Kind].Add(c.Amount)
				}
				for kind, want := range w.want {
					allowed := r.Tolerance.Add(want.Abs().Per(100_000))
					if _, ok := got[kind]; !ok || got[kind].Sub(want).Abs().Cmp(allowed) > 0 {
						t.Errorf("want %s of %s, got %s", kind, want.Round(4), got[kind].Round(4))
					}
				}
				for kind, amount := range got {
					if _, ok := w.want[kind]; !ok && amount.Abs().Cmp(r.Tolerance) > 0 {
						t.Errorf("%s of %s was not planted", kind, amount.Round(4))
					}
				}
				if r.State != reconcile.Explained {
					t.Errorf("the state is %s", r.State)
				}
				if t.Failed() {
					t.Log(show(r))
				}
			})
		}
	}
}

// Whatever a bill says, the amounts of causes and what is unexplained are the difference.
func TestCausesAddUpToTheDifference(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 40 {
		x := exporttest.Exports[random.IntN(len(exporttest.Exports))]
		events := world(random, x)
		kept := slices.DeleteFunc(slices.Clone(events), func(event) bool { return random.IntN(10) == 0 })
		rows := billed(events, time.UTC)
		for i := range rows {
			switch random.IntN(6) {
			case 0:
				rows[i].Cost = rows[i].Cost.Times(random.Int64N(3))
			case 1:
				rows[i].Tokens = random.Int64N(1_000_000)
			}
		}
		compare(t, read(t, x, rows[:1+random.IntN(len(rows))], 1+random.IntN(2)), metered(kept))
	}
}

// Taxes and credits are no usage; models without a price are said to be that.
func TestOtherChargesAndUnknownModels(t *testing.T) {
	x := exporttest.Exports[0]
	events := world(rand.New(rand.NewPCG(5, 6)), x)
	bill := read(t, x, billed(events, time.UTC), 1)
	add := func(model, kind string, charge invoice.Charge, cost string) {
		m, err := price.ParseMoney(cost)
		if err != nil {
			t.Fatal(err)
		}
		bill.Entries = append(bill.Entries, invoice.Entry{Rows: 1, Cost: &m, Key: invoice.Key{
			Rated: usage.Rated{Provider: "openai", Model: model, Slice: october}, End: october.AddDate(0, 0, 1), Kind: kind, Charge: charge, Item: cmp.Or(model, kind),
		}})
	}
	add("", "", invoice.Tax, "12.5")
	add("", "", invoice.Credit, "-2")
	add("", "web_searches", invoice.Used, "3")
	add("gpt-99-future", "input", invoice.Used, "40")
	r := compare(t, bill, metered(events))
	want := map[reconcile.CauseKind]string{reconcile.OtherCharges: "13.5", reconcile.UnknownModel: "40"}
	for _, c := range r.Causes {
		if want[c.Kind] != c.Amount.String() {
			t.Errorf("%s of %s: %s", c.Kind, c.Amount, c.Evidence)
		}
		delete(want, c.Kind)
	}
	if len(want) > 0 || r.State != reconcile.Explained {
		t.Errorf("not found: %v\n%s", want, show(r))
	}
}

func TestABillOfWhatWasNeverMetered(t *testing.T) {
	x := exporttest.Exports[0]
	events := world(rand.New(rand.NewPCG(5, 6)), x)
	bill := read(t, x, billed(events, time.UTC), 1)
	_, err := reconcile.Compare(t.Context(), bill, metered(nil), reconcile.Options{From: october, To: november, Prices: price.Builtin()})
	if !errors.Is(err, reconcile.ErrNothingMetered) {
		t.Errorf("the error is %v", err)
	}
}
