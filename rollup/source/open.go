package source

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Stdin is the name that stands for the standard input.
const Stdin = "-"

// Expand returns the names of the files that names and patterns stand for, those
// of a pattern sorted. A pattern is as in [filepath.Match], for shells that did not
// expand it. The error names what is no file.
func Expand(names []string) ([]string, error) {
	var files []string
	var faults []error
	for _, name := range names {
		if name == Stdin {
			if slices.Contains(files, Stdin) {
				faults = append(faults, errors.New("the standard input is named twice"))
				continue
			}
			files = append(files, name)
			continue
		}
		info, err := os.Stat(name)
		switch {
		case err == nil && info.IsDir():
			faults = append(faults, fmt.Errorf("%s is a directory; name its files: %s", name, filepath.Join(name, "*.jsonl")))
		case err == nil:
			files = append(files, name)
		case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(name, "*?["):
			matches, err := filepath.Glob(name)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s is no pattern: %w", name, err))
				continue
			}
			if len(matches) == 0 {
				faults = append(faults, fmt.Errorf("no file matches %s", name))
			}
			files = append(files, matches...)
		default:
			faults = append(faults, err)
		}
	}
	return files, errors.Join(faults...)
}

// Size is the size of files in bytes; -1 if it is not known of some.
func Size(files []string) int64 {
	var sum int64
	for _, name := range files {
		info, err := os.Stat(name)
		if name == Stdin || err != nil || !info.Mode().IsRegular() {
			return -1
		}
		sum += info.Size()
	}
	return sum
}

// Open opens a file, unpacked if it was compressed by gzip; [Stdin] is stdin. read,
// which may be nil, is told of the bytes that are read of it, before they are unpacked.
// The reader is to be closed.
func Open(name string, stdin io.Reader, read func(n int)) (io.ReadCloser, error) {
	in, err := open(name, stdin, read)
	if err != nil {
		return nil, err
	}
	return &opened{in}, nil
}

type opened struct{ *input }

func (o *opened) Close() error { return o.close() }

// Read says of damaged data what is wrong with it.
func (o *opened) Read(p []byte) (int, error) {
	n, err := o.input.Read(p)
	if err != nil && err != io.EOF && o.packed { //nolint:errorlint // a reader's end is io.EOF itself
		err = gzipError(err)
	}
	return n, err
}

// An input is an open file, unpacked if it was compressed.
type input struct {
	io.Reader
	close  func() error
	packed bool
}

// open opens a file. read is told of the bytes that are read of it, before they
// are unpacked.
func open(name string, stdin io.Reader, read func(n int)) (*input, error) {
	r := stdin
	in := &input{close: func() error { return nil }}
	if name != Stdin {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		if info, err := f.Stat(); err == nil && info.IsDir() {
			f.Close()
			return nil, fmt.Errorf("%s is a directory; name its files: %s", name, filepath.Join(name, "*.jsonl"))
		}
		r, in.close = f, f.Close
	}
	if r == nil {
		return nil, errors.New("there is no standard input")
	}
	r = counted{r, read}
	b := bufio.NewReaderSize(r, 1<<16)
	if head, _ := b.Peek(2); len(head) < 2 || head[0] != 0x1f || head[1] != 0x8b {
		in.Reader = b
		return in, nil
	}
	z, err := gzip.NewReader(b) // reads files that were concatenated as one
	if err != nil {
		_ = in.close()
		return nil, gzipError(err)
	}
	in.Reader, in.packed = z, true
	return in, nil
}

type counted struct {
	r    io.Reader
	read func(n int)
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.read != nil {
		c.read(n)
	}
	return n, err
}

// gzipError says what an error of package gzip means.
func gzipError(err error) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the compressed data ends in the middle: it was cut off")
	case errors.Is(err, gzip.ErrChecksum):
		return errors.New("the compressed data is damaged: its checksum does not hold")
	case errors.Is(err, gzip.ErrHeader):
		return errors.New("what follows in the file is no gzip data")
	}
	return fmt.Errorf("the compressed data is damaged: %w", err)
}
