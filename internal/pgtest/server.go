package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// superuser is the role that initdb makes.
const superuser = "postgres"

// A Server is a PostgreSQL with a data directory of its own. Its methods are not
// for several goroutines at once, but URL.
type Server struct {
	bin  string // where the binaries are
	dir  string // holds data, the socket and the log
	cmd  *exec.Cmd
	done chan struct{} // closed when the process has ended, with exit; nil while it does not run
	exit error
}

// NewServer makes a server in dir, which must be empty, and starts it. Settings
// are added to its configuration, such as "max_connections=20".
func NewServer(ctx context.Context, dir string, settings ...string) (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	s := &Server{bin: bin, dir: dir}
	attr, err := s.unprivileged()
	if err != nil {
		return nil, err
	}
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "--pgdata", s.data(), "--username", superuser,
		"--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions")
	initdb.SysProcAttr, initdb.Dir = attr, dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	conf := strings.Join(append([]string{
		"listen_addresses=''", "unix_socket_directories='" + dir + "'", "timezone='UTC'", "log_min_messages=fatal",
		"fsync=off", "max_connections=50", "shared_buffers=64MB", "max_wal_size=512MB", // a kill of processes loses nothing of what the system has
	}, settings...), "\n")
	path := filepath.Join(s.data(), "postgresql.auto.conf")
	if err := os.WriteFile(path, []byte(conf+"\n"), 0o600); err != nil {
		return nil, err
	}
	if attr.Credential != nil {
		if err := os.Chown(path, int(attr.Credential.Uid), int(attr.Credential.Gid)); err != nil {
			return nil, err
		}
	}
	if err := s.Start(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// Start starts a server that was stopped, and returns when it takes connections.
func (s *Server) Start(ctx context.Context) error {
	attr, err := s.unprivileged()
	if err != nil {
		return err
	}
	dieWithParent(attr)
	var log bytes.Buffer
	s.cmd = exec.Command(filepath.Join(s.bin, "postgres"), "-D", s.data()) //nolint:noctx // Stop ends it, in the way that is asked for
	s.cmd.SysProcAttr, s.cmd.Dir = attr, s.dir
	s.cmd.Stdout, s.cmd.Stderr = &log, &log
	if err := s.cmd.Start(); err != nil {
		return err
	}
	done := make(chan struct{})
	s.done = done
	go func() {
		s.exit = s.cmd.Wait()
		close(done)
	}()

	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(time.Minute)
	for {
		conn, err := pgx.Connect(ctx, s.URL(superuser))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-done:
			s.done = nil
			return fmt.Errorf("postgres ended: %w\n%s", errors.Join(s.exit, errors.New("its log follows")), log.String())
		case <-ctx.Done():
			return errors.Join(ctx.Err(), s.Stop(syscall.SIGQUIT))
		case <-deadline:
			return errors.Join(fmt.Errorf("postgres takes no connections after a minute: %w", err), s.Stop(syscall.SIGQUIT))
		case <-tick.C:
		}
	}
}

// Stop sends the server a signal and waits for its end: SIGINT breaks off
// connections and ends tidily, SIGQUIT ends at once, so that the next start
// recovers.
func (s *Server) Stop(signal syscall.Signal) error {
	if s.done == nil {
		return nil
	}
	if err := s.cmd.Process.Signal(signal); err != nil {
		return err
	}
	<-s.done
	s.done = nil
	return nil
}

// URL names a database of the server, for the role that may do everything.
func (s *Server) URL(database string) string { return s.URLFor(database, superuser) }

// URLFor names a database of the server for a role.
func (s *Server) URLFor(database, role string) string {
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database}
	u.RawQuery = url.Values{"host": {s.dir}}.Encode()
	return u.String()
}

// unprivileged returns how to run the server: as root, as another user, to whom
// the directory is given.
func (s *Server) unprivileged() (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{}
	if os.Geteuid() != 0 {
		return attr, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err1 != nil || err2 != nil {
			continue
		}
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		return attr, os.Chown(s.dir, int(uid), int(gid))
	}
	return nil, errors.New("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")
}

// errNoBinaries says what to do about it.
var errNoBinaries = errors.New("no PostgreSQL server found: install it (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql), or set LLMTAG_POSTGRES_BIN to the directory of initdb and postgres")

// binaries returns the directory of initdb and postgres, of the newest version
// that is installed.
func binaries() (string, error) {
	var dirs []string
	if dir := os.Getenv("LLMTAG_POSTGRES_BIN"); dir != "" {
		dirs = append(dirs, dir)
	}
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin"} {
		found, _ := filepath.Glob(pattern)
		slices.SortFunc(found, func(a, b string) int { return version(b) - version(a) })
		dirs = append(dirs, found...)
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		dirs = append(dirs, filepath.Dir(path))
	}
	for _, dir := range dirs {
		_, err1 := os.Stat(filepath.Join(dir, "initdb"))
		_, err2 := os.Stat(filepath.Join(dir, "postgres"))
		if err1 == nil && err2 == nil {
			return dir, nil
		}
	}
	return "", errNoBinaries
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
