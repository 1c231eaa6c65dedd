package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/internal/unit"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/sdks"
)

// calledByGo reports whether the go command runs llmtag as a vet tool:
//
//	llmtag -V=full      what of the tool decides about its findings?
//	llmtag -flags       which flags are there?
//	llmtag … unit.cfg   analyse this package
func calledByGo(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return args[0] == "-V=full" || args[0] == "-flags" || strings.HasSuffix(last, ".cfg")
}

// vet is llmtag as a vet tool. It returns the exit code, if it returns.
func vet(args []string, stdout, stderr io.Writer, env func(string) string) int {
	if args[0] == "-V=full" {
		id, err := vetID(env)
		if err != nil {
			report(stderr, err)
			return exitFailed
		}
		// The go command takes of a development version the content of the
		// build ID for its cache, and would take all of the line otherwise.
		fmt.Fprintf(stdout, "%s version devel llmtag buildID=%s\n", filepath.Base(os.Args[0]), id)
		return exitClean
	}
	if config := args[len(args)-1]; strings.HasSuffix(config, ".cfg") && unit.Skip(config, matters) {
		return exitClean
	}
	unitchecker.Main(analyzer.New(analyzer.Options{Policies: policy.NewFinder("", env), ErrorsOnly: true}))
	return exitFailed // not reached
}

// vetID is a hash of all that decides about findings besides the packages:
// llmtag itself, the policies of the repository in which the go command runs,
// and the day, on which comments that ignore findings until then expire.
func vetID(env func(string) string) (string, error) {
	self, err := buildID()
	if err != nil {
		return "", err
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(self + policy.NewFinder("", env).Hash(dir) + time.Now().UTC().Format(time.DateOnly)))
	return hex.EncodeToString(sum[:]), nil
}

// matters reports whether a package on which others depend may have a part in
// what they attach: one of ours, or a third party's helper around HTTP or an
// SDK, but not an SDK itself, whose description tells what it does.
func matters(u unit.Unit) bool {
	if u.Module == "" {
		first, _, _ := strings.Cut(u.Path, "/")
		return strings.Contains(first, ".") // without modules; what is left is the standard library
	}
	if u.Version == "" {
		return true
	}
	set, err := sdks.Load()
	if err != nil || set.SDKOf(u.Path) != nil {
		return err != nil
	}
	for _, path := range u.Imports {
		if path == "net/http" || set.SDKOf(path) != nil {
			return true
		}
	}
	return false
}
