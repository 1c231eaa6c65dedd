package source

import (
	"context"
	"errors"
	"sync"

	"github.com/llmtag/llmtag/rollup/usage"
)

// Sum reads files and adds up their events, each once. It returns a row per key, in
// the order of their keys, and how many events were duplicates.
func Sum(ctx context.Context, files []string, opts Options, keep usage.Options) (rows []usage.Row, duplicates int64, _ *Summary, err error) {
	sums := usage.NewAccumulator(keep)
	defer func() { err = errors.Join(err, sums.Close()) }()
	var mu sync.Mutex
	var adders []*usage.Adder
	newWorker := func() Worker {
		d := sums.Adder()
		mu.Lock()
		adders = append(adders, d)
		mu.Unlock()
		return d
	}
	summary, err := Read(ctx, files, opts, newWorker, func(fault any) error {
		return fault.(error) //nolint:forcetypeassert,errcheck // what End of an Adder returns
	})
	if err != nil {
		return nil, 0, summary, err
	}
	for _, d := range adders {
		if err := d.Flush(); err != nil {
			return nil, 0, summary, err
		}
	}
	rows, duplicates, err = sums.Rows()
	return rows, duplicates, summary, err
}
