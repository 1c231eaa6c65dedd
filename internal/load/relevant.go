package load

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/tools/go/packages"
)

// choose returns the packages to analyse, dependencies first. They are
//   - the roots that can send an LLM request: they name a provider's host, or
//     import, however deep, an SDK or a package that names one;
//   - for their facts, all packages of ours that those import;
//   - for their facts, the third-party packages that such a package imports
//     directly and that themselves import net/http or an SDK directly: helpers
//     around clients, transports and headers.
//
// Broken packages are left out, those that import them are not.
func choose(ctx context.Context, l *listing, cfg Config) ([]*packages.Package, error) {
	reaches := cfg.Scope.Reaches
	if reaches == nil {
		reaches = func(string) bool { return false }
	}
	named, err := naming(ctx, l, cfg)
	if err != nil {
		return nil, err
	}
	relevant := make(map[*packages.Package]bool)
	for _, p := range l.all { // dependencies first
		relevant[p] = reaches(p.PkgPath) || named[p]
		for _, q := range p.Imports {
			relevant[p] = relevant[p] || relevant[q]
		}
	}

	chosen := make(map[*packages.Package]bool)
	var visit func(p *packages.Package)
	visit = func(p *packages.Package) {
		if chosen[p] {
			return
		}
		chosen[p] = true
		for _, q := range p.Imports {
			_, root := l.main[q]
			switch {
			case isStd(q), reaches(q.PkgPath) && !root: // known, or described
			case isOurs(q):
				visit(q)
			case carries(q, reaches):
				chosen[q] = true
			}
		}
	}
	for _, p := range l.roots {
		if l.main[p] && relevant[p] {
			visit(p)
		}
	}
	var ordered []*packages.Package
	for _, p := range l.all {
		if chosen[p] && !l.broken[p] && len(p.GoFiles) > 0 {
			ordered = append(ordered, p)
		}
	}
	return ordered, nil
}

// carries reports whether the third-party package p may make or wrap clients,
// transports or headers.
func carries(p *packages.Package, reaches func(string) bool) bool {
	for path, q := range p.Imports {
		if path == "net/http" || reaches(q.PkgPath) {
			return true
		}
	}
	return false
}

// naming returns those of our packages whose text names one of cfg's hosts. It reads
// the files of all of them, GOMAXPROCS at a time.
func naming(ctx context.Context, l *listing, cfg Config) (map[*packages.Package]bool, error) {
	needles := literals(cfg.Scope.Hosts)
	if len(needles) == 0 {
		return nil, nil
	}
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		named = make(map[*packages.Package]bool) // guarded by mu
		slots = make(chan struct{}, runtime.GOMAXPROCS(0))
	)
	for _, p := range l.all {
		if !isOurs(p) || len(p.GoFiles) == 0 {
			continue
		}
		if ctx.Err() != nil {
			break
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if names(p, needles, cfg.Overlay) {
				mu.Lock()
				named[p] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return named, ctx.Err()
}

// names reports whether a file of p contains one of needles.
func names(p *packages.Package, needles [][]byte, overlay map[string][]byte) bool {
	for _, file := range p.GoFiles {
		text, ok := overlay[file]
		if !ok {
			var err error
			if text, err = os.ReadFile(file); err != nil {
				continue // the type checker will say so, if the package is relevant for another reason
			}
		}
		for _, n := range needles {
			if bytes.Contains(text, n) {
				return true
			}
		}
	}
	return false
}

// placeholder is the part of a host that stands for anything.
var placeholder = regexp.MustCompile(`\{[^}]*\}|\*`)

// literals returns for each host its longest literal piece: a package that
// makes up bedrock-runtime.{region}.amazonaws.com contains at least one.
func literals(hosts []string) [][]byte {
	var pieces []string
	for _, h := range hosts {
		longest := ""
		for _, piece := range placeholder.Split(h, -1) {
			if len(piece) > len(longest) {
				longest = piece
			}
		}
		if longest != "" {
			pieces = append(pieces, longest)
		}
	}
	slices.Sort(pieces)
	pieces = slices.Compact(pieces)
	needles := make([][]byte, len(pieces))
	for i, p := range pieces {
		needles[i] = []byte(p)
	}
	return needles
}
