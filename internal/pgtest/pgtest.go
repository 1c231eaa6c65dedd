package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/internal/pgserver"
)

// template is the database that those of the tests are copies of.
const template = "pgtest_template"

// shared is the server of the package under test. Tests have no other way to get
// at what TestMain has started.
var shared struct {
	server *pgserver.Server
	err    error // why there is none
	made   atomic.Int64
}

// Run starts a server, runs the tests and stops it. It returns the exit code. The
// function setup prepares the database of which each test gets a copy.
func Run(m *testing.M, setup func(context.Context, *pgxpool.Pool) error) int {
	ctx := context.Background() //nolint:forbidigo // there is no test yet
	shared.server, shared.err = pgserver.New(ctx, pgserver.Options{})
	if shared.err == nil {
		defer func() { _ = shared.server.Close() }()
		shared.err = prepare(ctx, shared.server, setup)
	}
	if shared.err != nil && (needed() || !errors.Is(shared.err, pgserver.ErrNoBinaries)) {
		fmt.Fprintln(os.Stderr, "pgtest:", shared.err)
		return 1
	}
	return m.Run()
}

func needed() bool { return os.Getenv("CI") != "" || os.Getenv("LLMTAG_NEED_POSTGRES") != "" }

func prepare(ctx context.Context, s *pgserver.Server, setup func(context.Context, *pgxpool.Pool) error) error {
	if err := s.Exec(ctx, "create database "+template); err != nil || setup == nil {
		return err
	}
	pool, err := pgxpool.New(ctx, s.URL(template))
	if err != nil {
		return err
	}
	defer pool.Close()
	if err := setup(ctx, pool); err != nil {
		return fmt.Errorf("setting up the database of the tests: %w", err)
	}
	return nil
}

// Database makes a database for tb, a copy of what setup has prepared, and removes
// it when tb ends. It skips tb if there is no PostgreSQL.
func Database(tb testing.TB) (server *pgserver.Server, name string) {
	tb.Helper()
	if shared.err != nil {
		tb.Skip(shared.err)
	}
	if shared.server == nil {
		tb.Fatal("no server: TestMain must call pgtest.Run")
	}
	name = fmt.Sprintf("test_%d", shared.made.Add(1))
	if err := shared.server.Exec(tb.Context(), "create database "+name+" template "+template); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := shared.server.Exec(context.WithoutCancel(tb.Context()), "drop database "+name+" with (force)"); err != nil {
			tb.Error(err)
		}
	})
	return shared.server, name
}

// Pool returns connections to a database of tb's own.
func Pool(tb testing.TB) *pgxpool.Pool {
	tb.Helper()
	server, name := Database(tb)
	return Connect(tb, server.URL(name))
}

// Connect returns connections to the database that url names, until tb ends.
func Connect(tb testing.TB, url string) *pgxpool.Pool {
	tb.Helper()
	pool, err := pgxpool.New(tb.Context(), url)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(pool.Close)
	return pool
}

// Start returns a server of tb's own, which tb may stop and start, with an empty
// database "postgres". It skips tb if there is no PostgreSQL.
func Start(tb testing.TB, settings ...string) *pgserver.Server {
	tb.Helper()
	s, err := pgserver.New(tb.Context(), pgserver.Options{Settings: settings})
	if errors.Is(err, pgserver.ErrNoBinaries) && !needed() {
		tb.Skip(err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}
