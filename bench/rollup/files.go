package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/llmtag/llmtag/rollup/source"
	"github.com/llmtag/llmtag/rollup/usage"
)

// sum adds up files and prints what duckdb.mjs prints.
func sum(ctx context.Context, files []string) error {
	keep := usage.Options{Days: true, Owners: 1<<usage.TeamID | 1<<usage.ProjectID | 1<<usage.ServiceName | 1<<usage.RequestType | 1<<usage.Environment}
	rows, _, summary, err := source.Sum(ctx, files, source.Options{Stdin: os.Stdin}, keep)
	if err != nil {
		return err
	}
	if len(summary.Faults) > 0 || summary.Rejected > 0 {
		return fmt.Errorf("%d lines were put aside; %w", summary.Rejected, errors.Join(summary.Faults...))
	}
	var total usage.Counts
	for _, row := range rows {
		total.Add(row.Counts)
	}
	fmt.Println(len(rows), total.Requests, total.Errors, total.Input, total.Output, total.CacheRead, total.CacheWrite5m, total.CacheWrite1h,
		total.Reasoning, total.AudioInput, total.AudioOutput, total.Image)
	return nil
}

type filesOptions struct {
	dir, sizes, node, out string
	runs, threads         int
}

// A cost is what a process took.
type cost struct {
	wall, cpu time.Duration
	memory    int64 // bytes, at most at a time
	output    string
}

// measure runs a program several times and returns the medians.
func measure(ctx context.Context, runs int, dir string, env []string, name string, args ...string) (cost, error) {
	var all []cost
	for range runs {
		cmd := exec.CommandContext(ctx, name, args...)
		cmd.Dir, cmd.Stderr = dir, os.Stderr
		cmd.Env = append(os.Environ(), env...)
		var out bytes.Buffer
		cmd.Stdout = &out
		begin := time.Now()
		if err := cmd.Run(); err != nil {
			return cost{}, fmt.Errorf("%s: %w", name, err)
		}
		usage := cmd.ProcessState.SysUsage().(*syscall.Rusage) //nolint:forcetypeassert // on Unix
		all = append(all, cost{
			wall: time.Since(begin), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(),
			memory: usage.Maxrss << 10, output: strings.TrimSpace(out.String()),
		})
	}
	middle := func(of func(cost) int64) int64 {
		var values []int64
		for _, c := range all {
			values = append(values, of(c))
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	return cost{
		wall:   time.Duration(middle(func(c cost) int64 { return int64(c.wall) })),
		cpu:    time.Duration(middle(func(c cost) int64 { return int64(c.cpu) })),
		memory: middle(func(c cost) int64 { return c.memory }), output: all[0].output,
	}, nil
}

// measure compares llmrollup and DuckDB on files of several sizes.
func (o *filesOptions) measure(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	script, err := filepath.Abs("duckdb.mjs")
	if err != nil {
		return err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "| events | file | | wall s | CPU s | peak memory MB | CPU beside DuckDB's | wall beside DuckDB's |\n|---|---|---|---|---|---|---|---|\n")
	for size := range strings.SplitSeq(o.sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		jsonl, csv, err := writeEvents(o.dir, n)
		if err != nil {
			return err
		}
		for _, file := range []string{jsonl, csv} {
			info, err := os.Stat(file)
			if err != nil {
				return err
			}
			what := fmt.Sprintf("%s, %d MB", strings.TrimPrefix(filepath.Ext(file), "."), info.Size()>>20)
			ours, err := measure(ctx, o.runs, "", []string{"GOMAXPROCS=" + strconv.Itoa(o.threads)}, self, "sum", file)
			if err != nil {
				return err
			}
			row := func(name string, c cost, ratios string) {
				fmt.Fprintf(&out, "| %d | %s | %s | %.2f | %.2f | %d | %s |\n", n, what, name, c.wall.Seconds(), c.cpu.Seconds(), c.memory>>20, ratios)
			}
			if o.node == "" {
				row("llmrollup", ours, "| ")
				continue
			}
			duck, err := measure(ctx, o.runs, o.node, nil, "node", script, file, strconv.Itoa(o.threads))
			if err != nil {
				return err
			}
			if ours.output != duck.output {
				return fmt.Errorf("%s: llmrollup says %s, DuckDB %s", file, ours.output, duck.output)
			}
			row("llmrollup", ours, fmt.Sprintf("**%.2f** | **%.2f**", ours.cpu.Seconds()/duck.cpu.Seconds(), ours.wall.Seconds()/duck.wall.Seconds()))
			row("DuckDB", duck, "| ")
		}
	}
	if o.out == "" {
		_, err = io.Copy(os.Stdout, &out)
		return err
	}
	return os.WriteFile(o.out, out.Bytes(), 0o644) //nolint:gosec // a file of the repository
}
