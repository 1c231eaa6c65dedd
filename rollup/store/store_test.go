package store

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/tag"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m, nil)) }

func TestMigrateIsIdempotentAndSafeAtOnce(t *testing.T) {
	pool := pgtest.Pool(t)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if err := Migrate(t.Context(), pool); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := Migrate(t.Context(), pool); err != nil {
		t.Error(err)
	}
}

// Nothing is left of what migrations have made when they are undone, so they can be done again.
func TestMigrationsCanBeUndone(t *testing.T) {
	pool := pgtest.Pool(t)
	if err := Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	err := provide(pool, func(p *goose.Provider) error {
		_, err := p.DownTo(t.Context(), 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	err = pool.QueryRow(t.Context(), `select array_agg(name) from (
		select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relname like 'llm%'
		union all select proname::text from pg_proc where pronamespace = 'public'::regnamespace and proname like 'llm%') x`).Scan(&left)
	if err != nil || len(left) > 0 {
		t.Errorf("these are left: %v %v", left, err)
	}
	if err := Migrate(t.Context(), pool); err != nil {
		t.Error(err)
	}
}

func TestColumnsHaveTheNamesOfTheEvent(t *testing.T) {
	pool := pgtest.Pool(t)
	if err := Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	var columns []string
	err := pool.QueryRow(t.Context(), "select array_agg(column_name::text order by 1) from information_schema.columns where table_name = 'llm_event'").Scan(&columns)
	if err != nil {
		t.Fatal(err)
	}
	var line lines
	if err := tag.JSONL(&line).Write(t.Context(), []tag.Event{{}}); err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(line, &fields); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for key := range fields {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	slices.Sort(columns)
	if diff := cmp.Diff(keys, columns); diff != "" {
		t.Errorf("keys of the event and columns of the table (-keys +columns):\n%s", diff)
	}
}

type lines []byte

func (l *lines) Write(p []byte) (int, error) { *l = append(*l, p...); return len(p), nil }

func TestPartitionsAreMadeWhileSomebodyWrites(t *testing.T) {
	pool := pgtest.Pool(t)
	if err := Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	writer, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Rollback(context.WithoutCancel(t.Context()))
	if _, err := writer.Exec(t.Context(), "insert into llm_event (event_id, ts) values (gen_random_uuid(), now())"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	first := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, want := range []int{31, 0} {
		got, err := EventPartitions(ctx, pool, first, first.AddDate(0, 0, 30))
		if err != nil || got != want {
			t.Errorf("%d partitions made, %v, want %d", got, err, want)
		}
	}
	if err := writer.Commit(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := pool.Exec(t.Context(), "insert into llm_event (event_id, ts) values (gen_random_uuid(), '2027-01-31 23:59:59.999999+00')"); err != nil {
		t.Error(err)
	}
	if _, err := pool.Exec(t.Context(), "insert into llm_event (event_id, ts) values (gen_random_uuid(), '2027-02-01 00:00:00+00')"); err == nil {
		t.Error("an event of a day without partition was taken")
	}
}
