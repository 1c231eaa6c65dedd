package spool

import (
	"errors"
	"os"
)

// remove removes dir with its lock file, which Windows does only once it is closed.
func remove(dir string, lock *os.File) error {
	return errors.Join(lock.Close(), os.Remove(lock.Name()), ignoreMissing(os.Remove(dir)))
}
