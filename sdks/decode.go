package sdks

import (
	"errors"
	"fmt"
	"slices"

	"github.com/llmtag/llmtag/internal/strict"
)

// A DecodeError is one fault in an SDK description.
type DecodeError struct {
	File         string // as the user named it
	Line, Column int    // 1-based; the column counts bytes; 0 if the fault is the file's as a whole
	Problem      string // in the words of the file
	Hint         string // what to write instead; may be empty
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

// Decode reads one SDK description. The names in it are expanded: no "$alias"
// and no "{A, B}" is left. The error joins a [*DecodeError] for each fault, in
// the order of the file.
func Decode(file string, data []byte) (*SDK, error) {
	sdk, d := decode(file, data)
	if err := d.err(); err != nil {
		return nil, err
	}
	return sdk, nil
}

// decode is Decode, with the places of what was decoded.
func decode(file string, data []byte) (*SDK, *decoder) {
	d := &decoder{funcs: map[string]function{}}
	d.root = strict.Document(file, "", data, `a description begins with "sdk: NAME"`, d.report)
	sdk := new(SDK)
	if d.root != nil {
		(&strict.Decoder{Report: d.report}).Decode(d.root, sdk, "")
		d.filled(d.root)
	}
	if len(d.faults) == 0 { // names that were not read cannot be judged
		d.check(sdk)
		expand(d, sdk)
	}
	return sdk, d
}

// decoder knows the places of a description's parts and collects faults.
type decoder struct {
	root   *strict.Node
	funcs  map[string]function // by section and full name
	faults []*DecodeError
}

// A function is one that a row is about.
type function struct {
	name string // in full
	at   strict.Pos
}

// err returns all faults in the order of the file, nil if there are none.
func (d *decoder) err() error {
	slices.SortStableFunc(d.faults, func(a, b *DecodeError) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	errs := make([]error, len(d.faults))
	for i, f := range d.faults {
		errs[i] = f
	}
	return errors.Join(errs...)
}

func (d *decoder) report(at strict.Pos, problem, hint string) {
	d.faults = append(d.faults, &DecodeError{File: at.File, Line: at.Line, Column: at.Column, Problem: problem, Hint: hint})
}

// fault notes a problem.
func (d *decoder) fault(at strict.Pos, hint, format string, args ...any) {
	d.report(at, fmt.Sprintf(format, args...), hint)
}

// at returns the place of what stands at a path of keys and indices, or of the
// nearest thing around it.
func (d *decoder) at(path ...any) strict.Pos {
	for n := len(path); n >= 0; n-- {
		if node := d.root.Get(path[:n]...); node != nil {
			return node.Pos
		}
	}
	return strict.Pos{}
}

// filled notes texts that are given and empty: no name, word or path is.
func (d *decoder) filled(n *strict.Node) {
	if n.Kind == strict.Scalar && n.Text == "" {
		d.fault(n.Pos, "leave the key out, or fill it in", "an empty text")
	}
	for _, e := range n.Entries {
		d.filled(e.Value)
	}
	for _, item := range n.Items {
		d.filled(item)
	}
}
