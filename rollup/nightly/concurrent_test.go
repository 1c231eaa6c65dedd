package nightly

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/store"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m, store.Migrate)) }

// TestSumsAreThoseOfARecomputation has writers that commit late and in any order, roll
// back, send again, and write to days that are long folded; and runs, several at once,
// whose connections are killed at any moment. When all have ended and one more run has
// been, the sums are those of the events, and no event is missing or there twice.
//
// LLMTAG_CONCURRENT_SECONDS makes each of its rounds longer, LLMTAG_SEED repeats one.
func TestSumsAreThoseOfARecomputation(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	length := 3 * time.Second
	if text := os.Getenv("LLMTAG_CONCURRENT_SECONDS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("LLMTAG_CONCURRENT_SECONDS: %v", err)
		}
		length = time.Duration(n) * time.Second
	}
	seeds := []uint64{rand.Uint64(), rand.Uint64()}
	if text := os.Getenv("LLMTAG_SEED"); text != "" {
		seed, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("LLMTAG_SEED: %v", err)
		}
		seeds = []uint64{seed}
	}
	for _, seed := range seeds {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) { concurrently(t, seed, length) })
	}
}

func concurrently(t *testing.T, seed uint64, length time.Duration) {
	t.Helper()
	server, name := pgtest.Database(t)
	pool := pgtest.Connect(t, server.URL(name))
	now := time.Now().UTC()
	if _, err := store.EventPartitions(t.Context(), pool, now.AddDate(0, 0, -4), now); err != nil {
		t.Fatal(err)
	}
	w := &writers{pool: pool, now: now}
	end := time.Now().Add(length)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(seed, uint64(i)))
			for time.Now().Before(end) {
				w.write(t, r)
			}
		})
	}
	var runs, killed atomic.Int64
	for range 3 {
		wg.Go(func() {
			for time.Now().Before(end) {
				if run, err := nightlyRun(t, server.URL(name), now); err != nil {
					killed.Add(1) // whatever it had begun is undone
				} else {
					runs.Add(int64(len(run.Folded.Days)))
				}
			}
		})
	}
	wg.Go(func() {
		r := rand.New(rand.NewPCG(seed, 99))
		for time.Now().Before(end) {
			time.Sleep(time.Duration(r.IntN(40)) * time.Millisecond)
			if _, err := pool.Exec(t.Context(), "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'nightly' order by random() limit 1"); err != nil {
				t.Error(err)
			}
		}
	})
	wg.Wait()
	for range 3 { // the end of one that was killed may come after the beginning of another
		if _, err := nightlyRun(t, server.URL(name), now); err != nil {
			t.Fatal(err)
		}
	}
	if runs.Load() == 0 || killed.Load() == 0 {
		t.Errorf("%d days were folded and %d runs killed meanwhile: nothing was tried", runs.Load(), killed.Load())
	}
	s := store.New(pool)
	folded, err := s.Folded(t.Context(), first, last)
	if err != nil {
		t.Fatal(err)
	}
	var events int64
	for day, f := range folded {
		rows, units, err := s.Verify(t.Context(), f)
		if err != nil || len(rows) > 0 || units > 0 {
			t.Errorf("%s: %d sums and %d of units differ: %v %v", day, len(rows), units, rows, err)
		}
		events += f.Events
	}
	if want := w.committed(); events != want {
		t.Errorf("%d events are in the sums, %d were committed", events, want)
	}
	t.Logf("%d events, %d folded days, %d runs killed", events, runs.Load(), killed.Load())
}

func nightlyRun(t *testing.T, url string, now time.Time) (*Summary, error) {
	t.Helper()
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	config.ConnConfig.RuntimeParams["application_name"] = "nightly"
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	return Run(t.Context(), store.New(pool), Options{Prices: price.Builtin(), Zone: time.UTC, Date: store.DayOf(now), Now: now, Parallel: 2})
}

// writers know what they have committed.
type writers struct {
	pool *pgxpool.Pool
	now  time.Time
	mu   sync.Mutex
	sent map[event]bool
	list []event
}

type event struct {
	id   uuid.UUID
	at   time.Time
	team string
}

func (w *writers) committed() int64 { return int64(len(w.sent)) }

// write is a transaction of a writer.
func (w *writers) write(t *testing.T, r *rand.Rand) {
	t.Helper()
	var batch []event
	for range 1 + r.IntN(20) {
		at := w.now.AddDate(0, 0, -r.IntN(4)).Truncate(time.Microsecond).Add(-time.Duration(r.IntN(int(time.Hour))).Truncate(time.Microsecond))
		batch = append(batch, event{uuid.New(), at, fmt.Sprintf("team-%d", r.IntN(3))})
	}
	w.mu.Lock()
	for range r.IntN(3) { // sent again
		if len(w.list) > 0 {
			batch = append(batch, w.list[r.IntN(len(w.list))])
		}
	}
	w.mu.Unlock()
	err := pgx.BeginFunc(t.Context(), w.pool, func(tx pgx.Tx) error {
		for _, e := range batch {
			_, err := tx.Exec(t.Context(), `insert into llm_event (event_id, ts, team_id, provider, model, input_tokens, output_tokens, status, usage_status, units)
				values ($1, $2, $3, 'openai', 'gpt-4o', $4, $5, 'ok', 'reported', $6) on conflict do nothing`,
				e.id, e.at, e.team, r.Int64N(400_000), r.Int64N(1000), map[bool]any{true: map[string]any{"searches": 1}}[r.IntN(8) == 0])
			if err != nil {
				return err
			}
		}
		time.Sleep(time.Duration(r.IntN(60)) * time.Millisecond) // open for a while
		if r.IntN(10) == 0 {
			return context.Canceled
		}
		return nil
	})
	if errors.Is(err, context.Canceled) {
		return
	}
	if err != nil {
		t.Error(err)
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.sent == nil {
		w.sent = map[event]bool{}
	}
	for _, e := range batch {
		if !w.sent[e] {
			w.sent[e] = true
			w.list = append(w.list, e)
		}
	}
}
