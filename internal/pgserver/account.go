package pgserver

import (
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
)

// An account is who the server runs as.
type account struct {
	name     string // empty: who this process is
	uid, gid int
}

// unprivileged returns whom to run the server as.
func unprivileged() (*account, error) {
	if !supported {
		return nil, errors.New("a throw-away PostgreSQL needs Unix sockets and users, which are not here; use WSL, a container, or a database that you have")
	}
	if os.Geteuid() != 0 {
		return &account{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if err1 != nil || err2 != nil {
			continue
		}
		return &account{name: name, uid: uid, gid: gid}, nil
	}
	return nil, errors.New("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")
}

// longest is how long the path of a directory may be: a socket's has 104 bytes at most
// on macOS, and its name is of 18.
const longest = 85

// makeDir makes a private directory of the account, at a place that it can reach.
func (a *account) makeDir() (string, error) {
	for _, parent := range []string{os.TempDir(), "/tmp"} {
		if len(parent)+len("/llmtag-pg0123456789") > longest || !a.reaches(parent) {
			continue
		}
		dir, err := os.MkdirTemp(parent, "llmtag-pg")
		if err != nil {
			return "", err
		}
		return dir, a.give(dir)
	}
	return "", errors.New("neither " + os.TempDir() + " nor /tmp is a place for the socket of PostgreSQL: its path is too long, or user " + a.name + " cannot enter it; set TMPDIR")
}

// reaches reports whether the account may enter dir and all directories above it.
func (a *account) reaches(dir string) bool {
	if a.name == "" {
		return true
	}
	for {
		info, err := os.Stat(dir)
		if err != nil || info.Mode()&0o001 == 0 {
			return false
		}
		if dir == filepath.Dir(dir) {
			return true
		}
		dir = filepath.Dir(dir)
	}
}

// give makes the account the owner of a file.
func (a *account) give(path string) error {
	if a.name == "" {
		return nil
	}
	return os.Chown(path, a.uid, a.gid)
}
