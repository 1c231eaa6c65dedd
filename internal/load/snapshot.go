package load

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// Snapshot returns a hash of what decides about findings in directories and below
// them, up to the next module: Go files, those of modules and workspaces,
// policies, and where links to directories lead. What git keeps for itself does
// not count, nor what lies in the directory except. It also returns when the
// newest of those files, or of the directories that they are in, was changed.
func Snapshot(dirs []string, except string) (hash string, newest time.Time, err error) {
	s := snapshot{except: except}
	for _, dir := range dirs {
		s.note("%s is %s", dir, resolved(dir))
		if err := s.walk(resolved(dir), true); err != nil {
			return "", time.Time{}, err
		}
	}
	if err := s.read(); err != nil {
		return "", time.Time{}, err
	}
	return hex.EncodeToString(s.sum()), s.newest, nil
}

// GoFiles returns the Go files in directories and below them, up to the next
// module. It is an error if links to directories lead elsewhere, where there may be
// more.
func GoFiles(dirs []string) ([]string, error) {
	var s snapshot
	for _, dir := range dirs {
		if err := s.walk(resolved(dir), true); err != nil {
			return nil, err
		}
	}
	if strings.Contains(s.notes.String(), leadsTo) {
		return nil, errors.New("a link leads to a directory")
	}
	return slices.DeleteFunc(s.files, func(name string) bool { return filepath.Ext(name) != ".go" }), nil
}

// leadsTo is what a snapshot notes of links to directories.
const leadsTo = " leads to "

// A snapshot is one in the making.
type snapshot struct {
	except string
	notes  strings.Builder // what there is besides the content of files
	files  []string
	sums   [][sha256.Size]byte // of their content
	newest time.Time
}

func (s *snapshot) note(format string, args ...any) { fmt.Fprintf(&s.notes, format+"\x00", args...) }

// walk notes what is in dir and below. A directory that is not there has nothing
// in it.
func (s *snapshot) walk(dir string, top bool) error {
	entries, err := os.ReadDir(dir)
	if top && (errors.Is(err, fs.ErrNotExist) || isFile(dir)) {
		s.note("%s is not there", dir)
		return nil
	}
	if err != nil {
		return err
	}
	module := slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "go.mod" })
	if module && !top {
		s.note("%s is a module", dir)
		return nil // what of it decides has a place of its own among the directories
	}
	before := len(s.files)
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case e.IsDir():
			if e.Name() == ".git" || path == s.except {
				continue
			}
			if err := s.walk(path, false); err != nil {
				return err
			}
		case e.Type()&fs.ModeSymlink != 0 && !isFile(path):
			target, err := os.Readlink(path)
			s.note("%s"+leadsTo+"%s, %v", path, target, err)
		case e.Type()&^fs.ModeSymlink != 0: // a pipe, a socket: no source
		case Decides(e.Name()):
			s.files = append(s.files, path)
		}
	}
	if len(s.files) == before {
		return nil // what other programs keep here is none of ours
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	s.newest = later(s.newest, info.ModTime())
	return nil
}

// isFile reports whether path is a regular file, or a link to one.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// read reads the files, several at a time.
func (s *snapshot) read() error {
	s.sums = make([][sha256.Size]byte, len(s.files))
	workers := runtime.GOMAXPROCS(0)
	errs, times := make([]error, workers), make([]time.Time, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(s.files); i += workers {
				sum, changed, err := content(s.files[i])
				if err != nil {
					errs[w] = err
					return
				}
				s.sums[i], times[w] = sum, later(times[w], changed)
			}
		})
	}
	wg.Wait()
	for _, t := range times {
		s.newest = later(s.newest, t)
	}
	return errors.Join(errs...)
}

func (s *snapshot) sum() []byte {
	h := sha256.New()
	_, _ = io.WriteString(h, s.notes.String()) // a hash takes everything
	for i, name := range s.files {
		fmt.Fprintf(h, "%d:%s", len(name), name)
		_, _ = h.Write(s.sums[i][:])
	}
	return h.Sum(nil)
}

func later(t, u time.Time) time.Time {
	if u.After(t) {
		return u
	}
	return t
}

// Decides reports whether a file of that name may decide what is found.
func Decides(name string) bool {
	name = filepath.Base(name)
	switch filepath.Ext(name) {
	case ".go", ".mod", ".sum", ".work", ".s", ".c", ".h":
		return true
	}
	return slices.Contains([]string{"modules.txt", "policy.yaml", ".llmtag.yaml"}, name)
}

// content returns the hash of a file and when it was changed; of what is no file,
// or a link that leads nowhere, that of nothing.
func content(path string) (sum [sha256.Size]byte, changed time.Time, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return sum, changed, nil
	}
	if err != nil {
		return sum, changed, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return sum, changed, err
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, changed, err
	}
	return [sha256.Size]byte(h.Sum(nil)), info.ModTime(), nil
}
