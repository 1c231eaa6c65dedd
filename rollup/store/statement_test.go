package store

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/llmtag/llmtag/internal/pgtest"
)

// TestEveryStatementIsUnderstoodAndUsed prepares each statement on a real server.
func TestEveryStatementIsUnderstoodAndUsed(t *testing.T) {
	pool := pgtest.Pool(t)
	if err := Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	tx, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(context.WithoutCancel(t.Context()))
	for _, name := range []string{"fold_table", "fold_unit_table"} { // others are about these
		if _, err := tx.Exec(t.Context(), statement(name)); err != nil {
			t.Fatal(err)
		}
	}
	var code strings.Builder
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(text)
	}
	for _, name := range slices.Sorted(maps.Keys(statements())) {
		if _, err := tx.Prepare(t.Context(), name, statement(name)); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, statement(name)) // the transaction has failed with it
		}
		if !strings.Contains(code.String(), `"`+name+`"`) {
			t.Errorf("%s.sql is used by nobody", name)
		}
	}
	period := []time.Time{time.Unix(0, 0), time.Unix(1, 0)}
	for i, q := range []Query{
		{Starts: period[:1], To: period[1]},
		{Starts: period, To: period[1], Fields: Columns},
		{Starts: period[:1], To: period[1], Fields: []string{"model"}, Where: []Condition{{"team", []string{"a"}}, {"region", nil}, {"team", []string{"b"}}}},
	} {
		a := q.ask(nil)
		for _, name := range []string{"usage_rows", "usage_units"} {
			if _, err := tx.Prepare(t.Context(), fmt.Sprint(name, i), a.statement(name)); err != nil {
				t.Fatalf("%s: %v\n%s", name, err, a.statement(name))
			}
		}
	}
	if n := len(statements()); n < 30 {
		t.Errorf("%d statements were prepared: the test shows nothing", n)
	}
}
