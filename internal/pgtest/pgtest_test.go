package pgtest

import (
	"context"
	"os"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
)

func TestMain(m *testing.M) {
	os.Exit(Run(m, func(ctx context.Context, pool *pgxpool.Pool) error {
		_, err := pool.Exec(ctx, "create table t (n int)")
		return err
	}))
}

func TestEachTestHasItsOwnCopy(t *testing.T) {
	for range 2 {
		pool := Pool(t)
		var n int
		if err := pool.QueryRow(t.Context(), "insert into t values (1) returning (select count(*) from t)").Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows are there already, error %v", n, err)
		}
	}
}

func TestAServerKeepsWhatIsCommittedWhenItIsKilled(t *testing.T) {
	s := Start(t)
	pool := Connect(t, s.URL("postgres"))
	if _, err := pool.Exec(t.Context(), "create table t as select 7 n"); err != nil {
		t.Fatal(err)
	}
	if err := s.Stop(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(t.Context(), "select 1"); err == nil {
		t.Fatal("a stopped server answers")
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := pool.QueryRow(t.Context(), "select n from t").Scan(&n); err != nil || n != 7 {
		t.Errorf("n is %d, error %v", n, err)
	}
}
