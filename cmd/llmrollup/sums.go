package main

import (
	"context"
	"errors"

	"github.com/llmtag/llmtag/rollup/report"
)

// openSums opens the sums of the database as a source of reports.
func (a *app) openSums(ctx context.Context) (report.Source, func(), error) {
	return nil, nil, errors.New("no event files: name them by --events")
}
