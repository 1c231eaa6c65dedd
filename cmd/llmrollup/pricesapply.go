package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/internal/term"
	"github.com/llmtag/llmtag/rollup/nightly"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/reprice"
	"github.com/llmtag/llmtag/rollup/store"
	"github.com/llmtag/llmtag/rollup/usage"
)

type pricesApplyOptions struct {
	settings
	yes, dryRun, reopen bool
	unpriced            bool // nothing else is changed
	who                 string
}

func (a *app) pricesApplyCommand() *cobra.Command {
	var opts pricesApplyOptions
	cmd := &cobra.Command{
		Use:   "apply --from DATE",
		Short: "Give past usage the prices of the table",
		Long: `Give usage of the database from a date on the prices of the table in use. A new table
changes no figure by itself: sums keep the price that they were first given. This command
shows what would change per team, and changes it when told to.

Months that are over are closed: their statements are out. They are changed with --reopen
only. Who changed what, and when, is kept in the tables llm_repricing and
llm_repricing_change.`,
		Example: `  llmrollup prices apply --from 2026-11-10 --prices prices.new.yaml
  llmrollup prices apply --from 2026-10-01 --to 2026-11-01 --reopen --yes`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.pricesApply(cmd.Context(), opts) },
	}
	f := cmd.Flags()
	opts.rangeFlags(f, "it must be given")
	f.BoolVar(&opts.yes, "yes", false, "do not ask")
	f.BoolVar(&opts.dryRun, "dry-run", false, "show what would change, and change nothing")
	f.BoolVar(&opts.unpriced, "unpriced", false, "give a price to what has none, and change no other")
	f.BoolVar(&opts.reopen, "reopen", false, "also change months that are over")
	f.StringVar(&opts.who, "who", "", "`name` to keep with the change; the default is that of the user")
	dsnFlag(f, &opts.dsns, "one; of several, each is changed by itself")
	opts.policyFlag(f)
	opts.pricesFlag(f)
	return cmd
}

func (a *app) pricesApply(ctx context.Context, opts pricesApplyOptions) error {
	if opts.from == "" {
		return errors.New("--from: the date from which on prices are to change is missing")
	}
	if err := opts.load(a); err != nil {
		return err
	}
	from, to, err := opts.period(usage.Era())
	if err != nil {
		return err
	}
	pool, err := a.openStore(ctx, opts.dsns)
	if err != nil {
		return err
	}
	defer pool.Close()
	sums := store.New(pool)
	if err := a.cutAnew(ctx, sums, &opts.settings, from, to); err != nil {
		return err
	}
	priced, err := sums.Priced(ctx, from, to)
	if err != nil {
		return err
	}
	changes, err := reprice.Changes(priced, opts.prices)
	if err != nil {
		return err
	}
	if opts.unpriced {
		changes = slices.DeleteFunc(changes, func(c reprice.Change) bool { return c.Before != nil })
	}
	if len(changes) == 0 {
		fmt.Fprintln(a.stdout, "no price changes")
		return nil
	}
	keys, prices := make([]store.Priced, len(changes)), make([]*store.Price, len(changes))
	for i := range changes {
		keys[i] = changes[i].Priced
		if prices[i], err = changes[i].Stored(); err != nil {
			return err
		}
	}
	used, err := sums.UsageOf(ctx, keys)
	if err != nil {
		return err
	}
	difference, err := a.showRepricing(changes, reprice.Teams(changes, used))
	if err != nil {
		return err
	}
	closed := reprice.Closed(changes, a.now(), opts.zone)
	if len(closed) > 0 && !opts.reopen && !opts.dryRun {
		return fmt.Errorf("nothing was changed: %s over; --reopen changes closed months too, --from a later date leaves them out", months(closed))
	}
	switch {
	case opts.dryRun:
		fmt.Fprintln(a.stdout, "nothing was changed")
		return nil
	case !opts.yes && !a.interactive():
		return errors.New("nothing was changed; --yes changes it")
	case !opts.yes && !a.confirm("change these prices?"):
		return errors.New("nothing was changed")
	}
	why := store.Repricing{
		Who: cmp.Or(opts.who, userName()), Prices: cmp.Or(opts.pricesFile, "built-in"), From: from, To: to,
		Reopened: len(closed) > 0, Difference: difference.String(),
	}
	if err := sums.Reprice(ctx, keys, prices, why); err != nil {
		if errors.Is(err, store.ErrChanged) {
			return fmt.Errorf("%w; nothing was changed, run it again", err)
		}
		return err
	}
	fmt.Fprintf(a.stdout, "changed, and noted as done by %s\n", why.Who)
	return nil
}

// cutAnew folds the days again that are not cut where the table changes a price or the change begins or ends, which
// changes no figure: their parts keep the price that the whole had.
func (a *app) cutAnew(ctx context.Context, sums *store.Store, s *settings, from, to time.Time) error {
	folded, err := sums.Folded(ctx, store.DayOf(from), store.DayOf(to))
	if err != nil || len(folded) == 0 {
		return err
	}
	first, last := store.DayOf(to), store.DayOf(from)
	for day := range folded {
		if day.Before(first.Time) {
			first = day
		}
		if day.After(last.Time) {
			last = day
		}
	}
	_, never := usage.Era() // nothing gets a price here
	rates := nightly.Cuts(s.prices, append([]*time.Location{s.zone}, s.zones...), first, last)
	cuts := func(day store.Day) store.Cuts { return alsoAt(rates(day), day, from, to) }
	for day := first; !day.After(last.Time); day = day.Next() {
		f, ok := folded[day]
		if !ok || f.Cuts.Covers(cuts(day)) {
			continue
		}
		if f.Dropped {
			return fmt.Errorf("the events of %s are no longer kept, and its sums are not cut where a price or the change begins within that day; choose --from after it", day)
		}
		if _, err := sums.Fold(ctx, day, cuts(day), nightly.Pricing(s.prices), never); err != nil {
			return err
		}
	}
	return nil
}

// alsoAt adds moments, where they are within the day.
func alsoAt(c store.Cuts, day store.Day, moments ...time.Time) store.Cuts {
	for _, at := range moments {
		if !at.After(day.Time) || !at.Before(day.Next().Time) {
			continue
		}
		for _, cuts := range [...]*[]time.Time{&c.Plain, &c.Fine} {
			*cuts = append(slices.Clone(*cuts), at.UTC())
			slices.SortFunc(*cuts, time.Time.Compare)
			*cuts = slices.CompactFunc(*cuts, time.Time.Equal)
		}
	}
	return c
}

// showRepricing prints what changes, and returns by how much in all.
func (a *app) showRepricing(changes []reprice.Change, teams []reprice.Team) (price.Money, error) {
	type pair struct{ before, after string }
	seen := map[pair]bool{}
	for i := range changes {
		p := pair{describe(changes[i].Before), describe(changes[i].After)}
		if !seen[p] {
			fmt.Fprintf(a.stdout, "%s %s: %s → %s\n", changes[i].Provider, changes[i].Model, p.before, p.after)
		}
		seen[p] = true
	}
	fmt.Fprintln(a.stdout)
	var all reprice.Team
	all.Name = "total"
	t := tabwriter.NewWriter(a.stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "team\tcost now\tthen\tdifference\tunpriced now\tthen\t")
	line := func(team *reprice.Team) {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\t%d\t\n", cmp.Or(team.Name, report.Unattributed), team.Before, team.After, team.Difference(), team.UnpricedBefore, team.UnpricedAfter)
	}
	for i := range teams {
		team := &teams[i]
		line(team)
		all.Before, all.After = all.Before.Add(team.Before), all.After.Add(team.After)
		all.UnpricedBefore += team.UnpricedBefore
		all.UnpricedAfter += team.UnpricedAfter
	}
	line(&all)
	return all.Difference(), t.Flush()
}

// describe is a rate in a line.
func describe(r *price.Rate) string {
	if r == nil {
		return "no price"
	}
	return fmt.Sprintf("%s (input %s, output %s)", r.ID, r.Input, r.Output)
}

func months(names []string) string {
	if len(names) == 1 {
		return names[0] + " is"
	}
	return strings.Join(names, ", ") + " are"
}

// confirm asks a question.
func (a *app) confirm(question string) bool {
	fmt.Fprintf(a.stderr, "%s [y/N] ", question)
	answer, err := bufio.NewReader(a.stdin).ReadString('\n')
	return err == nil && strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "y")
}

// userName is who runs the program.
func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return cmp.Or(os.Getenv("USER"), "unknown")
}

// interactive reports whether there is somebody to ask.
func (a *app) interactive() bool {
	file, ok := a.stdin.(*os.File)
	return ok && term.IsTerminal(file)
}
