package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/internal/pgserver"
	"github.com/llmtag/llmtag/rollup/nightly"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/store"
)

// bare is what one types who wants the same sums, once, of all events.
const bare = `select (ts at time zone 'UTC')::date, team_id, project_id, service_name, request_type, environment, call_site,
    provider, model, service_tier, region, count(*), count(*) filter (where status = 'error'), count(*) filter (where usage_status = 'missing'),
    sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_write_5m_tokens), sum(cache_write_1h_tokens),
    sum(reasoning_tokens), sum(audio_input_tokens), sum(audio_output_tokens), sum(image_tokens)
from llm_event
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`

// fold compares folding all events, by llmrollup run, with a bare GROUP BY of them, and
// measures a night after one more day, one with nothing to do, and a report of a month.
// CPU is that of the server's processes.
func fold(ctx context.Context, dir string, n, runs int, psql string) (err error) {
	_, csv, err := writeEvents(dir, n)
	if err != nil {
		return err
	}
	once := filepath.Join(dir, fmt.Sprintf("once-%d.csv", n))
	if err := writeOnce(csv, once); err != nil {
		return err
	}
	server, err := pgserver.New(ctx, pgserver.Options{Settings: []string{"max_wal_size=4GB", "shared_buffers=256MB", "work_mem=256MB", "autovacuum=off"}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	pool, err := pgxpool.New(ctx, server.URL("postgres"))
	if err != nil {
		return err
	}
	defer pool.Close()
	if err := store.Migrate(ctx, pool); err != nil {
		return err
	}
	if _, err := store.EventPartitions(ctx, pool, firstDay.AddDate(0, 0, -1), firstDay.AddDate(0, 0, 30)); err != nil {
		return err
	}
	copying := exec.CommandContext(ctx, psql, "-q", "-v", "ON_ERROR_STOP=1", server.URL("postgres"), "-c", fmt.Sprintf(`\copy llm_event (%s) from '%s' with (format csv, header, force_not_null (region, call_site))`, columns, once))
	copying.Stderr = os.Stderr
	if err := copying.Run(); err != nil {
		return err
	}
	if _, err := pool.Exec(ctx, "vacuum analyze llm_event"); err != nil {
		return err
	}
	var loaded int
	if err := pool.QueryRow(ctx, "select count(*) from llm_event").Scan(&loaded); err != nil || loaded < n/2 {
		return fmt.Errorf("%d events were loaded of %d: remove %s and try again (%w)", loaded, n, once, err)
	}
	b := &folding{server: server, pool: pool}
	var bareCPU, bareWall, oneCPU, twoWall []float64
	for range runs {
		cpu, wall, err := b.time(ctx, 1, func(p *pgxpool.Pool) error {
			rows, err := p.Query(ctx, "select count(*) from ("+bare+") as sums")
			if err != nil {
				return err
			}
			_, err = pgx.CollectOneRow(rows, pgx.RowTo[int64])
			return err
		})
		if err != nil {
			return err
		}
		bareCPU, bareWall = append(bareCPU, cpu), append(bareWall, wall)
		for _, parallel := range []int{1, 2} {
			if err := b.forget(ctx); err != nil {
				return err
			}
			cpu, wall, err := b.time(ctx, parallel, func(p *pgxpool.Pool) error { return night(ctx, p, parallel) })
			if err != nil {
				return err
			}
			if parallel == 1 {
				oneCPU = append(oneCPU, cpu)
			} else {
				twoWall = append(twoWall, wall)
			}
		}
	}
	fmt.Printf("| %d | %.2f | %.2f | **%.2f** | %.2f | %.2f | **%.2f** |\n", n, middle(bareCPU), middle(oneCPU), middle(oneCPU)/middle(bareCPU),
		middle(bareWall), middle(twoWall), middle(twoWall)/middle(bareWall))
	if _, err := pool.Exec(ctx, "insert into llm_event_dirty values ($1)", firstDay.AddDate(0, 0, 3)); err != nil {
		return err
	}
	cpu, wall, err := b.time(ctx, 1, func(p *pgxpool.Pool) error { return night(ctx, p, 1) })
	if err != nil {
		return err
	}
	fmt.Printf("one more day: %.3f s of CPU, %.3f s\n", cpu, wall)
	if cpu, wall, err = b.time(ctx, 1, func(p *pgxpool.Pool) error { return night(ctx, p, 1) }); err != nil {
		return err
	}
	fmt.Printf("nothing to do: %.3f s of CPU, %.3f s\n", cpu, wall)
	for _, fields := range [][]string{{"team"}, {"team", "service", "model"}} {
		var all []float64
		for range 5 {
			cpu, _, err := b.time(ctx, 1, func(p *pgxpool.Pool) error {
				for _, err := range store.New(p).Rows(ctx, store.Query{Starts: []time.Time{firstDay}, To: firstDay.AddDate(0, 0, 30), Fields: fields}, nightly.Pricing(price.Builtin())) {
					if err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
			all = append(all, cpu)
		}
		fmt.Printf("report of 30 days by %s: %.0f ms of CPU\n", strings.Join(fields, ", "), 1000*middle(all))
	}
	return nil
}

func night(ctx context.Context, p *pgxpool.Pool, parallel int) error {
	_, err := nightly.Run(ctx, store.New(p), nightly.Options{
		Prices: price.Builtin(), Zone: time.UTC, Date: store.DayOf(firstDay), Now: firstDay.AddDate(0, 0, 10), Parallel: parallel,
	})
	return err
}

func middle(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

type folding struct {
	server *pgserver.Server
	pool   *pgxpool.Pool
}

// forget makes all days as if they had never been folded.
func (b *folding) forget(ctx context.Context) error {
	_, err := b.pool.Exec(ctx, `truncate llm_usage, llm_usage_unit, llm_usage_price, llm_day, llm_event_dirty;
insert into llm_event_dirty select distinct (ts at time zone 'UTC')::date from llm_event;
checkpoint`)
	return err
}

// time runs f on n connections of its own, and returns the seconds of CPU that their
// processes in the server took, and the seconds that passed.
func (b *folding) time(ctx context.Context, n int, f func(*pgxpool.Pool) error) (cpu, wall float64, err error) {
	config, err := pgxpool.ParseConfig(b.server.URL("postgres"))
	if err != nil {
		return 0, 0, err
	}
	config.MaxConns = int32(n) //nolint:gosec // one or two
	config.ConnConfig.RuntimeParams["max_parallel_workers_per_gather"] = "0"
	var pids []uint32
	config.AfterConnect = func(_ context.Context, c *pgx.Conn) error {
		pids = append(pids, c.PgConn().PID())
		return nil
	}
	p, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return 0, 0, err
	}
	defer p.Close()
	begin := time.Now()
	if err := f(p); err != nil {
		return 0, 0, err
	}
	wall = time.Since(begin).Seconds()
	for _, pid := range pids {
		ticks, err := ticksOf(pid)
		if err != nil {
			return 0, 0, err
		}
		cpu += float64(ticks) / 100 // which is what the kernel tells programs
	}
	return cpu, wall, nil
}

// ticksOf returns the hundredths of a second of CPU that a process has taken.
func ticksOf(pid uint32) (int64, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	return user + system, errors.Join(err1, err2)
}
