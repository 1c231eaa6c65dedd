//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package spool

import (
	"errors"
	"os"
	"syscall"
)

// lock opens the file at path, creating it, and locks it for as long as it is
// open; the system lets go when the process dies. It returns nil if another holds
// it.
func lock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, nil //nolint:nilnil // another holds it, which is no error
		}
		return nil, &os.PathError{Op: "lock", Path: path, Err: err}
	}
	// Whoever held it may have removed it between our opening and locking it.
	ours, err := f.Stat()
	if err == nil {
		if there, statErr := os.Stat(path); statErr != nil || !os.SameFile(ours, there) {
			_ = f.Close()
			return nil, nil //nolint:nilnil,nilerr // its holder was done with it
		}
	}
	return f, err
}
