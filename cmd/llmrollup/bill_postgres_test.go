package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/internal/pgtest"
)

func TestTheBillWorkedOutByHandHoldsForPostgreSQL(t *testing.T) {
	server, name := pgtest.Database(t)
	env := map[string]string{"DATABASE_URL": server.URL(name)}
	for _, args := range [][]string{
		{"ingest", billDir + "events.jsonl"},
		{"run", "--prices", billDir + "prices.yaml", "--date", "2026-12-01"},
		{"verify", "--from", "2026-01-01", "--to", "2027-01-01"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr, func(name string) string { return env[name] }); code != exitDone {
			t.Fatalf("llmrollup %s exits %d: %s", strings.Join(args, " "), code, &stderr)
		}
	}
	checkBill(t, env, nil)
}
