package analyzer_test

import (
	"bytes"
	"fmt"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/internal/load"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/sdks"
)

// TestIdioms compares the findings in every module under testdata with its
// want comments: a regular expression for "rule: message" on the line where
// the finding stands. A line without one is asserted to be silent. The modules
// use the real SDKs. The example services have no want comments, as newcomers
// read them: their findings stand in cmd/llmtag/testdata/script/services.txtar.
func TestIdioms(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join("..", "testdata", "*", "go.mod"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no modules under testdata: %v", err)
	}
	for _, mod := range dirs {
		dir := filepath.Dir(mod)
		if filepath.Base(dir) == "services" {
			continue
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			if _, err := os.Stat(filepath.Join(dir, "policy.yaml")); err == nil {
				dir = alone(t, dir)
			}
			report, loaded := check(t, dir)
			for _, e := range loaded.Errors() {
				t.Errorf("does not load: %v", e)
			}
			compare(t, dir, report.Findings)
		})
	}
}

func check(t *testing.T, dir string) (*analyzer.Report, *load.Result) {
	t.Helper()
	set, err := sdks.Load(ownSDKs(t, dir)...)
	if err != nil {
		t.Fatal(err)
	}
	prog, err := load.Load(t.Context(), load.Config{
		Dir: dir, Env: append(os.Environ(), "GOWORK=off"),
		Scope: load.Scope{Reaches: func(path string) bool { return set.SDKOf(path) != nil }, Hosts: set.Hosts()},
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := analyzer.Check(t.Context(), prog, analyzer.Options{Policies: policy.NewFinder(policyOf(t, dir), nil), SDKs: set})
	if err != nil {
		t.Fatal(err)
	}
	return report, prog
}

// ownSDKs returns the descriptions that a module's policy names, if it has one.
func ownSDKs(t *testing.T, dir string) []string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "policy.yaml")); err != nil {
		return nil
	}
	pol, err := policy.NewFinder("", nil).For(dir)
	if err != nil {
		t.Fatal(err)
	}
	return pol.SDKs
}

// alone copies a module to where no policy is above its own.
func alone(t *testing.T, dir string) string {
	t.Helper()
	out := t.TempDir()
	if err := os.CopyFS(out, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	mod := filepath.Join(out, "go.mod")
	text, err := os.ReadFile(mod)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("=> ../.."), []byte("=> "+root), 1) // a module that uses package tag
	if err := os.WriteFile(mod, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// policyOf returns the policy file for a module, or "" if it has its own.
func policyOf(t *testing.T, dir string) string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "policy.yaml")); err == nil {
		return ""
	}
	file := filepath.Join(t.TempDir(), "policy.yaml")
	const text = "version: 1\ntags:\n  project_id: {required: true, header: X-LLM-Project-ID}\n" +
		"  service_name: {required: true, header: X-LLM-Service-Name}\n  team_id: {required: true, header: X-LLM-Team-ID}\n" +
		"rules: {unlogged-client: off, missing-usage: off, estimated-tokens: off}\n" // testdata/recording is about those
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

type expectation struct {
	file string
	line int
	re   *regexp.Regexp
	met  bool
}

func compare(t *testing.T, dir string, findings []analyzer.Finding) {
	t.Helper()
	wants := expectations(t, dir)
	for _, f := range findings {
		text := f.Rule + ": " + f.Message
		i := slices.IndexFunc(wants, func(w *expectation) bool {
			return !w.met && w.file == f.Pos.Filename && w.line == f.Pos.Line && w.re.MatchString(text)
		})
		if i < 0 {
			t.Errorf("%s: unexpected: %s%s", relative(dir, f.Pos), text, trail(dir, f))
			continue
		}
		wants[i].met = true
	}
	for _, w := range wants {
		if !w.met {
			t.Errorf("%s: no finding matches %q", relative(dir, token.Position{Filename: w.file, Line: w.line}), w.re)
		}
	}
}

func relative(dir string, p token.Position) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return p.String()
	}
	rel, err := filepath.Rel(abs, p.Filename)
	if err != nil {
		return p.String()
	}
	return fmt.Sprintf("%s:%d", filepath.Join(filepath.Base(abs), rel), p.Line)
}

func trail(dir string, f analyzer.Finding) string {
	var b strings.Builder
	for _, r := range f.Related {
		fmt.Fprintf(&b, "\n\t\t%s: %s", relative(dir, r.Pos), r.Message)
	}
	return b.String()
}

// expectations reads the want comments of a module's files.
func expectations(t *testing.T, dir string) []*expectation {
	t.Helper()
	var out []*expectation
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(abs, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(src, []byte("want ")) {
			return err
		}
		out = append(out, wantsIn(t, path, src)...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var wantComment = regexp.MustCompile("[/*] want [\"`]")

func wantsIn(t *testing.T, path string, src []byte) []*expectation {
	t.Helper()
	var out []*expectation
	fset := token.NewFileSet()
	file := fset.AddFile(path, -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return out
		}
		m := wantComment.FindStringIndex(lit)
		if tok != token.COMMENT || m == nil {
			continue
		}
		rest := strings.TrimSpace(strings.TrimSuffix(lit[m[1]-1:], "*/"))
		line := fset.Position(pos).Line
		rest = strings.TrimSpace(rest)
		for rest != "" {
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				t.Fatalf("%s:%d: bad want comment: %q", path, line, rest)
			}
			text, _ := strconv.Unquote(quoted)
			re, err := regexp.Compile(text)
			if err != nil {
				t.Fatalf("%s:%d: %v", path, line, err)
			}
			out = append(out, &expectation{file: path, line: line, re: re})
			rest = strings.TrimSpace(rest[len(quoted):])
		}
	}
}
