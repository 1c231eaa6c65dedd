package strict

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// A Fault is one fault in a file.
type Fault struct { //nolint:errname // packages export it as their DecodeError
	File         string // as the user named it
	Line, Column int    // 1-based; the column counts bytes; 0 if the fault is the file's as a whole
	Problem      string // in the words of the file
	Hint         string // what to write instead; may be empty

	err error // of the operating system
}

// FileFault says why a file, which messages call name, could not be read.
func FileFault(name string, err error) *Fault {
	fault := &Fault{File: name, Problem: err.Error(), err: err}
	var pathError *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		fault.Problem = "there is no such file"
	case errors.Is(err, ErrDirectory):
		fault.Problem, fault.Hint = "this is a directory", "name the file in it"
	case errors.As(err, &pathError):
		fault.Problem = pathError.Err.Error()
	}
	return fault
}

// Error returns "file:line:column: problem; hint".
func (e *Fault) Error() string {
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

// Unwrap returns the operating system's error, if that was the fault:
// errors.Is(err, fs.ErrNotExist) tells that a file is missing.
func (e *Fault) Unwrap() error { return e.err }

// Faults gathers what is wrong, so that all of it is said at once.
type Faults struct{ All []*Fault }

// Any reports whether something is wrong.
func (f *Faults) Any() bool { return len(f.All) > 0 }

// Add takes a fault.
func (f *Faults) Add(e *Fault) { f.All = append(f.All, e) }

// Report is a [Report]: it takes a fault at a place.
func (f *Faults) Report(at Pos, problem, hint string) {
	f.Add(&Fault{File: at.File, Line: at.Line, Column: at.Column, Problem: problem, Hint: hint})
}

// Reportf is Report with the problem as a format.
func (f *Faults) Reportf(at Pos, hint, format string, args ...any) {
	f.Report(at, fmt.Sprintf(format, args...), hint)
}

// Decoder returns a decoder that reports to f.
func (f *Faults) Decoder() *Decoder { return &Decoder{Report: f.Report} }

// Err joins the faults in the order of their places, each a [*Fault]; files keep the
// order in which they were read. Without faults it is nil.
func (f *Faults) Err() error {
	order := map[string]int{}
	for _, e := range f.All {
		if _, ok := order[e.File]; !ok {
			order[e.File] = len(order)
		}
	}
	slices.SortStableFunc(f.All, func(a, b *Fault) int {
		return cmp.Or(order[a.File]-order[b.File], a.Line-b.Line, a.Column-b.Column)
	})
	all := make([]error, len(f.All))
	for i, e := range f.All {
		all[i] = e
	}
	return errors.Join(all...)
}
