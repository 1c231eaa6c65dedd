package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/source"
)

// billOptions say how the files of a bill are read.
type billOptions struct {
	exports  []string
	rejects  string
	provider string
}

// readBill reads the files of a bill, and says what of them is no part of it.
func (a *app) readBill(ctx context.Context, args []string, s *settings, opts billOptions) (bill *invoice.Bill, sum *invoice.Summary, err error) {
	files, err := source.Expand(args)
	if err != nil {
		return nil, nil, err
	}
	read := invoice.Options{Stdin: a.stdin}
	if read.Exports, err = invoice.Load(opts.exports...); err != nil {
		return nil, nil, fmt.Errorf("--exports: %w", err)
	}
	if s.from != "" || s.to != "" {
		if read.From, read.To, err = s.period(time.Time{}, time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil {
			return nil, nil, err
		}
	}
	rejects, err := a.openRejects(opts.rejects, files)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, rejects.close()) }()
	bar := newProgress(a.stderr, "reading", source.Size(files))
	read.Read, read.Reject = bar.read, rejects.add
	bill, sum, err = invoice.Read(ctx, files, read)
	bar.done()
	if ctx.Err() != nil {
		return nil, nil, errors.New("interrupted")
	}
	if err != nil {
		return nil, nil, err
	}
	rejects.tell()
	if opts.provider != "" && opts.provider != bill.Provider {
		return nil, nil, fmt.Errorf("--provider: the files are %s's %s, expected one of %s", bill.Provider, bill.Export, opts.provider)
	}
	a.tellBill(bill, sum)
	return bill, sum, nil
}

// tellBill says what of the files is no part of the bill, or there twice.
func (a *app) tellBill(bill *invoice.Bill, sum *invoice.Summary) {
	say := func(n int64, format string) {
		if n > 0 {
			fmt.Fprintf(a.stderr, "llmrollup: "+format+"\n", n)
		}
	}
	var repeated int64
	for _, e := range bill.Entries {
		repeated += e.Repeated
	}
	say(sum.Others, "%d rows are of other services than LLMs, and are not part of this")
	say(sum.Outside, "%d rows are outside of --from and --to")
	say(repeated, "%d rows are there more than once, equal in every cell: an export that was joined to itself, or exports that overlap")
	say(sum.Blind, "%d rows were not compared with others, to find repeated ones: there are too many")
	if months := bill.Months(); len(months) > 1 {
		fmt.Fprintf(a.stderr, "llmrollup: the files are of several months: %s; --from and --to choose one\n", strings.Join(months, ", "))
	}
}
