package pgserver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// Superuser is the role that may do everything, and the name of its database.
const Superuser = "postgres"

// Options say how a server is made.
type Options struct {
	Bin      string   // directory of initdb and postgres. The default is what Find finds
	Settings []string // of its configuration, such as "max_connections=20"
}

// A Server is a PostgreSQL with a data directory of its own. Its methods are not
// for several goroutines at once, but URL and URLFor.
type Server struct {
	bin     string // where the binaries are
	dir     string // holds data and the socket
	account *account
	reaper  *reaper
	cmd     *exec.Cmd
	done    chan struct{} // closed when the process has ended, with exit; nil while it does not run
	exit    error
}

// New makes a server and starts it. The error is [ErrNoBinaries] if there is no
// PostgreSQL.
func New(ctx context.Context, o Options) (_ *Server, err error) {
	s := &Server{bin: o.Bin}
	if s.bin == "" {
		if s.bin, err = Find(os.Getenv); err != nil {
			return nil, err
		}
	}
	if s.account, err = unprivileged(); err != nil {
		return nil, err
	}
	if s.dir, err = s.account.makeDir(); err != nil {
		return nil, err
	}
	if s.reaper, err = newReaper(s.dir); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.dir))
	}
	if err := s.init(ctx, o.Settings); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.Start(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Server) init(ctx context.Context, settings []string) error {
	initdb := exec.CommandContext(ctx, filepath.Join(s.bin, "initdb"), "--pgdata", s.data(), "--username", Superuser,
		"--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions")
	s.account.prepare(initdb)
	initdb.Dir = s.dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	conf := strings.Join(append([]string{
		"listen_addresses=''", "unix_socket_directories='" + s.dir + "'", "timezone='UTC'", "log_min_messages=fatal",
		"fsync=off", "max_connections=50", "shared_buffers=64MB", "max_wal_size=512MB", // a kill of processes loses nothing of what the system has
	}, settings...), "\n")
	path := filepath.Join(s.data(), "postgresql.auto.conf")
	if err := os.WriteFile(path, []byte(conf+"\n"), 0o600); err != nil {
		return err
	}
	return s.account.give(path)
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// Start starts a server that was stopped, and returns when it takes connections.
func (s *Server) Start(ctx context.Context) error {
	var log bytes.Buffer
	s.cmd = exec.Command(filepath.Join(s.bin, "postgres"), "-D", s.data()) //nolint:noctx // Stop ends it, in the way that is asked for
	s.account.prepare(s.cmd)
	s.cmd.Dir = s.dir
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
		conn, err := pgx.Connect(ctx, s.URL(Superuser))
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

// Close ends the server at once and removes all that it has written. It may be called
// twice.
func (s *Server) Close() error {
	if s.reaper == nil {
		return nil
	}
	err := errors.Join(s.Stop(syscall.SIGQUIT), os.RemoveAll(s.dir), s.reaper.close())
	s.reaper = nil
	return err
}

// Exec runs one statement in the database of the superuser.
func (s *Server) Exec(ctx context.Context, sql string) error {
	conn, err := pgx.Connect(ctx, s.URL(Superuser))
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, sql)
	return err
}

// Dir is the server's directory: its data and the socket.
func (s *Server) Dir() string { return s.dir }

// User is the name of the user that the server runs as, empty if it is this process's.
func (s *Server) User() string { return s.account.name }

// URL names a database of the server, for the role that may do everything.
func (s *Server) URL(database string) string { return s.URLFor(database, Superuser) }

// URLFor names a database of the server for a role.
func (s *Server) URLFor(database, role string) string {
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database}
	u.RawQuery = url.Values{"host": {s.dir}}.Encode()
	return u.String()
}
