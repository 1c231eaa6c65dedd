package load

import (
	"errors"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

// An Error is what kept one package from being analysed.
type Error struct {
	Package string         // import path
	Pos     token.Position // where; the file name is absolute, or empty when the go command names none
	Message string         // what, in the words of the go command or the type checker
	Hint    string         // what to do about it; may be empty
}

// Error returns "file:line:column: message; hint".
func (e Error) Error() string {
	s := e.Message
	if e.Pos.IsValid() {
		s = e.Pos.String() + ": " + s
	} else if e.Package != "" {
		s = e.Package + ": " + s
	}
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// The failures that leave nothing to load, each with its way out.
var (
	ErrNoModule   = errors.New("no go.mod in this directory or above it; run llmtag inside a Go module, or make one with `go mod init`")
	ErrNoGo       = errors.New("the go command was not found in PATH; llmtag needs it to list packages")
	ErrNoPackages = errors.New("no Go packages match")
)

// ErrPlatform is the error if the go command builds for a platform that is not
// known, and so nothing can be type-checked.
var ErrPlatform = errors.New("unknown platform")

// platformError is an error that is [ErrPlatform] and says no more than its own.
type platformError struct{ error }

func (e platformError) Is(target error) bool { return target == ErrPlatform }
func (e platformError) Unwrap() error        { return e.error }

// noPackages is the error if roots, what the go command made of patterns, are
// no packages: none at all, or nothing but patterns that match none.
func noPackages(roots []*packages.Package, cfg Config, patterns []string) error {
	var reasons []string
	for _, p := range roots {
		if len(p.GoFiles) > 0 || len(p.Errors) == 0 {
			return nil
		}
		msg := p.Errors[0].Msg
		if strings.Contains(msg, "does not contain main module") && !inModule(cfg) {
			return ErrNoModule
		}
		if hint := advice(msg); hint != "" {
			msg += "; " + hint
		}
		msg = breaks.ReplaceAllString(msg, " ")
		if fault, ok := strings.CutPrefix(msg, "go: "); ok {
			return errors.New(fault) // of the workspace, say: nothing that the patterns name
		}
		reasons = append(reasons, msg)
	}
	if len(reasons) == 0 {
		reasons = []string{"no Go file is there that this build selects; name another directory, or build tags with --tags"}
	}
	return fmt.Errorf("%w %s: %s", ErrNoPackages, strings.Join(patterns, " "), strings.Join(reasons, "; "))
}

// inModule reports whether there is a go.mod or go.work in cfg's directory or
// above it.
func inModule(cfg Config) bool {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return true // no reason to say otherwise
	}
	for {
		for _, name := range []string{"go.mod", "go.work"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				return true
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return false
		}
		dir = parent
	}
}

// listError explains an error of the go command.
func listError(err error) error {
	msg := err.Error()
	switch {
	case strings.Contains(msg, "executable file not found"):
		return ErrNoGo
	case strings.Contains(msg, "go.mod file not found"):
		return ErrNoModule
	}
	return saying(err)
}

// remedies pair what the go command says with what to do; the first match
// counts.
var remedies = []struct {
	says *regexp.Regexp
	do   string
}{
	{regexp.MustCompile(`go work vendor`), "run `go work vendor`"},
	{regexp.MustCompile(`inconsistent vendoring|-mod=vendor|vendor/modules\.txt|cannot find package "\." in:\s*\S*/vendor/`), "run `go mod vendor`"},
	{regexp.MustCompile(`module lookup disabled by GOPROXY=off|dial tcp|no such host|connection refused|TLS handshake timeout|i/o timeout|: 40[34] |: 410 `), "the module is not in the module cache and cannot be downloaded; run `go mod download` where the network and the credentials are there"},
	{regexp.MustCompile(`missing go\.sum entry|updates to go\.(mod|sum) needed|no required module provides package|is explicitly required in go\.mod, but|cannot find module providing`), "run `go mod tidy`, and `go mod download` where the network is not there later"},
	{regexp.MustCompile(`does not contain modules listed in go\.work`), "none of them is here or below; add the module with `go work use`, or run with GOWORK=off"},
	{regexp.MustCompile(`main module .* does not contain package|directory .* is contained in a module that is not one of the workspace modules|outside main module or its selected dependencies|does not contain main module`), "the directory belongs to another module; run llmtag in that module, or add it to go.work"},
	{regexp.MustCompile(`named files must`), "name either files or packages"},
	{regexp.MustCompile(`listed in go\.work file: open`), "correct go.work"},
	{regexp.MustCompile(`requires go >= .*\(running go|requires newer Go version`), "use a newer Go, or an llmtag that was built with one"},
}

// advice says what to do about a message of the go command; it is empty where
// the message says that well enough.
func advice(msg string) string {
	if m := allExcluded.FindStringSubmatch(msg); m != nil {
		return unexclude(m[1])
	}
	if m := notInStd.FindStringSubmatch(msg); m != nil {
		return "there is no such package; a directory is written ./" + m[1]
	}
	for _, r := range remedies {
		if r.says.MatchString(msg) {
			return r.do
		}
	}
	return ""
}

// What needs more than a fixed remedy.
var (
	allExcluded = regexp.MustCompile(`build constraints exclude all Go files in (\S.*)$`)
	notInStd    = regexp.MustCompile(`package (\S+) is not in std`)
)

// breaks are the line breaks in the go command's messages, with the
// indentation after them: an error of ours is one line.
var breaks = regexp.MustCompile(`\s*\n\s*`)

// packageError turns an error of the listing into ours.
func (l *listing) packageError(path string, e packages.Error) Error {
	msg := breaks.ReplaceAllString(strings.TrimSpace(e.Msg), " ")
	pos := parsePosition(e.Pos)
	if pos.Filename != "" && !filepath.IsAbs(pos.Filename) {
		pos.Filename = filepath.Join(l.dir, pos.Filename)
	}
	return Error{Package: path, Pos: pos, Message: msg, Hint: advice(msg)}
}

// parsePosition reads "file:line:col", "file:line" or "file"; anything else,
// such as "" or "-", gives no position.
func parsePosition(s string) token.Position {
	if s == "" || s == "-" {
		return token.Position{}
	}
	var numbers []int
	for len(numbers) < 2 {
		i := strings.LastIndexByte(s, ':')
		if i < 0 {
			break
		}
		n, err := strconv.Atoi(s[i+1:])
		if err != nil {
			break
		}
		numbers = append([]int{n}, numbers...)
		s = s[:i]
	}
	pos := token.Position{Filename: s}
	switch len(numbers) {
	case 1:
		pos.Line = numbers[0]
	case 2:
		pos.Line, pos.Column = numbers[0], numbers[1]
	}
	return pos
}
