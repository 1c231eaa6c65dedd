//go:build unix

package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/internal/pgtest"
)

// A section of the runbook has blocks of commands, each with what is to be so before it.
type section struct {
	now    string   // in seconds since 1970; the default is 2026-10-16
	before []string // of each block: a shell command, empty for none
	code   map[string]int
	says   []string // what the blocks print, in order, as regular expressions
}

// runbook are all its sections that have commands, on a database with events of three
// days, two of which are folded.
var runbook = map[string]section{
	"Missed nights":        {says: []string{`"days":\["2026-10-15"\]`, `"folded":{"events":2,`, `3 days with 6 events verified, 0 sums differ`, `2026-10-16 \|\s+2 \|`}},
	"The database is away": {says: []string{`accepting connections`, `"folded":{"events":2,`}},
	"The disk is full":     {now: "1799726400", says: []string{`(?s)\d+ \w?B.*\d+ kB`, `"dropped_days":1`}},
	"Clocks": {
		before: []string{`llmrollup ingest future.jsonl && llmrollup run`, ""},
		says:   []string{`checkout-assistant \|\s+1 \| 2031-10-15`, `UPDATE 1`, `INSERT 0 2`, `"days":\["2026-10-15","2031-10-15"\]`, `0 sums differ`},
	},
	"Restore from a backup": {
		before: []string{"", `llmrollup ingest since.jsonl && cp since.jsonl archive/ && psql "$DATABASE_URL" -qc "create database $RESTORED"`},
		says:   []string{`7 events read, 1 loaded, 6 duplicates`, `"folded":{"events":3,`, `3 days with 7 events verified, 0 sums differ`, `7 events of files verified, 0 sums differ`},
	},
	"Changing prices": {says: []string{`gpt-4o`, `nothing was changed`, `payments`, `changed, and noted as done by`, `prices.new.yaml`}},
	"Retention":       {now: "1826510400", says: []string{`COPY 2`, `2 events of files verified, 0 sums differ`, `"dropped_days":1`}},
	"Upgrades": {
		before: []string{"", `psql "$DATABASE_URL" -qc "insert into goose_db_version (version_id, is_applied) values (99, true)"`},
		code:   map[string]int{"llmrollup run    #": exitFailed},
		says:   []string{`"folded":{"events":2,`, `0 sums differ`, `of version 99, and this llmrollup knows \d+: install a newer llmrollup`},
	},
	"Two runs at once":   {says: []string{`3 days with 6 events verified, 0 sums differ`}},
	"Proving a figure":   {before: []string{"llmrollup run"}, says: []string{`6 events verified, 0 sums differ`, `600 input × 2.5 / 1M`, `6 events of files verified, 0 sums differ`}},
	"A writer that lags": {says: []string{`behind`, `open_for`, `folded_at`}},
}

var (
	headings = regexp.MustCompile(`(?m)^## (.*)$`)
	blocks   = regexp.MustCompile("(?s)```sh\n(.*?)```")
)

// TestTheRunbook runs every command of docs/runbook.md in a shell.
func TestTheRunbook(t *testing.T) {
	for _, program := range []string{"psql", "pg_dump", "pg_isready"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("SKIPPED: there is no %s (apt-get install postgresql-client)", program)
		}
	}
	text, err := os.ReadFile("../../docs/runbook.md")
	if err != nil {
		t.Fatal(err)
	}
	found := headings.FindAllStringSubmatchIndex(string(text), -1)
	for i, at := range found {
		end := len(text)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		title, body := string(text[at[2]:at[3]]), string(text[at[1]:end])
		commands := blocks.FindAllStringSubmatch(body, -1)
		s, ok := runbook[title]
		if !ok && len(commands) > 0 {
			t.Errorf("no test knows what the commands of %q are to do", title)
			continue
		}
		delete(runbook, title)
		t.Run(title, func(t *testing.T) { s.run(t, commands) })
	}
	for title := range runbook {
		t.Errorf("the runbook has no section %q", title)
	}
}

func (s section) run(t *testing.T, commands [][]string) {
	t.Helper()
	server, name := pgtest.Database(t)
	restored := name + "_restored"
	t.Cleanup(func() {
		if err := server.Exec(context.WithoutCancel(t.Context()), "drop database if exists "+restored+" with (force)"); err != nil {
			t.Error(err)
		}
	})
	dir := t.TempDir()
	event := func(n int, ts string) string {
		return fmt.Sprintf(`{"event_id":"0199e000-0000-7000-8000-%012d","ts":"%s","provider":"openai","model":"gpt-4o","input_tokens":100,"output_tokens":20,"project_id":"checkout","service_name":"checkout-assistant","team_id":"payments","status":"ok","usage_status":"reported"}`+"\n", n, ts)
	}
	days := func(list ...string) string {
		var text strings.Builder
		for i, day := range list {
			text.WriteString(event(2*i+len(list)*100, day+"T10:00:00Z") + event(2*i+1+len(list)*100, day+"T22:00:00Z"))
		}
		return text.String()
	}
	files := map[string]string{
		"archive/1.jsonl": days("2026-10-13", "2026-10-14"), "archive/2.jsonl": days("2026-10-15"),
		"since.jsonl": event(900, "2026-10-15T23:00:00Z"), "future.jsonl": event(901, "2031-10-15T12:00:00Z"),
		"prices.new.yaml": "version: 1\nmodels:\n  - provider: openai\n    model: gpt-4o\n    prices:\n      - usd_per_mtok: {input: \"3.00\", output: \"12.00\"}\n",
	}
	if err := os.Mkdir(filepath.Join(dir, "archive"), 0o700); err != nil {
		t.Fatal(err)
	}
	for file, text := range files {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	shell := func(script string, code int) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "sh", "-c", script)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH="+cmp.Or(s.now, "1792137600"), "PGTZ=UTC", "USER=ana",
			"DATABASE_URL="+server.URL(name), "RESTORED="+restored, "RESTORED_URL="+server.URL(restored))
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState == nil {
			t.Fatal(err)
		}
		if got := cmd.ProcessState.ExitCode(); got != code {
			t.Fatalf("exits %d, want %d:\n%s\n%s", got, code, script, out)
		}
		return string(out)
	}
	shell("llmrollup ingest archive/1.jsonl && llmrollup run && llmrollup ingest archive/2.jsonl", exitDone)
	var all strings.Builder
	for i, block := range commands {
		if i < len(s.before) && s.before[i] != "" {
			shell(s.before[i], exitDone)
		}
		code := exitDone
		for prefix, want := range s.code {
			if strings.HasPrefix(block[1], prefix) {
				code = want
			}
		}
		all.WriteString(shell("set -e\n"+block[1], code))
	}
	rest := all.String()
	for _, want := range s.says {
		at := regexp.MustCompile(want).FindStringIndex(rest)
		if at == nil {
			t.Fatalf("after what was found so far, nothing says %s:\n%s", want, &all)
		}
		rest = rest[at[1]:]
	}
}
