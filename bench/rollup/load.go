package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/internal/pgserver"
	"github.com/llmtag/llmtag/rollup/store"
)

// load compares llmrollup ingest with psql's \copy of the same file into the same
// table, with its partitions there already, in turns.
func load(ctx context.Context, dir string, n, runs int, llmrollup, psql string) (err error) {
	_, csv, err := writeEvents(dir, n)
	if err != nil {
		return err
	}
	server, err := pgserver.New(ctx, pgserver.Options{Settings: []string{"max_wal_size=4GB", "shared_buffers=256MB"}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	// psql refuses what has a duplicate: it gets each event once.
	once := filepath.Join(dir, fmt.Sprintf("once-%d.csv", n))
	if err := writeOnce(csv, once); err != nil {
		return err
	}
	ways := map[string]func(url string) *exec.Cmd{
		`psql \copy`: func(url string) *exec.Cmd {
			return exec.CommandContext(ctx, psql, "-q", "-v", "ON_ERROR_STOP=1", url, "-c", fmt.Sprintf(`\copy llm_event (%s) from '%s' with (format csv, header, force_not_null (region, call_site))`, columns, once))
		},
		"llmrollup ingest": func(url string) *exec.Cmd {
			cmd := exec.CommandContext(ctx, llmrollup, "ingest", once)
			cmd.Env = append(os.Environ(), "DATABASE_URL="+url)
			return cmd
		},
	}
	took := map[string][]time.Duration{}
	for range runs {
		for _, name := range []string{`psql \copy`, "llmrollup ingest"} {
			d, err := loadOnce(ctx, server, ways[name])
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			took[name] = append(took[name], d)
			fmt.Fprintf(os.Stderr, "%s: %.1f s\n", name, d.Seconds())
		}
	}
	middle := func(name string) time.Duration {
		slices.Sort(took[name])
		return took[name][len(took[name])/2]
	}
	copied, ingested := middle(`psql \copy`), middle("llmrollup ingest")
	rate := func(d time.Duration) float64 { return float64(n) / 1000 / d.Seconds() }
	fmt.Printf("| %d | %.0f | %.0f | **%.2f** |\n", n, rate(copied), rate(ingested), copied.Seconds()/ingested.Seconds())
	return nil
}

// loadOnce loads into a database of its own.
func loadOnce(ctx context.Context, server *pgserver.Server, command func(url string) *exec.Cmd) (took time.Duration, err error) {
	admin, err := pgxpool.New(ctx, server.URL("postgres"))
	if err != nil {
		return 0, err
	}
	defer admin.Close()
	if _, err := admin.Exec(ctx, "create database bench"); err != nil {
		return 0, err
	}
	defer func() {
		_, dropErr := admin.Exec(ctx, "drop database bench with (force)")
		err = errors.Join(err, dropErr)
	}()
	pool, err := pgxpool.New(ctx, server.URL("bench"))
	if err != nil {
		return 0, err
	}
	defer pool.Close()
	if err := store.Migrate(ctx, pool); err != nil {
		return 0, err
	}
	if _, err := store.EventPartitions(ctx, pool, firstDay.AddDate(0, 0, -1), firstDay.AddDate(0, 0, 30)); err != nil {
		return 0, err
	}
	if _, err := admin.Exec(ctx, "checkpoint"); err != nil {
		return 0, err
	}
	cmd := command(server.URL("bench"))
	cmd.Stderr = os.Stderr
	begin := time.Now()
	if err := cmd.Run(); err != nil {
		return 0, err
	}
	return time.Since(begin), nil
}
