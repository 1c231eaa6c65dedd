package store

import (
	"context"
	"encoding/json"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/usage"
)

// repricing sets up days that are folded at a price, and gives what they have another.
type repricing struct {
	*Store
	days []Day
}

func newRepricing(t *testing.T, n int) *repricing {
	t.Helper()
	pool := pgtest.Pool(t)
	if err := Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	r := &repricing{Store: New(pool)}
	for i := range n {
		day := DayOf(time.Date(2026, 3, 1+i, 0, 0, 0, 0, time.UTC))
		if _, err := r.EventPartitions(t.Context(), day.Time, day.Time); err != nil {
			t.Fatal(err)
		}
		insertEvent(t, r.Store, day)
		if _, err := r.Fold(t.Context(), day, Cuts{}, at("first"), time.Time{}); err != nil {
			t.Fatal(err)
		}
		r.days = append(r.days, day)
	}
	return r
}

// at is a price list with one price.
func at(name string) Pricing {
	return func(usage.Rated) (string, json.RawMessage, bool) { return name, json.RawMessage("{}"), true }
}

func (r *repricing) priced(t *testing.T) []Priced {
	t.Helper()
	return must(r.Priced(t.Context(), r.days[0].Time, r.days[len(r.days)-1].Next().Time))(t)
}

func (r *repricing) to(ctx context.Context, of []Priced, name string) error {
	prices := make([]*Price, len(of))
	for i := range prices {
		prices[i] = &Price{name, json.RawMessage("{}")}
	}
	return r.Reprice(ctx, of, prices, Repricing{Who: "ana", Prices: name, From: r.days[0].Time, To: r.days[0].Next().Time})
}

// names are the prices of the days, in the sums and beside them, and how many repricings
// are noted.
func (r *repricing) names(t *testing.T) (prices []string, noted int) {
	t.Helper()
	err := r.pool.QueryRow(t.Context(), `select array_agg(distinct name order by name), (select count(*) from llm_repricing)
		from llm_price where id in (select price_id from llm_usage union all select price_id from llm_usage_price)`).Scan(&prices, &noted)
	if err != nil {
		t.Fatal(err)
	}
	return prices, noted
}

func TestPricesThatSomebodyElseHasChangedAreNotChanged(t *testing.T) {
	r := newRepricing(t, 2)
	shown := r.priced(t)
	if err := r.to(t.Context(), shown[:1], "of another"); err != nil {
		t.Fatal(err)
	}
	if err := r.to(t.Context(), shown, "mine"); !errors.Is(err, ErrChanged) {
		t.Errorf("the error is %v, want ErrChanged", err)
	}
	if prices, noted := r.names(t); len(prices) != 2 || prices[0] != "first" || prices[1] != "of another" || noted != 1 {
		t.Errorf("the prices are %q and %d changes noted, want first and of another, and one", prices, noted)
	}
	if err := r.to(t.Context(), r.priced(t), "mine"); err != nil {
		t.Error(err)
	}
	if prices, noted := r.names(t); len(prices) != 1 || prices[0] != "mine" || noted != 2 {
		t.Errorf("read again, the prices are %q and %d changes noted, want mine, and two", prices, noted)
	}
}

// A run folds a day while its prices are changed: the change waits, and holds for what
// the run has folded.
func TestChangingPricesWaitsForARun(t *testing.T) {
	r := newRepricing(t, 2)
	insertEvent(t, r.Store, r.days[1])
	shown := r.priced(t)
	tx, err := r.pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(context.WithoutCancel(t.Context()))
	if err := (&Fold{Day: r.days[1]}).fold(t.Context(), tx, Cuts{}, at("of the run"), time.Time{}); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- r.to(t.Context(), shown, "mine") }()
	waitForLock(t, r.pool.Config().ConnString())
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	var events int
	if err := r.pool.QueryRow(t.Context(), "select sum(requests) from llm_usage").Scan(&events); err != nil || events != 3 {
		t.Errorf("%d events are in the sums, want 3: %v", events, err)
	}
	if prices, _ := r.names(t); len(prices) != 1 || prices[0] != "mine" {
		t.Errorf("the prices are %q, want mine", prices)
	}
}

// Runs fold all days again and again while prices are changed: none waits for the other in
// a circle, no change is lost, and sums always have the price that is kept for them.
func TestPricesAreChangedWhileDaysAreFolded(t *testing.T) {
	r := newRepricing(t, 3)
	const changes = 40
	var ended atomic.Bool
	var g errgroup.Group
	for _, day := range r.days {
		g.Go(func() error {
			for !ended.Load() {
				if _, err := r.Fold(t.Context(), day, Cuts{}, at("of the run"), time.Time{}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	g.Go(func() error {
		defer ended.Store(true)
		for n := range changes {
			of, err := r.Priced(t.Context(), r.days[0].Time, r.days[2].Next().Time)
			if err != nil {
				return err
			}
			if err := r.to(t.Context(), of, []string{"even", "odd"}[n%2]); err != nil {
				return err
			}
			var differ int
			err = r.pool.QueryRow(t.Context(), `select count(*) from llm_usage u join llm_usage_price p using (day, slice, provider, model, service_tier, region, prompt_from)
				where u.price_id is distinct from p.price_id`).Scan(&differ)
			if err != nil {
				return err
			}
			if differ > 0 {
				t.Errorf("after change %d, %d sums have another price than is kept for them", n, differ)
			}
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	if prices, noted := r.names(t); len(prices) != 1 || prices[0] != "odd" || noted != changes {
		t.Errorf("the prices are %q and %d changes noted, want odd, and %d", prices, noted, changes)
	}
}
