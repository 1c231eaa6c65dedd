package usage

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/tag"
)

// randomEvents are n events, of which some are there twice, the second time with
// other contents perhaps.
func randomEvents(r *rand.Rand, n int) []Event {
	pick := func(list ...string) []byte { return []byte(list[r.IntN(len(list))]) }
	begin := time.Date(2026, 10, 24, 0, 0, 0, 0, time.UTC).UnixMicro()
	events := make([]Event, 0, n)
	for range n {
		var e Event
		binary.BigEndian.PutUint64(e.ID[:], r.Uint64())
		binary.BigEndian.PutUint64(e.ID[8:], uint64(len(events)))
		e.Micros = begin + r.Int64N(3*dayMicros)
		if r.IntN(10) == 0 {
			e.Micros = begin + r.Int64N(3*24)*60*60*1_000_000 // at a boundary
		}
		for i := range Texts {
			e.Text[i] = pick("", "a", "b", "ü")
		}
		e.Status = tag.Status(pick("ok", "error", "cancelled", "truncated"))
		e.UsageStatus = tag.UsageStatus(pick("reported", "partial", "missing", "suspect"))
		for i := range Numbers {
			if r.IntN(3) > 0 {
				e.Set(i, r.Int64N(1_000_000_000_000)>>r.IntN(40))
			}
		}
		if e.UsageStatus == tag.UsageSuspect {
			e.Number[OutputTokens] *= -1
		}
		if r.IntN(20) == 0 {
			e.Units = fmt.Appendf(nil, `{"seconds":%d.%03d,"searches":%d}`, r.IntN(100), r.IntN(1000), r.IntN(3))
		}
		if r.IntN(4000) == 0 { // more than a block takes
			e.Units = []byte(`{"seconds":1`)
			for i := range 2000 {
				e.Units = fmt.Appendf(e.Units, `,"unit-%d":%d`, i, i)
			}
			e.Units = append(e.Units, '}')
		}
		if len(events) > 0 && r.IntN(10) == 0 {
			before := &events[r.IntN(len(events))]
			switch r.IntN(4) {
			case 0:
				e = *before
			case 1: // the same, with other counts and another owner
				e.ID, e.Micros, e.Text[TeamID] = before.ID, before.Micros, before.Text[TeamID]
			case 2: // not the same: at another time
				e = *before
				e.Micros++
			case 3: // not the same: of another team
				e = *before
				e.Text[TeamID] = []byte("c")
			}
		}
		events = append(events, e)
	}
	return events
}

// bruteForce adds up events in a way that cannot be wrong.
func bruteForce(events []Event, opts Options) (map[Key]Counts, map[Key]map[string]*big.Rat, int64) {
	sums, units := make(map[Key]Counts), make(map[Key]map[string]*big.Rat)
	seen := make(map[string]bool)
	duplicates := int64(0)
	for i := range events {
		e := &events[i]
		ts := e.Time()
		if !opts.From.IsZero() && ts.Before(opts.From) || !opts.To.IsZero() && !ts.Before(opts.To) {
			continue
		}
		id := fmt.Sprintf("%x %d %s", e.ID, e.Micros, e.Text[TeamID])
		if seen[id] {
			duplicates++
			continue
		}
		seen[id] = true
		owner := func(i int) string {
			if opts.Owners>>i&1 == 0 {
				return ""
			}
			return string(e.Text[i])
		}
		k := Key{
			Owner{owner(TeamID), owner(ProjectID), owner(ServiceName), owner(UserID), owner(RequestType), owner(Environment), owner(CallSite)},
			Rated{Provider: string(e.Text[Provider]), Model: string(e.Text[Model]), ServiceTier: string(e.Text[ServiceTier]), Region: string(e.Text[Region])},
		}
		if k.Model == "" {
			k.Model = string(e.Text[RequestedModel])
		}
		k.Slice = opts.From
		if day := ts.Truncate(24 * time.Hour); opts.Days && day.After(opts.From) {
			k.Slice = day
		}
		for _, cut := range opts.Cuts {
			if !cut.After(ts) && cut.After(k.Slice) {
				k.Slice = cut
			}
		}
		for _, bound := range opts.PromptBounds {
			if e.Number[InputTokens] >= bound {
				k.PromptFrom = bound
			}
		}
		c := sums[k]
		one := func(is bool) int64 {
			if is {
				return 1
			}
			return 0
		}
		c.Add(Counts{
			Requests: 1, Errors: one(e.Status == "error"), Missing: one(e.UsageStatus == "missing"), Partial: one(e.UsageStatus == "partial"), Suspect: one(e.UsageStatus == "suspect"),
			Input: e.Number[InputTokens], Output: e.Number[OutputTokens], CacheRead: e.Number[CacheReadTokens],
			CacheWrite5m: e.Number[CacheWrite5mTokens], CacheWrite1h: e.Number[CacheWrite1hTokens], Reasoning: e.Number[ReasoningTokens],
			AudioInput: e.Number[AudioInputTokens], AudioOutput: e.Number[AudioOutputTokens], Image: e.Number[ImageTokens],
		})
		sums[k] = c
		for name, amount := range e.Tag().Units {
			if units[k] == nil {
				units[k] = make(map[string]*big.Rat)
			}
			if units[k][name] == nil {
				units[k][name] = new(big.Rat)
			}
			value, _ := new(big.Rat).SetString(string(amount))
			units[k][name].Add(units[k][name], value)
		}
	}
	return sums, units, duplicates
}

func TestSumsEqualThoseOfBruteForce(t *testing.T) {
	utc := func(day, hour int) time.Time { return time.Date(2026, 10, day, hour, 0, 0, 0, time.UTC) }
	cuts := []time.Time{utc(24, 22), utc(25, 0).Add(time.Millisecond), utc(25, 1), utc(25, 23), utc(26, 12)}
	tests := map[string]struct {
		opts   Options
		adders int
		table  int
	}{
		"in memory":                        {Options{Days: true, Owners: AllOwners}, 1, 0},
		"with cuts and prompts":            {Options{Days: true, Owners: AllOwners, Cuts: cuts, PromptBounds: []int64{1000, 200_000, 272_000}}, 3, 0},
		"in a file":                        {Options{Days: true, Owners: AllOwners, Cuts: cuts, Memory: 1}, 2, 1 << 20},
		"partitions larger than memory":    {Options{Days: true, Owners: AllOwners, Cuts: cuts, Memory: 1 << 20}, 2, 512},
		"some of the owners":               {Options{Days: true, Owners: 1<<TeamID | 1<<RequestType, Cuts: cuts}, 2, 0},
		"no days":                          {Options{From: utc(24, 5), Owners: AllOwners, Cuts: cuts}, 2, 0},
		"none of the owners, part of time": {Options{From: utc(24, 5), To: utc(25, 1)}, 2, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(1, uint64(len(name))))
			events := randomEvents(r, 20_000)
			tt.opts.TempDir = t.TempDir()
			a := NewAccumulator(tt.opts)
			if tt.table > 0 {
				a.table = tt.table
			}
			var wg sync.WaitGroup
			for worker := range tt.adders {
				d := a.Adder()
				wg.Go(func() {
					const chunk = 1000
					for n := worker; n*chunk < len(events); n += tt.adders {
						d.Begin(int64(n))
						for i := range chunk {
							e := events[n*chunk+i]
							d.Event(&e)
							e.Reset() // what it borrowed is gone
						}
						if err := d.End(); err != nil {
							t.Error(err)
						}
					}
					if err := d.Flush(); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			rows, duplicates, err := a.Rows()
			if err != nil {
				t.Fatal(err)
			}
			if err := a.Close(); err != nil {
				t.Error(err)
			}
			want, wantUnits, wantDuplicates := bruteForce(events, tt.opts)
			got := make(map[Key]Counts)
			for i, row := range rows {
				got[row.Key] = row.Counts
				if i > 0 && compareKeys(&rows[i-1].Key, &row.Key) >= 0 {
					t.Fatalf("rows %d and %d are not in order", i-1, i)
				}
				for name, text := range row.Units {
					value, ok := new(big.Rat).SetString(text)
					want := wantUnits[row.Key][name]
					if !ok || want == nil || value.Cmp(want) != 0 || strings.HasSuffix(text, ".") {
						t.Errorf("%v: %s: got %s, want %v", row.Key, name, text, want)
					}
				}
				if len(row.Units) != len(wantUnits[row.Key]) {
					t.Errorf("%v: got units %v, want %v", row.Key, row.Units, wantUnits[row.Key])
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%.2000s", diff)
			}
			if duplicates != wantDuplicates || duplicates == 0 {
				t.Errorf("%d duplicates, want %d", duplicates, wantDuplicates)
			}
		})
	}
}

func TestAFullDiskIsAnErrorThatSaysWhatToDo(t *testing.T) {
	a := NewAccumulator(Options{Memory: 1, TempDir: "/nonexistent"})
	d := a.Adder()
	d.Begin(0)
	d.Event(&Event{Micros: 1})
	err := d.Flush()
	if err == nil || !strings.Contains(err.Error(), "set TMPDIR to a directory with more room") {
		t.Errorf("got %v", err)
	}
	if d.End() == nil {
		t.Error("the error is not returned by End")
	}
}
