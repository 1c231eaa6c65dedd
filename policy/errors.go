package policy

import "github.com/llmtag/llmtag/internal/strict"

// A DecodeError is one fault in a policy or catalog file:
//
//	File         string // as the user named it
//	Line, Column int    // 1-based; the column counts bytes; 0 if the fault is the file's as a whole
//	Problem      string // in the words of the file
//	Hint         string // what to write instead; may be empty
//
// Error is "file:line:column: problem; hint". It wraps the operating system's error, if
// that was the fault: errors.Is(err, fs.ErrNotExist) tells that a file is missing.
type DecodeError = strict.Fault
