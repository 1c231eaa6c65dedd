package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// template is the database that those of the tests are copies of.
const template = "pgtest_template"

// shared is the server of the package under test. Tests have no other way to get
// at what TestMain has started.
var shared struct {
	server *Server
	err    error // why there is none
	made   atomic.Int64
}

// Run starts a server, runs the tests and stops it. It returns the exit code. The
// function setup prepares the database of which each test gets a copy.
func Run(m *testing.M, setup func(context.Context, *pgxpool.Pool) error) int {
	ctx := context.Background() //nolint:forbidigo // there is no test yet
	dir, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		fmt.Fprintln(os.Stderr, "pgtest:", err)
		return 1
	}
	defer os.RemoveAll(dir)
	shared.server, shared.err = NewServer(ctx, dir)
	if shared.err == nil {
		defer func() { _ = shared.server.Stop(syscall.SIGQUIT) }()
		shared.err = prepare(ctx, shared.server, setup)
	}
	if shared.err != nil && (needed() || !errors.Is(shared.err, errNoBinaries)) {
		fmt.Fprintln(os.Stderr, "pgtest:", shared.err)
		return 1
	}
	return m.Run()
}

func needed() bool { return os.Getenv("CI") != "" || os.Getenv("LLMTAG_NEED_POSTGRES") != "" }

func prepare(ctx context.Context, s *Server, setup func(context.Context, *pgxpool.Pool) error) error {
	if err := s.exec(ctx, "create database "+template); err != nil || setup == nil {
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

// exec runs one statement in the database of the superuser.
func (s *Server) exec(ctx context.Context, sql string) error {
	conn, err := pgx.Connect(ctx, s.URL(superuser))
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, sql)
	return err
}

// Database makes a database for tb, a copy of what setup has prepared, and removes
// it when tb ends. It skips tb if there is no PostgreSQL.
func Database(tb testing.TB) (server *Server, name string) {
	tb.Helper()
	if shared.err != nil {
		tb.Skip(shared.err)
	}
	if shared.server == nil {
		tb.Fatal("no server: TestMain must call pgtest.Run")
	}
	name = fmt.Sprintf("test_%d", shared.made.Add(1))
	if err := shared.server.exec(tb.Context(), "create database "+name+" template "+template); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := shared.server.exec(context.WithoutCancel(tb.Context()), "drop database "+name+" with (force)"); err != nil {
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
func Start(tb testing.TB, settings ...string) *Server {
	tb.Helper()
	dir, err := os.MkdirTemp("", "pgtest") //nolint:usetesting // tb.TempDir has too long a name for a socket
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	s, err := NewServer(tb.Context(), dir, settings...)
	if errors.Is(err, errNoBinaries) && !needed() {
		tb.Skip(err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Stop(syscall.SIGQUIT); err != nil {
			tb.Error(err)
		}
	})
	return s
}
