package policy

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/llmtag/llmtag/internal/strict"
)

// Load reads one policy file, with what it refers to. Policies above it are
// not read; see [Finder] for these. The error joins all faults, each a
// [*DecodeError].
func Load(file string) (*Policy, error) {
	var f faults
	src := f.read(file, file)
	if src == nil {
		return nil, f.Err()
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
	root := strict.Document(name, dir, data, "a policy begins with version: 1", f.Report)
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
	if err == nil {
		return filepath.Dir(abs), data, true
	}
	fault := strict.FileFault(name, err)
	if errors.Is(err, fs.ErrNotExist) {
		if target, linkErr := os.Readlink(abs); linkErr == nil {
			fault.Problem, fault.Hint = "the link leads to "+target+", which does not exist", "mend the link, or remove it"
		}
	}
	f.Add(fault)
	return "", nil, false
}

// faults gathers what is wrong with files, and reads them.
type faults struct{ strict.Faults }
