package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/rollup/source"
	"github.com/llmtag/llmtag/rollup/store"
	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
	"github.com/llmtag/llmtag/tag/pgsink"
)

type ingestOptions struct {
	dsns         []string
	input        source.Format
	rejects      string
	format       string
	failOnReject bool
}

func (a *app) ingestCommand() *cobra.Command {
	var opts ingestOptions
	cmd := &cobra.Command{
		Use:   "ingest FILE... | -",
		Short: "Load events from files into the database",
		Long: `Load events from files into the database: JSON lines and CSV with the names of the
event's fields, LiteLLM's spend logs and OpenTelemetry's GenAI spans in JSON, each also
compressed by gzip. "-" is the standard input. What a file is, its content says.

A line that is no event is put aside with its number and the reason, and the rest is
loaded. Twice is once: an event that is there already is passed over, so that a file
can be loaded again after a failure, or when more was written to it.`,
		Example: `  llmrollup ingest /var/log/llm/*.jsonl.gz --rejects rejects.jsonl
  psql litellm -c '\copy "LiteLLM_SpendLogs" to stdout csv header' | llmrollup ingest -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.ingest(cmd.Context(), args, opts) },
	}
	f := cmd.Flags()
	f.Var(&opts.input, "input-format", "what the files are: auto, jsonl, csv, litellm, otlp")
	f.StringVar(&opts.rejects, "rejects", "", "write lines that are put aside to `file`, as JSON lines that can be loaded once repaired")
	dsnFlag(f, &opts.dsns, "one")
	f.StringVar(&opts.format, "format", "text", "of the summary: text or json")
	f.BoolVar(&opts.failOnReject, "fail-on-rejects", false, "exit with 1 if a line was put aside")
	return cmd
}

// An ingestSummary is what the command prints.
type ingestSummary struct {
	Version    int              `json:"version"`
	Files      int              `json:"files"`
	Lines      int64            `json:"lines"`
	Read       int64            `json:"read"`       // events
	Loaded     int64            `json:"loaded"`     // that were not there
	Duplicates int64            `json:"duplicates"` // that were
	Rejected   int64            `json:"rejected"`   // lines, and events that the database refused
	Skipped    int64            `json:"skipped"`    // no requests to a provider
	Unknown    map[string]int64 `json:"unknown_keys"`
	Faults     []string         `json:"faults"`
}

func (a *app) ingest(ctx context.Context, names []string, opts ingestOptions) (err error) {
	if opts.format != "text" && opts.format != "json" {
		return fmt.Errorf("--format: %q is none of text, json", opts.format)
	}
	files, err := source.Expand(names)
	if err != nil {
		return err
	}
	rejects, err := a.openRejects(opts.rejects, files)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rejects.close()) }()
	pool, err := a.connect(ctx, opts.dsns)
	if err != nil {
		return err
	}
	defer pool.Close()

	bar := newProgress(a.stderr, "loading", source.Size(files))
	l := &loader{pool: pool, sink: pgsink.New(pool), days: make(map[int64]bool), refused: rejects.add}
	read := source.Options{Format: opts.input, Stdin: a.stdin, Read: bar.read, Reject: rejects.add}
	summary, err := source.Read(ctx, files, read, func() source.Worker { return &eventWorker{} }, func(events any) error {
		return l.add(ctx, events.([]tag.Event)) //nolint:forcetypeassert,errcheck // what eventWorker returns
	})
	if err == nil {
		err = l.flush(ctx)
	}
	bar.done()
	rejects.tell()
	out := ingestSummary{
		Version: 1, Files: summary.Files, Lines: summary.Lines, Read: summary.Events, Loaded: l.loaded,
		Duplicates: l.given - l.loaded - l.refusals, Rejected: summary.Rejected + l.refusals, Skipped: summary.Skipped,
		Unknown: summary.Unknown, Faults: []string{},
	}
	if out.Unknown == nil {
		out.Unknown = map[string]int64{}
	}
	for _, fault := range summary.Faults {
		out.Faults = append(out.Faults, fault.Error())
	}
	if ctx.Err() != nil {
		err = errors.New("interrupted")
	}
	if err != nil {
		return fmt.Errorf("%w; %d events of %d are in the database; run it again: those are passed over", err, l.given-l.refusals, out.Read)
	}
	if err := out.print(a.stdout, opts.format); err != nil {
		return err
	}
	switch {
	case len(summary.Faults) > 0:
		return errors.Join(summary.Faults...)
	case opts.failOnReject && out.Rejected > 0:
		return errFailOn
	}
	return nil
}

func (s *ingestSummary) print(w io.Writer, format string) error {
	if format == "json" {
		return json.NewEncoder(w).Encode(s)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d events read, %d loaded, %d duplicates, %d rejected", s.Read, s.Loaded, s.Duplicates, s.Rejected)
	if s.Skipped > 0 {
		fmt.Fprintf(&b, ", %d skipped that are no requests to a provider", s.Skipped)
	}
	b.WriteByte('\n')
	if len(s.Unknown) > 0 {
		var keys []string
		for key := range s.Unknown {
			keys = append(keys, fmt.Sprintf("%q", key))
		}
		slices.Sort(keys)
		if len(keys) > 10 {
			keys = append(keys[:10], fmt.Sprintf("and %d more", len(keys)-10))
		}
		fmt.Fprintf(&b, "keys that are none of an event's were passed over: %s\n", strings.Join(keys, ", "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// An eventWorker copies the events of a chunk.
type eventWorker struct{ events []tag.Event }

func (w *eventWorker) Begin(int64)          { w.events = make([]tag.Event, 0, 1024) }
func (w *eventWorker) Event(e *usage.Event) { w.events = append(w.events, e.Tag()) }
func (w *eventWorker) End() any             { return w.events }

// loadBatch is how many events are inserted at a time. COPY's speed no longer
// depends on it then, and a duplicate costs one batch a second attempt.
const loadBatch = 20_000

// A loader puts events into the database, in the order in which they come.
type loader struct {
	pool    *pgxpool.Pool
	sink    *pgsink.Sink
	batch   []tag.Event
	days    map[int64]bool // since 1970, of which there are partitions
	refused func(source.Reject) error

	given, loaded, refusals int64
}

func (l *loader) add(ctx context.Context, events []tag.Event) error {
	l.batch = append(l.batch, events...)
	if len(l.batch) < loadBatch {
		return nil
	}
	return l.flush(ctx)
}

func (l *loader) flush(ctx context.Context) error {
	if len(l.batch) == 0 {
		return nil
	}
	if err := l.partitions(ctx); err != nil {
		return err
	}
	loaded, err := l.sink.Load(ctx, l.batch)
	l.loaded += loaded
	var refused *tag.RefusedError
	if err != nil && !errors.As(err, &refused) {
		return err
	}
	l.given += int64(len(l.batch))
	if refused != nil {
		l.refusals += int64(len(refused.Refused))
		for _, r := range refused.Refused {
			line, err := l.batch[r.Index].MarshalJSON()
			if err != nil {
				return err
			}
			if err := l.refused(source.Reject{File: "database", Reason: r.Err.Error(), Text: line}); err != nil {
				return err
			}
		}
	}
	l.batch = l.batch[:0]
	return nil
}

const (
	day = 24 * 60 * 60 // seconds

	insufficientPrivilege = "42501" // PostgreSQL's appendix A
)

// partitions makes those that the batch needs. Days that follow each other are made
// at once; between others there may be years.
func (l *loader) partitions(ctx context.Context) error {
	var days []int64
	for i := range l.batch {
		d := l.batch[i].Time.Unix() / day // events are after 1970
		if !l.days[d] {
			l.days[d] = true
			days = append(days, d)
		}
	}
	slices.Sort(days)
	for len(days) > 0 {
		n := 1
		for n < len(days) && days[n] == days[0]+int64(n) {
			n++
		}
		first, last := time.Unix(days[0]*day, 0).UTC(), time.Unix(days[n-1]*day, 0).UTC()
		_, err := store.EventPartitions(ctx, l.pool, first, last)
		if pgErr, ok := errors.AsType[*pgconn.PgError](err); ok && pgErr.Code == insufficientPrivilege {
			return nil // a role that may only insert: the partitions are there, or the events are refused
		}
		if err != nil {
			return err
		}
		days = days[n:]
	}
	return nil
}
