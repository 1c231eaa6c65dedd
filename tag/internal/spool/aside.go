package spool

import (
	"errors"
	"os"
	"path/filepath"
)

// Names of the files in Config.Dir for what is put aside.
const (
	RefusedName = "refused.jsonl"
	DamagedName = "damaged"
)

// PutAside appends b to the file with that name in Config.Dir. It counts for the
// bound of the directory.
func (s *Spool) PutAside(name string, b []byte) error {
	if err := s.room(int64(len(b))); err != nil {
		return err
	}
	path := filepath.Join(s.cfg.Dir, name)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil && s.cfg.Fsync {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	s.mu.Lock()
	s.others += int64(len(b))
	s.mu.Unlock()
	return nil
}
