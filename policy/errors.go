package policy

import "fmt"

// A DecodeError is one fault in a policy or catalog file.
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

// Unwrap returns the operating system's error, if that was the fault:
// errors.Is(err, fs.ErrNotExist) tells that a file is missing.
func (e *DecodeError) Unwrap() error { return e.err }
