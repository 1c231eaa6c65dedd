package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/llmtag/llmtag/rollup/source"
)

// rejects are lines that were put aside: the first few are shown, and all written
// to a file if there is one.
type rejects struct {
	stderr io.Writer
	name   string
	file   *os.File // nil if there is none
	w      *bufio.Writer
	shown  []string
	count  int64
}

// mostShown is how many are shown: enough to see what is wrong with a file.
const mostShown = 5

// openRejects makes the file of rejects, if name is not empty.
func (a *app) openRejects(name string, files []string) (*rejects, error) {
	r := &rejects{stderr: a.stderr, name: name}
	if name == "" {
		return r, nil
	}
	if there, err := os.Stat(name); err == nil {
		for _, file := range files {
			if info, err := os.Stat(file); err == nil && os.SameFile(info, there) {
				return nil, fmt.Errorf("--rejects: %s is one of the files to be read, and would be overwritten", name)
			}
		}
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, fmt.Errorf("--rejects: %w", err)
	}
	r.file, r.w = f, bufio.NewWriter(f)
	return r, nil
}

func (r *rejects) add(reject source.Reject) error {
	r.count++
	if len(r.shown) < mostShown {
		r.shown = append(r.shown, reject.String())
	}
	if r.file == nil {
		return nil
	}
	if _, err := r.w.Write(append(reject.JSON(), '\n')); err != nil {
		return fmt.Errorf("--rejects: %w", err)
	}
	return nil
}

// tell shows what was put aside.
func (r *rejects) tell() {
	for _, line := range r.shown {
		fmt.Fprintln(r.stderr, line)
	}
	if more := r.count - int64(len(r.shown)); more > 0 {
		fmt.Fprintf(r.stderr, "and %d more\n", more)
	}
	switch {
	case r.count == 0:
	case r.file == nil:
		fmt.Fprintln(r.stderr, "these were not read; with --rejects FILE they are kept, to be repaired and loaded")
	default:
		fmt.Fprintf(r.stderr, "these were not read, and are in %s, to be repaired and loaded\n", r.name)
	}
}

func (r *rejects) close() error {
	if r.file == nil {
		return nil
	}
	err := errors.Join(r.w.Flush(), r.file.Close())
	if err != nil {
		return fmt.Errorf("--rejects: %w", err)
	}
	return nil
}
