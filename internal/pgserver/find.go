package pgserver

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// ErrNoBinaries is returned when there is no PostgreSQL. It says what to do about it.
var ErrNoBinaries = errors.New("no PostgreSQL server found: install it (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; macOS: brew install postgresql), or set LLMTAG_POSTGRES_BIN to the directory of initdb and postgres")

// places returns where packages put binaries, which are not in PATH.
func places() []string {
	return []string{
		"/usr/lib/postgresql/*/bin",                                 // Debian, Ubuntu
		"/usr/pgsql-*/bin",                                          // PostgreSQL's own packages for Fedora and RHEL
		"/usr/lib/postgresql*/bin",                                  // openSUSE
		"/usr/libexec/postgresql*",                                  // Alpine
		"/opt/homebrew/opt/postgresql@*/bin",                        // Homebrew on Apple's processors
		"/usr/local/opt/postgresql@*/bin",                           // and on Intel's
		"/Applications/Postgres.app/Contents/Versions/*/bin",        // Postgres.app
		"/Library/PostgreSQL/*/bin",                                 // EDB's installer
		"/nix/var/nix/profiles/default/bin", "/usr/local/pgsql/bin", // Nix; built from source
	}
}

// Find returns the directory of initdb and postgres: the one that LLMTAG_POSTGRES_BIN
// names, else the newest version in the places of packages, else the one of PATH or of
// pg_config. The error is [ErrNoBinaries] if there is none, or LLMTAG_POSTGRES_BIN is
// "none", which is as if there were none.
func Find(getenv func(string) string) (string, error) { return find(places(), getenv) }

func find(places []string, getenv func(string) string) (string, error) {
	if dir := getenv("LLMTAG_POSTGRES_BIN"); dir == "none" {
		return "", ErrNoBinaries
	} else if dir != "" {
		if !complete(dir) {
			return "", errors.New("LLMTAG_POSTGRES_BIN: " + dir + " does not have both initdb and postgres")
		}
		return dir, nil
	}
	for _, pattern := range places {
		found, _ := filepath.Glob(pattern) // the patterns are well-formed
		slices.SortFunc(found, func(a, b string) int { return version(b) - version(a) })
		for _, dir := range found {
			if complete(dir) {
				return dir, nil
			}
		}
	}
	for _, dir := range filepath.SplitList(getenv("PATH")) {
		if dir == "" {
			continue
		}
		// A link in PATH to one program is a link to the directory of all.
		path, err := filepath.EvalSymlinks(filepath.Join(dir, "initdb"))
		if err == nil && complete(filepath.Dir(path)) {
			return filepath.Dir(path), nil
		}
	}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil { //nolint:noctx // it prints a line
		if dir := strings.TrimSpace(string(out)); complete(dir) {
			return dir, nil
		}
	}
	return "", ErrNoBinaries
}

func complete(dir string) bool {
	_, err1 := os.Stat(filepath.Join(dir, "initdb"))
	_, err2 := os.Stat(filepath.Join(dir, "postgres"))
	return err1 == nil && err2 == nil
}

// version is the number in a path, 0 if there is none.
func version(path string) int {
	digits := strings.FieldsFunc(path, func(r rune) bool { return r < '0' || r > '9' })
	if len(digits) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(digits[0])
	return n
}
