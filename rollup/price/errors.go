package price

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/llmtag/llmtag/internal/strict"
)

// A DecodeError is one fault in a price file.
type DecodeError struct {
	File         string // as the user named it
	Line, Column int    // 1-based; the column counts bytes; 0 if the fault is the file's as a whole
	Problem      string // in the words of the file
	Hint         string // what to write instead; may be empty

	err error // of the operating system
}

// Error returns "file:line:column: problem; hint".
func (e *DecodeError) Error() string {
	s := e.File
	if e.Line > 0 {
		s += fmt.Sprintf(":%d:%d", e.Line, e.Column)
	}
	s += ": " + e.Problem
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// Unwrap returns the operating system's error, if that was the fault.
func (e *DecodeError) Unwrap() error { return e.err }

// faults gathers what is wrong, so that all of it is said at once.
type faults struct{ all []*DecodeError }

func (f *faults) report(at strict.Pos, problem, hint string) {
	f.all = append(f.all, &DecodeError{File: at.File, Line: at.Line, Column: at.Column, Problem: problem, Hint: hint})
}

// err joins the faults in the order of their places.
func (f *faults) err() error {
	slices.SortStableFunc(f.all, func(a, b *DecodeError) int {
		return cmp.Or(a.Line-b.Line, a.Column-b.Column)
	})
	all := make([]error, len(f.all))
	for i, e := range f.all {
		all[i] = e
	}
	return errors.Join(all...)
}
