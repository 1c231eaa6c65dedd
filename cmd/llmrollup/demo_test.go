//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/internal/pgserver"
)

// needServer skips t if there is no PostgreSQL for the demonstration.
func needServer(t *testing.T) {
	t.Helper()
	if _, err := pgserver.Find(os.Getenv); err != nil {
		if os.Getenv("CI") != "" || os.Getenv("LLMTAG_NEED_POSTGRES") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// runsIn is where a message says that the server is.
var runsIn = regexp.MustCompile(`runs in (\S+?)(, as user .*)?\n`)

// stopped fails t unless the server of a demonstration has ended and left nothing.
func stopped(t *testing.T, stderr string) {
	t.Helper()
	found := runsIn.FindStringSubmatch(stderr)
	if found == nil {
		t.Fatalf("it is not said where the server runs: %s", stderr)
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		_, err := os.Stat(found[1])
		processes := processesOf(t, found[1])
		if errors.Is(err, os.ErrNotExist) && len(processes) == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("after 20 s %s is there: %v, and so are %q", found[1], err, processes)
		}
	}
}

// processesOf are the processes in whose arguments dir is.
func processesOf(t *testing.T, dir string) (found []string) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ps", "-eo", "pid,args").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, dir) {
			found = append(found, line)
		}
	}
	return found
}

// TestTheDemonstrationShows compares all that it shows with testdata/demo.txt, which
// UPDATE=1 writes. Its figures are the same on every machine.
func TestTheDemonstrationShows(t *testing.T) {
	needServer(t)
	golden, err := filepath.Abs("testdata/demo.txt")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	var stdout, stderr bytes.Buffer
	env := map[string]string{"SOURCE_DATE_EPOCH": "1796083200"} // 2026-12-01
	code := run(t.Context(), []string{"demo", "--events", "6000"}, strings.NewReader(""), &stdout, &stderr, func(key string) string { return env[key] })
	if code != exitDone {
		t.Fatalf("exits %d: %s\n%s", code, &stderr, &stdout)
	}
	stopped(t, stderr.String())
	got := regexp.MustCompile(`host=%2F\S+`).ReplaceAllString(stdout.String(), "host=%2Ftmp'")
	got = regexp.MustCompile(`That took \d+ s`).ReplaceAllString(got, "That took 5 s")
	got = strings.ReplaceAll(got, dir, "/home/ana")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("(-testdata/demo.txt +output):\n%s", diff)
	}
}

// command is llmrollup as a process, run as user if that is not empty.
func command(t *testing.T, as string, args ...string) *exec.Cmd {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "llmtag-test") //nolint:usetesting // another user cannot enter t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o777); err != nil { //nolint:gosec // the same
		t.Fatal(err)
	}
	data, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		data, err = os.ReadFile(os.Args[0]) // where there is no /proc
	}
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "llmrollup") // by its name, a test's program runs main
	// A process that another test forks meanwhile would hold the file open for writing,
	// and the system would refuse to run it: "text file busy".
	syscall.ForkLock.RLock()
	err = os.WriteFile(program, data, 0o755) //nolint:gosec // the same
	syscall.ForkLock.RUnlock()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, args...) //nolint:gosec // this very program
	cmd.Dir = dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "SOURCE_DATE_EPOCH=1796083200", "LLMTAG_POSTGRES_BIN=" + os.Getenv("LLMTAG_POSTGRES_BIN")}
	if as != "" {
		u, err := user.Lookup(as)
		if err != nil {
			t.Skip(err)
		}
		uid, _ := strconv.ParseUint(u.Uid, 10, 32)
		gid, _ := strconv.ParseUint(u.Gid, 10, 32)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	return cmd
}

func TestTheDemonstrationRunsAsRootAndAsAPlainUser(t *testing.T) {
	needServer(t)
	if os.Geteuid() != 0 {
		t.Skip("needs root, to be two users; the others of these tests run as this one")
	}
	for as, want := range map[string]string{"": ", as user postgres since PostgreSQL does not run as root\n", "nobody": "\n"} {
		t.Run("as "+as, func(t *testing.T) {
			t.Parallel()
			cmd := command(t, as, "demo", "--events", "1000")
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v: %s\n%s", err, &stderr, out)
			}
			if found := runsIn.FindString(stderr.String()); !strings.HasSuffix(found, want) || want == "\n" && strings.Contains(found, "user") {
				t.Errorf("it says %q", found)
			}
			if !strings.Contains(string(out), "0 sums differ") {
				t.Errorf("nothing was verified:\n%s", out)
			}
			stopped(t, stderr.String())
		})
	}
}

func TestADemonstrationThatIsEndedLeavesNothing(t *testing.T) {
	needServer(t)
	tests := map[string]struct {
		signal syscall.Signal
		args   []string
		when   string // a line of the output begins so
		code   int
	}{
		"by Ctrl-C while events are loaded":      {syscall.SIGINT, nil, "$ llmrollup ingest", exitFailed},
		"by SIGTERM while they are added up":     {syscall.SIGTERM, nil, "$ llmrollup run", exitFailed},
		"by being killed":                        {syscall.SIGKILL, nil, "$ llmrollup run", -1},
		"by Ctrl-C, which --keep is waiting for": {syscall.SIGINT, []string{"--events", "1000", "--keep"}, "# The database is there until Ctrl-C", exitDone},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := command(t, "", append([]string{"demo", "--events", "100000"}, tt.args...)...)
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			stdout, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(stdout)
			seen := false
			for !seen && lines.Scan() {
				seen = strings.HasPrefix(lines.Text(), tt.when)
			}
			if err := cmd.Process.Signal(tt.signal); err != nil {
				t.Fatal(err)
			}
			rest, err := io.ReadAll(stdout)
			if err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait() // its code is looked at
			if code := cmd.ProcessState.ExitCode(); !seen || code != tt.code {
				t.Errorf("it exits with %d, want %d; stderr: %s", code, tt.code, &stderr)
			}
			if tt.code == exitFailed && (!strings.Contains(stderr.String(), "llmrollup: interrupted") || strings.Contains(string(rest), "# That took")) {
				t.Errorf("it does not say that it was interrupted: %s\n%s", &stderr, rest)
			}
			stopped(t, stderr.String())
		})
	}
}

func TestWithoutPostgreSQLTheDemonstrationSaysWhatToInstallAndShowsTheRest(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir()) // where none was downloaded
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "not PostgreSQL") }))
	defer srv.Close()
	env := map[string]string{"SOURCE_DATE_EPOCH": "1796083200", "LLMTAG_POSTGRES_BIN": "none", "npm_config_registry": srv.URL}
	getenv := func(key string) string { return env[key] }
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), []string{"demo", "--events", "1000"}, strings.NewReader(""), &stdout, &stderr, getenv); code != exitDone {
		t.Errorf("exits %d", code)
	}
	for _, want := range []string{"no PostgreSQL server found: install it (Debian, Ubuntu: apt-get install postgresql;", "or llmrollup demo --download fetches PostgreSQL 18"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("stderr does not say %q: %s", want, &stderr)
		}
	}
	if strings.Contains(stdout.String(), "DATABASE_URL") || !strings.Contains(stdout.String(), "catalog-writer") {
		t.Errorf("what does without a database is not shown:\n%s", &stdout)
	}

	stdout.Reset()
	stderr.Reset()
	if code := run(t.Context(), []string{"demo", "--download"}, strings.NewReader(""), &stdout, &stderr, getenv); code != exitFailed {
		t.Errorf("a download of something else exits %d", code)
	}
	for _, want := range []string{"downloading PostgreSQL 18", srv.URL, "its checksum is sha512-", "nothing was unpacked"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("stderr does not say %q: %s", want, &stderr)
		}
	}
}

func TestTheDemonstrationRefusesWhatItCannotShow(t *testing.T) {
	for args, want := range map[string]string{
		"--events 10":       "--events: expected a number from 1000 to 100000000, found 10",
		"--date 2026-13-01": "--date: ",
		"--date 2025-09-30": "the built-in prices have none for claude-haiku-4-5 on 2025-07-01; choose a later quarter",
	} {
		t.Chdir(t.TempDir())
		var stdout, stderr bytes.Buffer
		env := map[string]string{"LLMTAG_POSTGRES_BIN": "none"}
		code := run(t.Context(), append([]string{"demo"}, strings.Fields(args)...), strings.NewReader(""), &stdout, &stderr, func(key string) string { return env[key] })
		if code != exitFailed || !strings.Contains(stderr.String(), want) {
			t.Errorf("%s exits %d: %s", args, code, &stderr)
		}
	}
}
