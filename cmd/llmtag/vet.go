package main

import (
	"context"
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
	"github.com/llmtag/llmtag/internal/load"
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
// llmtag itself, the policies of the repositories that the go command builds
// from, and which of the comments that ignore findings until a day have expired.
func vetID(env func(string) string) (string, error) {
	self, err := buildID()
	if err != nil {
		return "", err
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	if file := env("LLMTAG_POLICY"); file != "" && !filepath.IsAbs(file) {
		return "", fmt.Errorf("LLMTAG_POLICY: go vet runs llmtag in the directory of each package, where %s is another file; name it from the root: LLMTAG_POLICY=%s", file, filepath.Join(dir, file))
	}
	modules := load.LocalModules(context.Background(), dir) //nolint:forbidigo // the go command waits for no signal of ours
	policies := policy.NewFinder("", env).Hash(append(modules, dir)...)
	sum := sha256.Sum256([]byte(self + policies + analyzer.Expired(modules, time.Now())))
	return hex.EncodeToString(sum[:]), nil
}

// matters reports whether a package on which others depend has to be analysed. It
// decodes descriptions only where the answer may depend on them: the go command
// starts a process for each package there is.
func matters(u unit.Unit) bool {
	d := analyzer.Dependency{Path: u.Path, Module: u.Module, Version: u.Version}
	for _, path := range u.Imports {
		d.Imports = append(d.Imports, path)
	}
	if d.Module == "" || d.Version == "" {
		return d.Matters(nil)
	}
	var set *sdks.Set
	if sdks.MayDescribe(append(d.Imports, d.Path)...) {
		var err error
		if set, err = sdks.Load(); err != nil {
			return true
		}
	}
	return d.Matters(set)
}
