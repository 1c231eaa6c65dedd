package pgsink

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/tag"
)

// BenchmarkAgainstCopy takes the same events to the same table in turn, by the
// recorder and by one COPY of rows that were encoded before, the least that a
// client can do; and by pgx's CopyFrom, and by the recorder with a spool. It reports
// events per second, and the recorder's as a share of COPY's.
func BenchmarkAgainstCopy(b *testing.B) {
	const n = 50_000
	pool := pgtest.Pool(b)
	made := 0
	batch := func() []tag.Event {
		events := make([]tag.Event, n)
		for i := range events {
			events[i] = event(i)
			events[i].EventID = orderedID(made)
			events[i].Time = start
			made++
		}
		return events
	}
	record := func(sink tag.Sink, events []tag.Event) time.Duration {
		began := time.Now()
		rec := tag.NewRecorder(sink)
		for _, e := range events {
			rec.Record(e)
		}
		if err := rec.Close(b.Context()); err != nil {
			b.Fatal(err)
		}
		return time.Since(began)
	}
	var took [4]time.Duration
	for b.Loop() {
		rows := []byte(copyHeader)
		for _, e := range batch() {
			var err error
			if rows, err = appendRow(rows, &e); err != nil {
				b.Fatal(err)
			}
		}
		rows = append(rows, copyTrailer...)
		began := time.Now()
		copyRows(b, pool, rows)
		took[0] += time.Since(began)

		took[1] += record(tag.Tuned(New(pool), tag.QueueSize(n, 1<<40)), batch())

		events := batch()
		began = time.Now()
		copyFrom(b, pool, events)
		took[2] += time.Since(began)

		sink, err := tag.Spooled(b.TempDir(), New(pool), tag.QueueSize(n, 1<<40))
		if err != nil {
			b.Fatal(err)
		}
		took[3] += record(sink, batch())

		if _, err := pool.Exec(b.Context(), "truncate llm_event"); err != nil {
			b.Fatal(err)
		}
	}
	total := float64(n * b.N)
	b.ReportMetric(total/took[0].Seconds(), "copy/s")
	b.ReportMetric(total/took[1].Seconds(), "recorder/s")
	b.ReportMetric(total/took[2].Seconds(), "copyfrom/s")
	b.ReportMetric(total/took[3].Seconds(), "spooled/s")
	b.ReportMetric(took[0].Seconds()/took[1].Seconds(), "recorder/copy")
	b.ReportMetric(took[0].Seconds()/took[3].Seconds(), "spooled/copy")
	b.ReportMetric(0, "ns/op")
}

// orderedID is a UUID whose order is that of i, as those of version 7 are.
func orderedID(i int) string { return fmt.Sprintf("019adfae-%04x-7e7c-8cd4-%012x", i>>16&0xffff, i) }

func copyRows(b *testing.B, pool *pgxpool.Pool, rows []byte) {
	b.Helper()
	err := pool.AcquireFunc(b.Context(), func(conn *pgxpool.Conn) error {
		_, err := conn.Conn().PgConn().CopyFrom(b.Context(), bytes.NewReader(rows), copyEvents)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

// copyFrom is what one would write with pgx, for the columns that need no
// conversion.
func copyFrom(b *testing.B, pool *pgxpool.Pool, events []tag.Event) {
	b.Helper()
	columns := []string{
		"event_id", "ts", "team_id", "provider", "model", "requested_model", "input_tokens", "output_tokens", "total_tokens",
		"cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens", "reasoning_tokens", "audio_input_tokens", "audio_output_tokens", "image_tokens",
		"project_id", "service_name", "user_id", "request_type", "environment", "request_id", "attempt", "attempt_group", "latency_ms", "first_token_ms",
		"status", "http_status", "usage_status", "service_tier", "region", "units", "call_site",
	}
	_, err := pool.CopyFrom(b.Context(), pgx.Identifier{"llm_event"}, columns, pgx.CopyFromSlice(len(events), func(i int) ([]any, error) {
		e := &events[i]
		id, err := parseUUID(e.EventID)
		if err != nil {
			return nil, err
		}
		group, err := parseUUID(e.AttemptGroup)
		return []any{
			id, e.Time, e.TeamID, e.Provider, e.Model, e.RequestedModel, e.InputTokens, e.OutputTokens, e.TotalTokens,
			e.CacheReadTokens, e.CacheWrite5mTokens, e.CacheWrite1hTokens, e.ReasoningTokens, e.AudioInputTokens, e.AudioOutputTokens, e.ImageTokens,
			e.ProjectID, e.ServiceName, e.UserID, e.RequestType, e.Environment, e.RequestID, e.Attempt, group, e.LatencyMS, e.FirstTokenMS,
			string(e.Status), e.HTTPStatus, string(e.UsageStatus), e.ServiceTier, e.Region, e.Units, e.CallSite,
		}, err
	}))
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkRow is the client's part of a row.
func BenchmarkRow(b *testing.B) {
	e := event(1)
	buf := make([]byte, 0, 4096)
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if buf, err = appendRow(buf[:0], &e); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDuplicates is the way of events that are there already.
func BenchmarkDuplicates(b *testing.B) {
	pool := pgtest.Pool(b)
	events := make([]tag.Event, 2000)
	for i := range events {
		events[i] = event(i)
	}
	sink := New(pool)
	if err := sink.Write(context.WithoutCancel(b.Context()), events); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := sink.Write(b.Context(), events); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(2000*b.N)/b.Elapsed().Seconds(), "events/s")
}

func TestRowsEndWhereTheySay(t *testing.T) {
	e := event(1)
	row, err := appendRow(nil, &e)
	if err != nil {
		t.Fatal(err)
	}
	n := int(binary.BigEndian.Uint16(row))
	rest := row[2:]
	for range n {
		length := int32(binary.BigEndian.Uint32(rest))
		rest = rest[4+max(0, length):]
	}
	if n != fields || len(rest) != 0 {
		t.Errorf("%d fields, want %d; %d bytes left", n, fields, len(rest))
	}
}
