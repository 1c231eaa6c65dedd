// Package demo makes a quarter of events of a company of twelve teams, its policy, its
// prices and its provider's bill, for llmrollup demo. They are the same on every machine
// for the same quarter, number of requests and seed.
package demo

import "time"

// A Quarter is three months of UTC.
type Quarter struct{ First time.Time }

// QuarterOf returns the quarter that at is in.
func QuarterOf(at time.Time) Quarter {
	y, m, _ := at.UTC().Date()
	return Quarter{time.Date(y, m-(m-1)%3, 1, 0, 0, 0, 0, time.UTC)}
}

// LastFull returns the last quarter that has ended at a moment.
func LastFull(at time.Time) Quarter { return QuarterOf(QuarterOf(at).First.Add(-1)) }

// Month returns the first moment of a month of the quarter, which count from 1. The
// fourth is where the quarter ends.
func (q Quarter) Month(n int) time.Time { return q.First.AddDate(0, n-1, 0) }

// End is the first moment after the quarter.
func (q Quarter) End() time.Time { return q.Month(4) }

// day returns the first moment of a day of a month, both counted from 1.
func (q Quarter) day(month, day int) time.Time { return q.Month(month).AddDate(0, 0, day-1) }
