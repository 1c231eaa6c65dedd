// Package load finds the packages of a Go program that can send LLM requests
// and type-checks them from source. Nothing is compiled, no build cache is
// needed, and what cannot reach an LLM SDK or a provider's host is listed but
// never parsed, so the cost follows the LLM-using part of a program.
package load

import (
	"cmp"
	"context"
	"go/token"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Config says what to load.
type Config struct {
	Dir       string   // where the go command runs; empty for the current directory
	Patterns  []string // package patterns of the go command; none means ./...
	BuildTags string   // comma-separated build tags
	Env       []string // environment of the go command; nil for that of the process
	Scope     Scope

	// ScopeOf, if set, is called with the directories of the packages that the
	// patterns match, sorted, before anything is parsed. What it returns takes
	// the place of Scope; its error ends the load. It is for settings that
	// depend on where the packages lie.
	ScopeOf func(dirs []string) (Scope, error)

	// Listed, if set, is called when the packages are listed, before anything is
	// parsed, with the directories that hold all of the program that can change,
	// in the sense of [Snapshot]: the modules of ours. What other modules publish
	// does not change, and which versions are used is written in ours. It gets
	// none where that is not all: without modules, if files were named in place of
	// packages, or if a file to embed is not there yet.
	Listed func(inputs []string)

	// Overlay has the contents to take for files in place of what they hold, by
	// absolute name; nil for a file that is not to be there.
	Overlay map[string][]byte
}

func (cfg Config) environ() []string {
	if cfg.Env == nil {
		return os.Environ()
	}
	return cfg.Env
}

// Scope says what of the packages that are asked for is relevant.
type Scope struct {
	Tests   bool                         // _test.go files are
	Reaches func(importPath string) bool // is this a package of an LLM SDK? nil: none is
	Hosts   []string                     // providers' hosts; "{x}" and "*" match anything. A package whose text names one is relevant
}

// Result is a loaded program.
type Result struct {
	Fset *token.FileSet

	// Packages are those to analyse, dependencies first, with Types,
	// TypesInfo, Syntax and TypesSizes. Their Imports name only packages that
	// are in this list themselves; every other dependency is known by its
	// types alone, without function bodies.
	Packages []*packages.Package

	Roots  map[*packages.Package]bool // those of Packages that the patterns match; the others are there for their facts
	Listed int                        // packages that the patterns match, relevant or not; test variants do not count
	Errors []Error                    // packages that could not be listed, parsed or type-checked: one for each, by position
	Notes  []string                   // what a user may want to know, in sentences

	known known
}

// Load lists the packages that cfg.Patterns match, drops those that cannot
// send an LLM request and type-checks the rest. Faults of single packages are
// in the result's Errors, and everything else is loaded still; the error is
// for what leaves nothing to load, such as a missing go.mod.
func Load(ctx context.Context, cfg Config) (*Result, error) {
	l, err := list(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if cfg.ScopeOf != nil {
		listed := cfg.Scope.Tests
		if cfg.Scope, err = cfg.ScopeOf(l.dirs()); err != nil {
			return nil, err
		}
		if cfg.Scope.Tests != listed {
			if l, err = list(ctx, cfg); err != nil {
				return nil, err
			}
		}
	}
	res := &Result{
		Fset:   token.NewFileSet(),
		Roots:  make(map[*packages.Package]bool),
		Listed: l.count(),
		Errors: l.errors,
		Notes:  l.notes,
		known:  l.known(),
	}
	if cfg.Listed != nil {
		cfg.Listed(l.inputs(workFile(l.dir, cfg.environ())))
	}
	chosen, err := choose(ctx, l, cfg)
	if err != nil {
		return nil, err
	}
	p := &program{fset: res.Fset, nodes: make(map[string]*node), overlay: cfg.Overlay}
	if len(chosen) > 0 {
		if p.sizes, err = sizes(ctx, cfg); err != nil {
			return nil, err
		}
	}
	if err := p.check(ctx, chosen); err != nil {
		return nil, err
	}
	p.collect(l, res)
	res.Errors = sortErrors(res.Errors)
	return res, nil
}

// sortErrors orders errs by position and drops what is said twice: a file
// stands in its package and in that package's test variant.
func sortErrors(errs []Error) []Error {
	slices.SortFunc(errs, func(a, b Error) int {
		return cmp.Or(
			strings.Compare(a.Pos.Filename, b.Pos.Filename),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			strings.Compare(a.Package, b.Package),
			strings.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(errs, func(a, b Error) bool {
		return a.Pos.Filename == b.Pos.Filename && a.Pos.Line == b.Pos.Line && a.Message == b.Message && a.Package == b.Package
	})
}
