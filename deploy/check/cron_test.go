package check

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/llmtag/llmtag/internal/pgserver"
)

// tool skips the test, loudly, if a program is not there.
func tool(t *testing.T, name, pkg string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("SKIPPED: there is no %s; apt-get install %s", name, pkg)
	}
	return path
}

func TestTheWrapperIsCleanShell(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), tool(t, "shellcheck", "shellcheck"), "../cron/llmrollup-nightly").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// A cronLine is a line of /etc/cron.d that runs a command.
var cronLine = regexp.MustCompile(`^([0-9*,/-]+) +([0-9*,/-]+) +([0-9*,/-]+) +([0-9*,/-]+) +([0-7*,/-]+) +([a-z]+) +(.+)$`)

func TestTheCrontabHasCommandsThatLlmrollupKnows(t *testing.T) {
	text, err := os.ReadFile("../cron/llmrollup.cron")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(string(text), "\n") {
		t.Error("cron passes over a last line without an end")
	}
	commands := 0
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") || regexp.MustCompile(`^[A-Z]+=\S+$`).MatchString(line) {
			continue
		}
		fields := cronLine.FindStringSubmatch(line)
		if fields == nil {
			t.Errorf("cron does not understand %q", line)
			continue
		}
		if strings.Contains(fields[7], "%") {
			t.Errorf("%% ends a command of cron: %q", line)
		}
		args := strings.Fields(fields[7])
		if args[0] != "llmrollup-nightly" {
			t.Errorf("%q does not begin with the wrapper", fields[7])
		}
		flags(t, args[1:])
		commands++
		// What crontab itself says of it, without the column of the user.
		if path, err := exec.LookPath("crontab"); err == nil && os.Geteuid() == 0 {
			file := filepath.Join(t.TempDir(), "crontab")
			if err := os.WriteFile(file, []byte(strings.Join(fields[1:6], " ")+" "+fields[7]+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.CommandContext(t.Context(), path, "-n", file).CombinedOutput(); err != nil && !strings.Contains(string(out), "invalid option") {
				t.Errorf("crontab: %v: %s", err, out)
			}
		}
	}
	if commands != 2 {
		t.Errorf("%d commands", commands)
	}
}

// TestTheWrapper runs it as cron does, for each exit code.
func TestTheWrapper(t *testing.T) {
	tool(t, "flock", "util-linux")
	server, err := pgserver.New(t.Context(), pgserver.Options{})
	if errors.Is(err, pgserver.ErrNoBinaries) && os.Getenv("CI") == "" {
		t.Skip("SKIPPED: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	dir := t.TempDir()
	config, log, lock := filepath.Join(dir, "env"), filepath.Join(dir, "nightly.log"), filepath.Join(dir, "lock")
	configure := func(text string) {
		t.Helper()
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	wrapper := func(args ...string) (string, int) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "../cron/llmrollup-nightly", args...)
		cmd.Env = []string{"PATH=" + programs + ":/usr/bin:/bin", "LLMROLLUP_CONFIG=" + config, "LLMROLLUP_LOG=" + log, "LLMROLLUP_LOCK=" + lock}
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState == nil {
			t.Fatal(err)
		}
		return string(out), cmd.ProcessState.ExitCode()
	}
	if out, code := wrapper("run"); code != 2 || !strings.Contains(out, "cannot read "+config) {
		t.Errorf("without its file it exits %d: %s", code, out)
	}

	url := "DATABASE_URL='" + server.URL(pgserver.Superuser) + "'\n"
	configure(url)
	env := []string{"DATABASE_URL=" + server.URL(pgserver.Superuser)}
	if out, code := llmrollup(t, env, "migrate"); code != 0 {
		t.Fatalf("migrate exits %d: %s", code, out)
	}
	if out, code := llmrollup(t, env, "ingest", "testdata/events.jsonl"); code != 0 {
		t.Fatalf("ingest exits %d: %s", code, out)
	}
	if out, code := wrapper("run", "--strict"); code != 0 || out != "" {
		t.Errorf("a good night exits %d and prints %q, which cron mails", code, out)
	}
	if text, err := os.ReadFile(log); err != nil || !strings.Contains(string(text), `Z llmrollup run --strict: exit 0`) || !strings.Contains(string(text), `"folded":{"events":1,`) {
		t.Errorf("the log is %s, error %v", text, err)
	}

	unpriced := filepath.Join(dir, "unpriced.jsonl")
	if err := os.WriteFile(unpriced, []byte(`{"ts":"2026-10-01T22:30:00Z","provider":"acme","model":"mystery","input_tokens":100,"output_tokens":10}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, code := llmrollup(t, env, "ingest", unpriced); code != 0 {
		t.Fatalf("ingest exits %d: %s", code, out)
	}
	if out, code := wrapper("run", "--strict"); code != 1 || !strings.Contains(out, "llmrollup run --strict: done, and something is to be looked at (exit 1).") || !strings.Contains(out, "no price for mystery") {
		t.Errorf("a model without a price exits %d: %s", code, out)
	}

	held, err := os.OpenFile(lock, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Flock(int(held.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	if out, code := wrapper("run"); code != 2 || !strings.Contains(out, "is still running") {
		t.Errorf("beside another it exits %d: %s", code, out)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}

	configure("DATABASE_URL=postgres://llm:hunter2@127.0.0.1:1/llm\n")
	out, code := wrapper("run")
	if code != 2 || !strings.Contains(out, "llmrollup run: NOT done (exit 2).") || !strings.Contains(out, "connecting to the database") {
		t.Errorf("without a database it exits %d: %s", code, out)
	}
	if text, err := os.ReadFile(log); err != nil || strings.Contains(out+string(text), "hunter2") {
		t.Errorf("the password is told: %s%s, error %v", out, text, err)
	}
}
