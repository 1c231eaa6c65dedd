//go:build !windows

package spool

import (
	"errors"
	"os"
)

// remove removes dir with its lock file, and lets go of the lock after that: who
// has the file open already sees that it is gone.
func remove(dir string, lock *os.File) error {
	return errors.Join(os.Remove(lock.Name()), lock.Close(), ignoreMissing(os.Remove(dir)))
}
