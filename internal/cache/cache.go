// Package cache keeps what was worked out before, by a key that says of what. It
// is a directory of files that several processes may use at once: an entry is
// there as it was written, or not at all, and losing one costs time only.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A Cache is a directory of entries. A nil one is empty and keeps nothing.
type Cache struct{ dir string }

// form is part of every key: it changes with the form of the files.
const form = "llmtag cache 1"

// Open returns the cache that the environment names: LLMTAG_CACHE is a
// directory, or off; where it is not set, the cache is llmtag in the user's
// directory for caches, if there is one. Nothing is read or written yet.
func Open(env func(string) string) (*Cache, error) {
	switch dir := env("LLMTAG_CACHE"); {
	case dir == "off":
		return nil, nil
	case dir != "" && !filepath.IsAbs(dir):
		return nil, fmt.Errorf("LLMTAG_CACHE is %q: name the directory by its absolute path, or say off", dir)
	case dir != "":
		return &Cache{dir}, nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil, nil //nolint:nilerr // no home directory: nothing is kept
	}
	return &Cache{filepath.Join(dir, "llmtag")}, nil
}

// Dir returns the cache's directory; empty if nothing is kept.
func (c *Cache) Dir() string {
	if c == nil {
		return ""
	}
	return c.dir
}

// A Key names an entry.
type Key [sha256.Size]byte

// A Hash makes a key of all that decides about an entry.
type Hash struct{ sum hash.Hash }

// NewHash returns a hash for keys of one kind of entries.
func NewHash(kind string) *Hash {
	h := &Hash{sha256.New()}
	h.Add(form, kind)
	return h
}

// Add adds texts; where one ends and the next begins counts.
func (h *Hash) Add(texts ...string) {
	for _, s := range texts {
		fmt.Fprintf(h.sum, "%d:", len(s))
		_, _ = h.sum.Write([]byte(s)) // a hash takes everything
	}
}

// Key returns the key of what was added so far.
func (h *Hash) Key() Key { return Key(h.sum.Sum(nil)) }

// String returns the key in hexadecimal digits.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

// Get returns the entry that was put under a key. One that is damaged, or not
// readable, is not there.
func (c *Cache) Get(k Key) ([]byte, bool) {
	if c == nil {
		return nil, false
	}
	file := c.file(k)
	data, err := os.ReadFile(file)
	if err != nil || len(data) < sha256.Size {
		return nil, false
	}
	sum, data := data[:sha256.Size], data[sha256.Size:]
	if want := check(k, data); !bytes.Equal(sum, want[:]) {
		return nil, false
	}
	if info, err := os.Stat(file); err == nil && time.Since(info.ModTime()) > touched {
		now := time.Now()
		_ = os.Chtimes(file, now, now) // only for [Cache.Trim]
	}
	return data, true
}

// Put keeps an entry under a key. The error says why it is not kept.
func (c *Cache) Put(k Key, data []byte) (err error) {
	if c == nil {
		return nil
	}
	file := c.file(k)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	// Renamed when it is whole: another process reads all of it or nothing.
	tmp, err := os.CreateTemp(filepath.Dir(file), "new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	sum := check(k, data)
	if _, err = tmp.Write(append(sum[:], data...)); err != nil {
		return errors.Join(err, tmp.Close())
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
}

// check is what an entry begins with. It holds the key, so that a file under
// another name is no entry.
func check(k Key, data []byte) [sha256.Size]byte {
	return sha256.Sum256(append(k[:], data...))
}

func (c *Cache) file(k Key) string {
	name := k.String()
	return filepath.Join(c.dir, name[:2], name[2:])
}

const (
	touched = time.Hour           // how exactly the time of an entry's last use is kept
	old     = 10 * 24 * time.Hour // entries that nobody has used for so long go
	trimmed = 24 * time.Hour      // how often old ones are looked for
)

// Trim removes entries that were not used for ten days, once a day.
func (c *Cache) Trim() {
	if c == nil {
		return
	}
	mark := filepath.Join(c.dir, "trimmed")
	if info, err := os.Stat(mark); err == nil && time.Since(info.ModTime()) < trimmed {
		return
	}
	if os.WriteFile(mark, nil, 0o666) != nil {
		return
	}
	_ = filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == mark {
			return nil //nolint:nilerr // what cannot be looked at stays
		}
		if info, err := d.Info(); err == nil && time.Since(info.ModTime()) > old {
			_ = os.Remove(path) // another process may have done it
		}
		return nil
	})
}
