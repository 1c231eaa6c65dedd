// Command rollup measures llmrollup beside what others would use for the same work.
// Run it by make bench-rollup.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) < 2 {
		return errors.New("usage: rollup files|load|fold|csv|sum …")
	}
	flags := flag.NewFlagSet(os.Args[1], flag.ContinueOnError)
	switch os.Args[1] {
	case "files":
		o := filesOptions{}
		flags.StringVar(&o.dir, "dir", os.TempDir(), "directory for the events")
		flags.StringVar(&o.sizes, "events", "1000000,10000000", "how many events, several sizes")
		flags.StringVar(&o.node, "node", "", "directory with node_modules/@duckdb/node-api; empty leaves DuckDB out")
		flags.StringVar(&o.out, "o", "", "file to write the table to; stdout if empty")
		flags.IntVar(&o.runs, "runs", 3, "measure each case this often, and take the median")
		flags.IntVar(&o.threads, "threads", runtime.GOMAXPROCS(0), "cores to use")
		if err := flags.Parse(os.Args[2:]); err != nil {
			return err
		}
		return o.measure(context.Background())
	case "load":
		dir := flags.String("dir", os.TempDir(), "directory for the events")
		n := flags.Int("events", 1_000_000, "how many")
		runs := flags.Int("runs", 3, "measure this often, and take the median")
		llmrollup := flags.String("llmrollup", "llmrollup", "the llmrollup to measure")
		psql := flags.String("psql", "psql", "the psql to compare with")
		if err := flags.Parse(os.Args[2:]); err != nil {
			return err
		}
		return load(context.Background(), *dir, *n, *runs, *llmrollup, *psql)
	case "fold":
		dir := flags.String("dir", os.TempDir(), "directory for the events")
		n := flags.Int("events", 1_000_000, "how many")
		runs := flags.Int("runs", 3, "measure this often, and take the median")
		psql := flags.String("psql", "psql", "the psql to load with")
		if err := flags.Parse(os.Args[2:]); err != nil {
			return err
		}
		return fold(context.Background(), *dir, *n, *runs, *psql)
	case "csv": // events on standard output, for sizes that no disk need hold
		n := flags.Int("events", 1_000_000, "how many")
		if err := flags.Parse(os.Args[2:]); err != nil {
			return err
		}
		return writeCSV(os.Stdout, *n)
	case "sum": // what files runs in a process of its own
		return sum(context.Background(), os.Args[2:])
	}
	return fmt.Errorf("unknown command %q", os.Args[1])
}
