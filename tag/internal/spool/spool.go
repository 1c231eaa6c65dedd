package spool

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// ErrFull is wrapped by the error of [Spool.Append] if the directory has reached
// its bound.
var ErrFull = errors.New("the spool is full")

// Config says where records are kept and how.
type Config struct {
	Dir          string // shared by all processes; created if it does not exist
	MaxBytes     int64  // of everything in Dir
	SegmentBytes int64  // a segment that has reached it is followed by a new one
	Fsync        bool   // whether Append waits until the records have reached the disk
}

// A Spool is one process's part of a directory. Append may be called while another
// goroutine calls Read and Ack.
type Spool struct {
	cfg  Config
	dir  string   // in cfg.Dir
	lock *os.File // held until Close

	appending sync.Mutex // held by Append, also while it waits for the disk
	file      *os.File   // the last segment; nil until something is appended
	buf       []byte

	mu       sync.Mutex
	segments []segment // ascending; the last is the one that file is, if it is not nil
	cursor   uint64    // number of the first record that is not acknowledged
	next     uint64    // number of the record to come
	others   int64     // bytes of other processes and of what was put aside, when last looked at
	place    place     // where the last Read ended
}

// A segment is a file of records with consecutive numbers.
type segment struct {
	first uint64
	bytes int64
}

// Range returns the numbers of the records that are not acknowledged: the first,
// and the one after the last.
func (s *Spool) Range() (first, next uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cursor, s.next
}

// Bytes is what this process's segments take on disk.
func (s *Spool) Bytes() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bytes()
}

func (s *Spool) bytes() int64 {
	var n int64
	for _, seg := range s.segments {
		n += seg.bytes
	}
	return n
}

// Append writes records, of which none may contain a newline, and returns the
// number of the first; the others follow. Either all are written or none. With
// Config.Fsync they are on the disk when it returns; else they are with the
// operating system, where a kill of the process does not reach them.
func (s *Spool) Append(records [][]byte) (first uint64, err error) {
	s.appending.Lock()
	defer s.appending.Unlock()
	s.mu.Lock()
	first = s.next
	closed := s.lock == nil
	s.mu.Unlock()
	if closed {
		return 0, os.ErrClosed
	}

	s.buf = s.buf[:0]
	for i, record := range records {
		if len(record) > MaxRecord {
			return 0, fmt.Errorf("a record of %d bytes, longer than %d", len(record), MaxRecord)
		}
		s.buf = appendRecord(s.buf, first+uint64(i), record)
	}
	if err := s.room(int64(len(s.buf))); err != nil {
		return 0, err
	}
	if err := s.roll(first); err != nil {
		return 0, err
	}
	n, err := s.file.Write(s.buf)
	if err == nil && s.cfg.Fsync {
		err = s.file.Sync()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	last := &s.segments[len(s.segments)-1]
	if err != nil {
		// Part of the group may be there. It must not be followed by others
		// with the same numbers in the same segment.
		if truncErr := s.file.Truncate(last.bytes); truncErr != nil {
			last.bytes += int64(n)
		}
		s.seal()
		return 0, err
	}
	last.bytes += int64(n)
	s.next = first + uint64(len(records))
	if cap(s.buf) > 4<<20 {
		s.buf = nil
	}
	return first, nil
}

// room returns ErrFull if n bytes more would pass the bound.
func (s *Spool) room(n int64) error {
	s.mu.Lock()
	ours, others := s.bytes(), s.others
	s.mu.Unlock()
	if ours+others+n <= s.cfg.MaxBytes {
		return nil
	}
	others, err := s.measure() // they may have shrunk
	if err != nil {
		return err
	}
	if ours+others+n <= s.cfg.MaxBytes {
		return nil
	}
	return fmt.Errorf("%w: %s holds %d bytes of at most %d", ErrFull, s.cfg.Dir, ours+others, s.cfg.MaxBytes)
}

// measure looks at how much others have in the directory.
func (s *Spool) measure() (int64, error) {
	var total int64
	entries, err := os.ReadDir(s.cfg.Dir)
	if err != nil {
		return 0, err
	}
	for _, entry := range entries {
		if entry.Name() == filepath.Base(s.dir) {
			continue
		}
		files := []os.DirEntry{entry}
		if entry.IsDir() {
			// A directory that vanishes while we look holds nothing.
			files, _ = os.ReadDir(filepath.Join(s.cfg.Dir, entry.Name()))
		}
		for _, file := range files {
			if info, err := file.Info(); err == nil && info.Mode().IsRegular() {
				total += info.Size()
			}
		}
	}
	s.mu.Lock()
	s.others = total
	s.mu.Unlock()
	return total, nil
}

// roll makes s.file a segment with room, whose first record will have the number
// first if it is new. s.appending is locked.
func (s *Spool) roll(first uint64) error {
	s.mu.Lock()
	if s.file != nil && s.segments[len(s.segments)-1].bytes >= s.cfg.SegmentBytes {
		s.seal()
	}
	open := s.file != nil
	s.mu.Unlock()
	if open {
		return nil
	}
	// A segment of that name can only be what a failed Append has left behind.
	f, err := os.OpenFile(s.path(first), os.O_CREATE|os.O_TRUNC|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	if s.cfg.Fsync {
		if err := syncDir(s.dir); err != nil {
			_ = f.Close()
			return err
		}
	}
	s.mu.Lock()
	s.file = f
	if n := len(s.segments); n > 0 && s.segments[n-1].first == first {
		s.segments = s.segments[:n-1]
		s.place = place{}
	}
	s.segments = append(s.segments, segment{first: first})
	s.mu.Unlock()
	_, err = s.measure() // once per segment is often enough
	return err
}

// seal ends the last segment. Both locks are held.
func (s *Spool) seal() {
	_ = s.file.Close() // what it had to say, Write and Sync have said
	s.file = nil
}

// Ack says that the records before number next are not needed any more.
func (s *Spool) Ack(next uint64) error {
	s.mu.Lock()
	if s.lock == nil {
		s.mu.Unlock()
		return os.ErrClosed // another process may have it by now
	}
	if next <= s.cursor {
		s.mu.Unlock()
		return nil
	}
	s.cursor = next
	s.next = max(s.next, next)
	var done []segment
	for len(s.segments) > 1 && s.segments[1].first <= next {
		done = append(done, s.segments[0])
		s.segments = s.segments[1:]
	}
	s.mu.Unlock()
	errs := []error{s.writeCursor(next)}
	for _, seg := range done {
		errs = append(errs, ignoreMissing(os.Remove(s.path(seg.first))))
	}
	return errors.Join(errs...)
}

// Close lets go of the directory. Nothing is left of it if every record is
// acknowledged; else the next to open it delivers them.
func (s *Spool) Close() error {
	s.appending.Lock()
	defer s.appending.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock == nil {
		return nil
	}
	if s.file != nil {
		s.seal()
	}
	var errs []error
	if s.cursor == s.next {
		for _, seg := range s.segments {
			errs = append(errs, ignoreMissing(os.Remove(s.path(seg.first))))
		}
		errs = append(errs, ignoreMissing(os.Remove(s.cursorPath())), remove(s.dir, s.lock))
	} else {
		errs = append(errs, s.lock.Close())
	}
	s.lock = nil
	return errors.Join(errs...)
}

func (s *Spool) path(first uint64) string {
	return filepath.Join(s.dir, string(appendHex(nil, first, 16))+segmentSuffix)
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// syncDir makes a new name in dir outlive a loss of power.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
