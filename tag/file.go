package tag

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// A File is a sink that appends one JSON object per event and line to a file.
// Several processes may append to the same, on one machine: each batch is written
// under a lock of the file (not on Windows and Plan 9, where the file belongs to one
// process). If the file is renamed or removed, as logrotate does, the next batch
// makes a new one; no signal is needed.
type File struct {
	path  string
	set   fileSettings
	mu    sync.Mutex
	file  *os.File // nil while there is none
	buf   []byte
	close bool
}

type fileSettings struct {
	maxBytes int64
	every    time.Duration
	fsync    bool
	mode     os.FileMode
	now      func() time.Time
}

// A FileOption says how a [File] is written.
type FileOption func(*fileSettings)

// RotateAt is an option that begins a new file before one would be longer than
// that many bytes. The old one is renamed: events.jsonl becomes
// events-20261130T081500.000000Z.jsonl, after the time in UTC. Old files are kept
// until somebody removes them, since they may not have been collected. The default
// is no bound.
func RotateAt(bytes int64) FileOption {
	return func(s *fileSettings) { s.maxBytes = bytes }
}

// RotateEvery is an option that begins a new file when a multiple of d has passed
// since the zero time in UTC: with 24 hours, at midnight. The default is never.
func RotateEvery(d time.Duration) FileOption {
	return func(s *fileSettings) { s.every = d }
}

// FileFsync is an option that waits, for each batch, until it has reached the disk.
func FileFsync() FileOption {
	return func(s *fileSettings) { s.fsync = true }
}

// FileMode is an option for the permissions of new files. The default is 0o640.
func FileMode(mode os.FileMode) FileOption {
	return func(s *fileSettings) { s.mode = mode }
}

// OpenFile returns a sink that appends to the file at path, which it creates if
// need be. Close it after the recorder.
func OpenFile(path string, opts ...FileOption) (*File, error) {
	f := &File{path: path, set: fileSettings{mode: 0o640, now: time.Now}}
	for _, opt := range opts {
		opt(&f.set)
	}
	file, err := f.open()
	if err != nil {
		return nil, fmt.Errorf("opening a file of events: %w", err)
	}
	f.file = file
	return f, nil
}

// String is the path.
func (f *File) String() string { return f.path }

// Close closes the file.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.close = true
	if f.file == nil {
		return nil
	}
	err := f.file.Close()
	f.file = nil
	return err
}

// Write appends a line per event. Of a batch that fails nothing stays in the file,
// if the file system allows to cut it off again.
func (f *File) Write(ctx context.Context, events []Event) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.close {
		return fmt.Errorf("writing events to %s: %w", f.path, os.ErrClosed)
	}
	f.buf = appendLines(f.buf[:0], events)
	if cap(f.buf) > 4<<20 {
		defer func() { f.buf = nil }() // a batch of unusual size is not kept for ever
	}
	size, err := f.acquire(ctx, int64(len(f.buf)))
	if err != nil {
		return err
	}
	defer func() {
		if f.file != nil {
			_ = unlockFile(f.file)
		}
	}()
	return f.append(size)
}

// acquire opens and locks the file that is at the path, with room for n bytes
// more, and returns its size.
func (f *File) acquire(ctx context.Context, n int64) (int64, error) {
	for {
		if f.file == nil {
			file, err := f.open()
			if err != nil {
				return 0, err
			}
			f.file = file
		}
		if err := lockFile(ctx, f.file); err != nil {
			return 0, fmt.Errorf("locking %s: %w", f.path, err)
		}
		ours, err := f.file.Stat()
		if err != nil {
			f.drop()
			return 0, err
		}
		there, err := os.Stat(f.path)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			f.drop()
			return 0, err
		}
		if err != nil || !os.SameFile(ours, there) {
			f.drop() // it was moved away, by logrotate or another process
			continue
		}
		if !f.due(ours, n) {
			return ours.Size(), nil
		}
		if err := os.Rename(f.path, f.old()); err != nil {
			f.drop()
			return 0, fmt.Errorf("rotating: %w", err)
		}
		f.drop()
	}
}

// due reports whether a new file is to be begun before n bytes are written.
func (f *File) due(info os.FileInfo, n int64) bool {
	if info.Size() == 0 {
		return false // an empty file is new
	}
	if f.set.maxBytes > 0 && info.Size()+n > f.set.maxBytes {
		return true
	}
	return f.set.every > 0 && info.ModTime().UTC().Truncate(f.set.every).Before(f.set.now().UTC().Truncate(f.set.every))
}

// old is a name that is not taken for the file that ends now. The file is locked.
func (f *File) old() string {
	ext := filepath.Ext(f.path)
	for t := f.set.now().UTC(); ; t = t.Add(time.Microsecond) {
		name := strings.TrimSuffix(f.path, ext) + t.Format("-20060102T150405.000000Z") + ext
		if _, err := os.Lstat(name); errors.Is(err, os.ErrNotExist) {
			return name
		}
	}
}

// append writes what is in the buffer to the file, which has size bytes.
func (f *File) append(size int64) error {
	b := f.buf
	if size > 0 {
		// A process that was killed in the middle of a write has left a torn line.
		var last [1]byte
		if _, err := f.file.ReadAt(last[:], size-1); err == nil && last[0] != '\n' {
			b = append([]byte{'\n'}, b...)
		}
	}
	n, err := f.file.Write(b)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	if err == nil && f.set.fsync {
		err = f.file.Sync()
	}
	if err == nil {
		return nil
	}
	if n > 0 {
		_ = f.file.Truncate(size) // nobody else has written meanwhile
	}
	f.drop()
	return err
}

// open opens the file at the path. It is also read, to see whether it ends well.
func (f *File) open() (*os.File, error) {
	return os.OpenFile(f.path, os.O_CREATE|os.O_APPEND|os.O_RDWR, f.set.mode)
}

// drop closes the file, and with that its lock.
func (f *File) drop() {
	_ = f.file.Close()
	f.file = nil
}

// lockFile waits for the lock of file until ctx is done.
func lockFile(ctx context.Context, file *os.File) error {
	for wait := 50 * time.Microsecond; ; wait = min(2*wait, 20*time.Millisecond) {
		ok, err := tryLock(file)
		if ok || err != nil {
			return err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
