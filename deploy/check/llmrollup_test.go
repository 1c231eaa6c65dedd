package check

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// programs is the directory of llmrollup and llmtag, as the Dockerfile builds them.
var programs string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "llmtag-check")
	if err == nil {
		programs = dir
		err = build(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// build runs the go build of the Dockerfile, for this machine.
func build(dir string) error {
	text, err := os.ReadFile("../Dockerfile")
	if err != nil {
		return err
	}
	_, after, ok := strings.Cut(string(text), "GOARCH=$TARGETARCH ")
	if !ok {
		return fmt.Errorf("the Dockerfile has no go build")
	}
	line, _, _ := strings.Cut(after, "\n")
	cmd := exec.Command("sh", "-c", "CGO_ENABLED=0 "+strings.Replace(line, "-o /out/", "-buildvcs=false -o "+dir+"/", 1))
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", line, err, out)
	}
	return nil
}

// llmrollup runs it, and returns all that it prints.
func llmrollup(t *testing.T, env []string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), filepath.Join(programs, "llmrollup"), args...)
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH")}, env...)
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// flags fails the test if llmrollup does not know the flags of a command.
func flags(t *testing.T, args []string) {
	t.Helper()
	out, code := llmrollup(t, nil, args...) // without a database it reads its flags, and no more
	if code != 2 || !strings.Contains(out, "no database: set DATABASE_URL") {
		t.Errorf("llmrollup %s: %s", strings.Join(args, " "), out)
	}
}

// policy fails the test if text is no good policy.
func policy(t *testing.T, text string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "policy.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), filepath.Join(programs, "llmtag"), "policy", "validate", file).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestProgramsOfTheImageNeedNothing(t *testing.T) {
	for _, name := range []string{"llmtag", "llmrollup"} {
		out, err := exec.CommandContext(t.Context(), "ldd", filepath.Join(programs, name)).CombinedOutput()
		if err != nil && strings.Contains(err.Error(), "executable file not found") {
			t.Skip("SKIPPED: there is no ldd")
		}
		if !strings.Contains(string(out), "not a dynamic executable") {
			t.Errorf("%s needs %s", name, out)
		}
	}
	// The image has no time zones: the program brings its own.
	env := []string{"ZONEINFO=/nowhere"}
	if out, code := llmrollup(t, env, "report", "--events", "testdata/events.jsonl", "--timezone", "Asia/Kolkata", "--by", "day", "--format", "csv"); code != 0 || !strings.Contains(out, "2026-10-02,1,") {
		t.Errorf("exits %d: %s", code, out)
	}
}
