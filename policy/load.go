package policy

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/llmtag/llmtag/internal/strict"
)

// Load reads one policy file, with what it refers to. Policies above it are
// not read; see [Finder] for these. The error joins all faults, each a
// [*DecodeError].
func Load(file string) (*Policy, error) {
	var f faults
	src := f.read(file, file)
	if src == nil {
		return nil, f.err()
	}
	return build([]*source{src}, &f)
}

// source is a policy file that has been read.
type source struct {
	name string // as the user named it
	dir  string // absolute
	root *strict.Node
}

// read reads the policy at path, which messages call name. It returns nil if
// there is nothing to decode.
func (f *faults) read(path, name string) *source {
	dir, data, ok := f.open(path, name)
	if !ok {
		return nil
	}
	root := strict.Document(name, dir, data, "a policy begins with version: 1", f.report)
	if root == nil {
		return nil
	}
	return &source{name: name, dir: dir, root: root}
}

// open returns the content of the file at path and its absolute directory.
func (f *faults) open(path, name string) (dir string, data []byte, ok bool) {
	abs, err := filepath.Abs(path)
	if err == nil {
		data, err = strict.ReadFile(abs)
	}
	var pathError *fs.PathError
	switch {
	case err == nil:
		return filepath.Dir(abs), data, true
	case errors.Is(err, fs.ErrNotExist):
		fault := &DecodeError{File: name, Problem: "there is no such file", err: err}
		if target, linkErr := os.Readlink(abs); linkErr == nil {
			fault.Problem, fault.Hint = "the link leads to "+target+", which does not exist", "mend the link, or remove it"
		}
		f.add(fault)
	case errors.Is(err, strict.ErrDirectory):
		f.add(&DecodeError{File: name, Problem: "this is a directory", Hint: "name the file in it", err: err})
	case errors.As(err, &pathError):
		f.add(&DecodeError{File: name, Problem: pathError.Err.Error(), err: err})
	default:
		f.add(&DecodeError{File: name, Problem: err.Error(), err: err})
	}
	return "", nil, false
}

// faults gathers what is wrong, so that all of it is said at once.
type faults struct{ all []*DecodeError }

func (f *faults) any() bool { return len(f.all) > 0 }

func (f *faults) add(e *DecodeError) { f.all = append(f.all, e) }

func (f *faults) report(at strict.Pos, problem, hint string) {
	f.add(&DecodeError{File: at.File, Line: at.Line, Column: at.Column, Problem: problem, Hint: hint})
}

func (f *faults) reportf(at strict.Pos, hint, format string, args ...any) {
	f.report(at, fmt.Sprintf(format, args...), hint)
}

// err joins the faults in the order of their places; files keep the order in
// which they were read.
func (f *faults) err() error {
	order := map[string]int{}
	for _, e := range f.all {
		if _, ok := order[e.File]; !ok {
			order[e.File] = len(order)
		}
	}
	slices.SortStableFunc(f.all, func(a, b *DecodeError) int {
		for _, d := range []int{order[a.File] - order[b.File], a.Line - b.Line, a.Column - b.Column} {
			if d != 0 {
				return d
			}
		}
		return 0
	})
	all := make([]error, len(f.all))
	for i, e := range f.all {
		all[i] = e
	}
	return errors.Join(all...)
}

// decoder returns a decoder that reports to f.
func (f *faults) decoder() *strict.Decoder {
	return &strict.Decoder{Report: f.report}
}
