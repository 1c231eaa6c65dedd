package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/llmtag/llmtag/rollup/nightly"
	"github.com/llmtag/llmtag/rollup/store"
)

// writeMetrics writes what a run did as OpenMetrics text, for the text file collector of
// a node exporter or whatever watches the cron job. The file is replaced as a whole.
func writeMetrics(file string, sum *nightly.Summary, now time.Time, ok bool) error {
	var b bytes.Buffer
	gauge := func(name, help string, value int64) {
		fmt.Fprintf(&b, "# TYPE %s gauge\n# HELP %s %s\n%s %d\n", name, name, help, name, value)
	}
	success := int64(0)
	if ok {
		success = 1
	}
	var unpriced int64
	for _, tokens := range sum.Unpriced {
		unpriced += tokens
	}
	gauge("llmrollup_run_timestamp_seconds", "When the last run began.", now.Unix())
	gauge("llmrollup_run_success", "Whether it ended without an error.", success)
	gauge("llmrollup_run_duration_seconds", "How long it took.", int64(time.Since(now).Seconds()))
	gauge("llmrollup_run_days", "Days that it folded.", int64(len(sum.Folded.Days)))
	gauge("llmrollup_run_events", "New events in these days.", sum.Folded.Events)
	gauge("llmrollup_unpriced_tokens", "Tokens of these days that have no price.", unpriced)
	var closed int64
	for _, c := range sum.Closed {
		for _, tokens := range c.Tokens {
			closed += tokens
		}
	}
	gauge("llmrollup_closed_unpriced_tokens", "Tokens of closed months without a price that the table has by now.", closed)
	if end := sum.Partitions; end != nil {
		gauge("llmrollup_partitions_end_timestamp_seconds", "Until when events can be written.", end.Unix())
		gauge("llmrollup_partition_days_ahead", "Days after that of the run for which there are partitions; -1: not even for that day.", int64(end.Sub(store.DayOf(now).Time)/(24*time.Hour))-1)
	}
	b.WriteString("# EOF\n")
	temporary := file + ".tmp"
	if err := os.WriteFile(temporary, b.Bytes(), 0o644); err != nil { //nolint:gosec // another user's process reads it
		return err
	}
	if err := os.Rename(temporary, file); err != nil {
		return errors.Join(err, os.Remove(temporary))
	}
	return nil
}
