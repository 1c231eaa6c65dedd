package check

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
)

// TestUnits has systemd read its units, with the program that is built here in the place
// of the installed one.
func TestUnits(t *testing.T) {
	analyze := tool(t, "systemd-analyze", "systemd")
	dir := t.TempDir()
	files, err := filepath.Glob("../systemd/*")
	if err != nil || len(files) != 3 {
		t.Fatalf("%q, error %v", files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if command, ok := strings.CutPrefix(line, "ExecStart=/usr/local/bin/llmrollup "); ok {
				flags(t, strings.Fields(command))
			}
		}
		unit := strings.ReplaceAll(string(text), "/usr/local/bin/", programs+"/")
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(file)), []byte(unit), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range files {
		cmd := exec.CommandContext(t.Context(), analyze, "verify", "--man=no", filepath.Join(dir, filepath.Base(file)))
		cmd.Env = append(os.Environ(), "SYSTEMD_UNIT_PATH="+dir+":")
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", file, err, out)
		}
	}
	out, err := exec.CommandContext(t.Context(), analyze, "security", "--offline=true", "--threshold=20", filepath.Join(dir, "llmrollup.service")).CombinedOutput()
	if err != nil {
		t.Errorf("more is allowed to the service than an exposure of 2.0: %v\n%s", err, out)
	}
	timer, err := os.ReadFile("../systemd/llmrollup.timer")
	if err != nil {
		t.Fatal(err)
	}
	calendar := regexp.MustCompile(`(?m)^OnCalendar=(.*)$`).FindStringSubmatch(string(timer))
	if out, err := exec.CommandContext(t.Context(), analyze, "calendar", calendar[1]).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if !strings.Contains(string(timer), "\nPersistent=true\n") {
		t.Error("a missed night is not made up for")
	}
}

func TestTheWorkflow(t *testing.T) {
	const file = "../github-actions/llmrollup.yml"
	linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	faults, err := linter.LintFile(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults {
		t.Errorf("%v", fault)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile(`(?m)^\s+(?:- run: )?llmrollup (.*)$`).FindAllStringSubmatch(string(text), -1)
	if len(commands) != 2 {
		t.Errorf("%d commands", len(commands))
	}
	for _, command := range commands {
		line := regexp.MustCompile(`\$\{\{.*?\}\}`).ReplaceAllString(command[1], "--backfill")
		if strings.HasPrefix(line, "report") {
			line = strings.ReplaceAll(line, "--backfill", "")
		}
		flags(t, strings.Fields(line))
	}
}

func TestAlerts(t *testing.T) {
	promtool := tool(t, "promtool", "prometheus")
	for _, args := range [][]string{{"check", "rules", "llmrollup.rules.yml"}, {"test", "rules", "llmrollup.rules.test.yml"}} {
		cmd := exec.CommandContext(t.Context(), promtool, args...)
		cmd.Dir = "../prometheus"
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// TestAlertsAreOfMetricsThatThereAre looks for each in what the program writes.
func TestAlertsAreOfMetricsThatThereAre(t *testing.T) {
	rules, err := os.ReadFile("../prometheus/llmrollup.rules.yml")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("../../cmd/llmrollup/metrics.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, expr := range regexp.MustCompile(`(?m)^\s+expr: (.*)$`).FindAllStringSubmatch(string(rules), -1) {
		for _, name := range regexp.MustCompile(`llmrollup_\w+`).FindAllString(expr[1], -1) {
			if !strings.Contains(string(source), `"`+name+`"`) {
				t.Errorf("nothing writes %s", name)
			}
		}
	}
}
