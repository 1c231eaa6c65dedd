//go:build unix

package pgserver

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// child is set in the process that TestAServerEndsWithItsParent kills.
const child = "LLMTAG_PGSERVER_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(child) != "" {
		s, err := New(context.Background(), Options{})
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println(s.cmd.Process.Pid, s.Dir())
		select {}
	}
	os.Exit(m.Run())
}

// need skips t if there is no PostgreSQL, and fails it where there must be one.
func need(t *testing.T) {
	t.Helper()
	if _, err := Find(os.Getenv); err != nil {
		if os.Getenv("CI") != "" || os.Getenv("LLMTAG_NEED_POSTGRES") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// gone waits until no process has the pid and nothing has the path.
func gone(t *testing.T, pid int, dir string) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		alive := syscall.Kill(pid, 0) == nil
		_, err := os.Stat(dir)
		if !alive && errors.Is(err, fs.ErrNotExist) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("after 20 s: process %d lives: %v; %s: %v", pid, alive, dir, err)
		}
	}
}

func TestCloseLeavesNothing(t *testing.T) {
	need(t)
	s, err := New(t.Context(), Options{Settings: []string{"max_connections=7"}})
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), s.URL(Superuser))
	if err != nil {
		t.Fatal(err)
	}
	var setting string
	if err := conn.QueryRow(t.Context(), "show max_connections").Scan(&setting); err != nil || setting != "7" {
		t.Errorf("max_connections is %q, error %v", setting, err)
	}
	info, err := os.Stat(s.Dir())
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the directory with the socket is of mode %v: others can connect; error %v", info.Mode(), err)
	}
	if root := os.Geteuid() == 0; root != (s.User() != "") {
		t.Errorf("as root: %v; the server runs as %q", root, s.User())
	}
	pid := s.cmd.Process.Pid
	for range 2 {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	gone(t, pid, s.Dir())
}

func TestAServerEndsWithItsParentThatIsKilled(t *testing.T) {
	need(t)
	cmd := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this very program
	cmd.Env = append(os.Environ(), child+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	text, dir, _ := strings.Cut(strings.TrimSpace(line), " ")
	pid, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("the child says %q", line)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	gone(t, pid, dir)
}

func TestAServerThatDoesNotStartLeavesNothingAndSaysWhy(t *testing.T) {
	need(t)
	dir, err := os.MkdirTemp("/tmp", "llmtag-test") //nolint:usetesting // the server's user cannot enter t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // the same
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", dir)
	if _, err := New(t.Context(), Options{Settings: []string{"no_such_setting=1"}}); err == nil || !strings.Contains(err.Error(), "no_such_setting") {
		t.Errorf("the error does not have the log: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := New(ctx, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) > 0 {
		t.Errorf("%v is left, error %v", left, err)
	}
}

func TestTheServerIsFoundWhereItIs(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	install := func(name string) string {
		bin := filepath.Join(dir, name)
		if err := os.MkdirAll(bin, 0o700); err != nil {
			t.Fatal(err)
		}
		for _, program := range []string{"initdb", "postgres"} {
			if err := os.WriteFile(filepath.Join(bin, program), nil, 0o700); err != nil { //nolint:gosec // a program
				t.Fatal(err)
			}
		}
		return bin
	}
	env := func(vars map[string]string) func(string) string { return func(key string) string { return vars[key] } }
	old, recent := install("pg/9.6/bin"), install("pg/16/bin")
	packages := []string{filepath.Join(dir, "pg", "*", "bin")}
	if got, err := find(packages, env(nil)); got != recent {
		t.Errorf("of 9.6 and 16, %s is found, error %v", got, err)
	}
	if got, err := find(packages, env(map[string]string{"LLMTAG_POSTGRES_BIN": old})); got != old {
		t.Errorf("what the user names is %s, found is %s, error %v", old, got, err)
	}
	if _, err := find(packages, env(map[string]string{"LLMTAG_POSTGRES_BIN": dir})); err == nil || !strings.Contains(err.Error(), "LLMTAG_POSTGRES_BIN") {
		t.Errorf("a directory without programs that the user names gives %v", err)
	}
	links := filepath.Join(dir, "links")
	if err := os.Mkdir(links, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(recent, "initdb"), filepath.Join(links, "initdb")); err != nil {
		t.Fatal(err)
	}
	if got, err := find(nil, env(map[string]string{"PATH": "/nowhere:" + links})); got != recent {
		t.Errorf("by a link in PATH, %s is found, error %v", got, err)
	}
	t.Setenv("PATH", "/nowhere") // that of pg_config
	if _, err := find(nil, env(map[string]string{"PATH": "/nowhere"})); !errors.Is(err, ErrNoBinaries) {
		t.Errorf("nothing is found and the error is %v", err)
	}
}
