package spool

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	segmentSuffix = ".seg"
	lockName      = "lock"
	cursorName    = "cursor"
)

// Open returns a spool in cfg.Dir. If a process that is dead, or has closed its
// spool, has left records there, they are the first to be read.
func Open(cfg Config) (*Spool, error) {
	if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
		return nil, err
	}
	s, err := Adopt(cfg)
	if s != nil || err != nil {
		return s, err
	}
	// Another process may see the new directory before we have locked it, and take
	// it for one that was left behind.
	for range 10 {
		var id [8]byte
		_, _ = rand.Read(id[:]) // never fails: it ends the process instead
		dir := filepath.Join(cfg.Dir, hex.EncodeToString(id[:]))
		if err := os.Mkdir(dir, 0o700); err != nil {
			return nil, err
		}
		if s, err := claim(cfg, dir); s != nil || err != nil {
			return s, err
		}
	}
	return nil, fmt.Errorf("other processes lock every new directory in %s; does its file system support locks?", cfg.Dir)
}

// Adopt returns the spool of a process that is dead or has closed it, with what it
// has left behind; nil if there is none.
func Adopt(cfg Config) (*Spool, error) {
	entries, err := os.ReadDir(cfg.Dir)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		s, err := claim(cfg, filepath.Join(cfg.Dir, entry.Name()))
		if err != nil {
			return nil, err
		}
		if s == nil {
			continue
		}
		if first, next := s.Range(); first < next {
			return s, nil
		}
		if err := s.Close(); err != nil { // removes it
			return nil, err
		}
	}
	return nil, nil //nolint:nilnil // nothing was left, which is no error
}

// claim locks dir and reads what is in it. It returns nil if another has locked
// it, or it is gone.
func claim(cfg Config, dir string) (*Spool, error) {
	l, err := lock(filepath.Join(dir, lockName))
	if errors.Is(err, os.ErrNotExist) || l == nil && err == nil {
		return nil, nil //nolint:nilnil // it belongs to another
	}
	if err != nil {
		return nil, err
	}
	s := &Spool{cfg: cfg, dir: dir, lock: l}
	if err := s.load(); err != nil {
		_ = l.Close()
		return nil, fmt.Errorf("reading %s: %w", dir, err)
	}
	if _, err := s.measure(); err != nil {
		_ = l.Close()
		return nil, err
	}
	return s, nil
}

// load finds the segments, the number of the record to come, and the cursor.
func (s *Spool) load() error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name, ok := strings.CutSuffix(entry.Name(), segmentSuffix)
		first, valid := parseHex([]byte(name))
		if !ok || !valid || len(name) != 16 {
			continue
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		s.segments = append(s.segments, segment{first: first, bytes: info.Size()})
	}
	slices.SortFunc(s.segments, func(a, b segment) int {
		if a.first < b.first {
			return -1
		}
		return 1
	})
	if n := len(s.segments); n > 0 {
		last := s.segments[n-1]
		b, err := os.ReadFile(s.path(last.first))
		if err != nil {
			return err
		}
		s.next = after(b, last.first)
		s.cursor = s.segments[0].first
	}
	if cursor, ok := s.readCursor(); ok {
		s.cursor = max(s.cursor, cursor)
		s.next = max(s.next, cursor)
	}
	return nil
}

// after returns the number that follows the last record in b, whose first record
// has the number first. Lines at its end that are damaged but have a newline were
// records once; a rest without newline was being written when its process died.
func after(b []byte, first uint64) uint64 {
	next := first
	for len(b) > 0 {
		if number, _, n := parseRecord(b); n > 0 {
			next = max(next, number+1)
			b = b[n:]
			continue
		}
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			break
		}
		next++
		b = b[i+1:]
	}
	return next
}

func (s *Spool) cursorPath() string { return filepath.Join(s.dir, cursorName) }

// writeCursor overwrites the cursor in place: one write of 26 bytes, which a kill
// does not cut. After a loss of power it may be old or damaged, and records are
// read that were acknowledged.
func (s *Spool) writeCursor(next uint64) error {
	b := appendHex(nil, next, 16)
	sum := crc32.Checksum(b, castagnoli)
	b = append(b, ' ')
	b = appendHex(b, uint64(sum), 8)
	b = append(b, '\n')
	f, err := os.OpenFile(s.cursorPath(), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Close())
}

func (s *Spool) readCursor() (next uint64, ok bool) {
	b, err := os.ReadFile(s.cursorPath())
	if err != nil || len(b) < 25 {
		return 0, false
	}
	next, ok1 := parseHex(b[:16])
	sum, ok2 := parseHex(b[17:25])
	return next, ok1 && ok2 && uint64(crc32.Checksum(b[:16], castagnoli)) == sum
}
