package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/store"
)

func TestMain(m *testing.M) {
	testscript.Main(withPostgres{m}, map[string]func(){"llmrollup": main})
}

// withPostgres runs tests beside a server. The commands of transcripts do not come
// here, but to main.
type withPostgres struct{ m *testing.M }

func (w withPostgres) Run() int { return pgtest.Run(w.m, store.Migrate) }

// TestScripts runs the transcripts, one behaviour a file. Commands of their own are
//
//	database            makes a database with the schema, and sets DATABASE_URL
//	sql QUERY           prints the rows of a query, for stdout and cmp
//	exits CODE COMMAND  runs a command and pins its exit code
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"database": func(ts *testscript.TestScript, _ bool, _ []string) {
				server, name := pgtest.Database(t)
				ts.Setenv("DATABASE_URL", server.URL(name))
			},
			"sql":   sql,
			"exits": exits,
		},
	})
}

// sql prints each row of a query in one line, its columns divided by spaces.
func sql(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sql QUERY")
	}
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, ts.Getenv("DATABASE_URL"))
	ts.Check(err)
	defer conn.Close(ctx)
	rows, err := conn.Query(ctx, args[0])
	ts.Check(err)
	defer rows.Close()
	for rows.Next() {
		values, err := rows.Values()
		ts.Check(err)
		fmt.Fprintln(ts.Stdout(), values...)
	}
	ts.Check(rows.Err())
}

// exits runs a command and pins its exit code: exits CODE COMMAND [ARG...].
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("%s exits %d, want %d", args[1:], got, want)
	}
}
