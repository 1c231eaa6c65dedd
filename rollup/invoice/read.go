package invoice

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/llmtag/llmtag/rollup/source"
)

// Options say how a bill is read.
type Options struct {
	Exports  *Exports                  // the default is [Builtin]
	From, To time.Time                 // charges that begin before From, or from To on, are left out; zero is no bound
	Stdin    io.Reader                 // what "-" reads
	Reject   func(source.Reject) error // is told of rows that are put aside
	Read     func(n int)               // is told of bytes that were read
}

// A Summary says what was read beside the entries.
type Summary struct {
	Rows     int64 // that are part of entries
	Rejected int64
	Outside  int64 // that begin before From, or from To on
	Others   int64 // that are not of LLMs: the rest of a cloud's bill
	Blind    int64 // that were not compared with others, to find repeated ones: there were too many

	Faults []error // of whole files: what could be read of them was read
}

// Read reads the files of one bill: exports of one provider and one kind, perhaps in
// several files that overlap. Memory depends on the number of keys, not on that of
// rows. A row that cannot be read is put aside, and the others are read.
//
// The error says what no bill can be made of: a file that is no known export, files of
// several exports or currencies.
func Read(ctx context.Context, files []string, opts Options) (*Bill, *Summary, error) {
	r := &reader{Options: opts, sum: newSum(), summary: &Summary{}, bill: &Bill{Files: files}}
	if r.Exports == nil {
		r.Exports = Builtin()
	}
	for _, name := range files {
		if err := r.file(ctx, name); err != nil {
			return nil, r.summary, err
		}
	}
	entries := r.sum.sorted()
	b := bounds(entries)
	r.bill.Entries, r.bill.From, r.bill.To, r.bill.Rows = entries, b.From, b.To, r.sum.rows
	r.summary.Rows, r.summary.Blind = r.sum.rows, r.sum.blind
	return r.bill, r.summary, nil
}

type reader struct {
	Options
	sum     *sum
	summary *Summary
	bill    *Bill
	export  *export // of the files so far
	from    string  // the file that it was first seen in
}

// A rowReader gives the rows of a file. Cells are valid until the next call. The header
// may grow, and is another one then.
type rowReader interface {
	next() (cells []string, line int64, err error) // a *rowError is of one row
	header() *header
	comma() bool // the decimal point is a comma
}

// A rowError is about one row.
type rowError struct {
	line int64
	text []byte
	err  error
}

func (e *rowError) Error() string { return e.err.Error() }
func (e *rowError) Unwrap() error { return e.err }

func (r *reader) file(ctx context.Context, name string) error {
	in, err := source.Open(name, r.Stdin, r.Read)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer in.Close()
	rows, err := newRows(bufio.NewReaderSize(in, 1<<16))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	var b *binding
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells, line, err := rows.next()
		var faulty *rowError
		switch {
		case errors.Is(err, io.EOF):
			if b == nil {
				return r.nothing(name, rows.header())
			}
			return nil
		case errors.As(err, &faulty):
			if err := r.reject(name, faulty.line, faulty.err, faulty.text); err != nil {
				return err
			}
			continue
		case err != nil:
			if b == nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			r.summary.Faults = append(r.summary.Faults, fmt.Errorf("%s: %w", name, err))
			return nil
		}
		if b == nil || b.header != rows.header() {
			if b, err = r.recognize(name, rows.header()); err != nil {
				return err
			}
		}
		if err := r.row(&record{binding: b, cells: cells, comma: rows.comma()}, name, line); err != nil {
			return err
		}
	}
}

// row adds one row, or puts it aside.
func (r *reader) row(rec *record, name string, line int64) error {
	entries, err := rec.entries()
	if errors.Is(err, errNotLLM) {
		r.summary.Others++
		return nil
	}
	if err != nil {
		return r.reject(name, line, err, rec.object())
	}
	if len(entries) > 0 && (!r.From.IsZero() && entries[0].Slice.Before(r.From) || !r.To.IsZero() && !entries[0].Slice.Before(r.To)) {
		r.summary.Outside++
		return nil
	}
	if len(entries) > 0 && rec.Form == form(Cost) {
		if err := r.currency(rec, name, line); err != nil {
			return err
		}
	}
	r.sum.add(rec.cells, entries)
	return nil
}

// currency holds a row's currency against that of the rows before.
func (r *reader) currency(rec *record, name string, line int64) error {
	code := upper(rec.of(currency))
	if code == "" {
		code = rec.Currency
	}
	switch {
	case r.bill.Currency == "":
		r.bill.Currency = code
	case code != "" && code != r.bill.Currency:
		return fmt.Errorf("%s:%d: the amount is in %s, those before are in %s; a bill has one currency: read them apart", name, line, code, r.bill.Currency)
	}
	return nil
}

func (r *reader) reject(name string, line int64, err error, text []byte) error {
	r.summary.Rejected++
	if r.Reject == nil {
		return nil
	}
	return r.Reject(source.Reject{File: name, Line: line, Reason: err.Error(), Text: text})
}

// Known are the names of the exports that are described, for messages.
func (e *Exports) Known() []string {
	var out []string
	for _, x := range e.all {
		out = append(out, x.provider+" "+x.Name)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
