// Package pgsink delivers events to PostgreSQL: into the table llm_event, which
// llmrollup migrate makes. The role that it connects as needs INSERT on the table
// and nothing else.
package pgsink

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/tag"
)

//go:embed sql/copy.sql
var copyEvents string // binary rows, see appendRow

//go:embed sql/insert.sql
var insertEvents string // one array per column, see arrays

// A Sink writes events into llm_event. An event that is there already is passed
// over, so that what is delivered twice is there once.
//
// What the table can never take is refused, so that it holds nothing else up: an
// event_id that is no UUID, a NUL byte in a text, a time for which there is no
// partition. It is an error and tried again if there is no partition for today,
// since that needs repair, and then is well.
type Sink struct {
	pool     *pgxpool.Pool
	now      func() time.Time
	noCopy   bool // the server refuses COPY on this table
	inserts  int  // batches that go by INSERT before COPY is tried again
	buf      []byte
	accepted []accepted // of this batch
}

// accepted is an event that has been made a row.
type accepted struct {
	index int    // in the batch
	row   [2]int // where it begins and ends in the buffer
}

// afterDuplicate is for how many batches INSERT is used after a duplicate: where
// there is one, such as after a restart, there are more, and each costs a COPY in
// vain. COPY takes half of the server's time.
const afterDuplicate = 8

// New returns a sink that uses connections of pool, one at a time. It does not
// connect before there are events, and does not close the pool.
func New(pool *pgxpool.Pool) *Sink {
	return &Sink{pool: pool, now: time.Now}
}

// String names the server and the database.
func (s *Sink) String() string {
	c := s.pool.Config().ConnConfig
	return fmt.Sprintf("PostgreSQL %s/%s", c.Host, c.Database)
}

// Write inserts events. All are there, in several transactions perhaps, when it
// returns nil or a [tag.RefusedError], but those that are refused.
func (s *Sink) Write(ctx context.Context, events []tag.Event) error {
	_, err := s.Load(ctx, events)
	return err
}

// Load is Write, and returns how many events were not there before.
func (s *Sink) Load(ctx context.Context, events []tag.Event) (inserted int64, err error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return 0, fmt.Errorf("connecting to %s: %w", s, err)
	}
	defer conn.Release()

	var refused []tag.Refusal
	s.buf = append(s.buf[:0], copyHeader...)
	s.accepted = s.accepted[:0]
	for i := range events {
		b, err := appendRow(s.buf, &events[i])
		if err != nil {
			refused = append(refused, tag.Refusal{Index: i, Err: err})
			continue
		}
		s.accepted = append(s.accepted, accepted{i, [2]int{len(s.buf), len(b)}})
		s.buf = b
	}
	s.buf = append(s.buf, copyTrailer...)
	if cap(s.buf) > 16<<20 {
		defer func() { s.buf = nil }() // a batch of unusual size is not kept for ever
	}

	inserted, done, err := s.copy(ctx, conn.Conn())
	if err != nil {
		return 0, explain(err)
	}
	if !done {
		var more []tag.Refusal
		inserted, more, err = s.insert(ctx, conn.Conn(), events, s.accepted)
		if err != nil {
			return inserted, explain(err)
		}
		refused = append(refused, more...)
	}
	if len(refused) > 0 {
		return inserted, &tag.RefusedError{Refused: refused}
	}
	return inserted, nil
}

// copy tries to write what is in the buffer by COPY. It reports false if INSERT
// has to find out what to do with which event.
func (s *Sink) copy(ctx context.Context, conn *pgx.Conn) (inserted int64, done bool, err error) {
	if len(s.accepted) == 0 {
		return 0, true, nil
	}
	if s.inserts > 0 {
		s.inserts--
		return 0, false, nil
	}
	if s.noCopy {
		return 0, false, nil
	}
	result, err := conn.PgConn().CopyFrom(ctx, bytes.NewReader(s.buf), copyEvents)
	switch code := sqlState(err); {
	case err == nil:
		return result.RowsAffected(), true, nil
	case code == uniqueViolation:
		s.inserts = afterDuplicate
		return 0, false, nil
	case code == featureNotSupported: // row-level security on the table
		s.noCopy = true
		return 0, false, nil
	case isPermanent(code):
		return 0, false, nil
	}
	return 0, false, err
}

// insert writes rows, and finds those that the table does not take by halving.
func (s *Sink) insert(ctx context.Context, conn *pgx.Conn, events []tag.Event, batch []accepted) (inserted int64, refused []tag.Refusal, err error) {
	if len(batch) == 0 {
		return 0, nil, nil
	}
	rows := make([][]byte, len(batch))
	for i, a := range batch {
		rows[i] = s.buf[a.row[0]:a.row[1]]
	}
	result := conn.PgConn().ExecParams(ctx, insertEvents, arrays(rows), nil, binaryFormats, nil).Read()
	if err = result.Err; err == nil {
		return result.CommandTag.RowsAffected(), nil, nil
	}
	if !isPermanent(sqlState(err)) {
		return 0, nil, err
	}
	if len(batch) > 1 {
		half := len(batch) / 2
		inserted, refused, err = s.insert(ctx, conn, events, batch[:half])
		if err != nil {
			return inserted, nil, err
		}
		n, more, err := s.insert(ctx, conn, events, batch[half:])
		return inserted + n, append(refused, more...), err
	}
	index := batch[0].index
	if age := s.now().Sub(events[index].Time).Abs(); sqlState(err) == checkViolation && age < recent {
		return 0, nil, err
	}
	return 0, []tag.Refusal{{Index: index, Err: explain(err)}}, nil
}

// recent is the age up to which a missing partition is a fault of the database,
// not of the event's clock.
const recent = 48 * time.Hour

// States of SQL, from PostgreSQL's appendix A.
const (
	uniqueViolation       = "23505"
	checkViolation        = "23514" // also: no partition for the row
	featureNotSupported   = "0A000"
	insufficientPrivilege = "42501"
	undefinedTable        = "42P01"
	undefinedColumn       = "42703"
)

// sqlState is what the server says of err; empty if it is not the server's.
func sqlState(err error) string {
	if pgErr, ok := errors.AsType[*pgconn.PgError](err); ok {
		return pgErr.Code
	}
	return ""
}

// isPermanent reports whether a row is the reason, so that it will be the next time:
// its values are out of range (class 22), violate a constraint (23), or are too
// large for an index (54).
func isPermanent(code string) bool {
	if len(code) != 5 {
		return false
	}
	class := code[:2]
	return class == "22" || class == "23" || class == "54"
}

// explain adds to err what to do about it.
func explain(err error) error {
	switch sqlState(err) {
	case undefinedTable, undefinedColumn:
		return fmt.Errorf("%w; run: llmrollup migrate", err)
	case insufficientPrivilege:
		return fmt.Errorf("%w; as the owner run: grant insert on llm_event to the role that writes", err)
	case checkViolation:
		return fmt.Errorf("%w; partitions are made by: llmrollup run", err)
	}
	return err
}
