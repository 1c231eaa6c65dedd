package policy

import (
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// overlaps reports paths that belong to two services, and hands the claims to
// the catalog. Only globs whose literal beginnings agree are compared.
func (r *catalogReader) overlaps() {
	type sorted struct {
		placed
		prefix string // literal directories, absolute, ending in a slash
		glob   []string
	}
	var all []sorted
	slices.SortStableFunc(r.claims, innermostImpliedLast)
	for _, p := range r.claims {
		r.c.claims = append(r.c.claims, p.claim)
		if p.implied {
			continue
		}
		for _, g := range alternatives(p.glob) {
			prefix, rest := strings.TrimSuffix(filepath.ToSlash(p.dir), "/")+"/", append(split(g), "**")
			for len(rest) > 1 && !strings.ContainsAny(rest[0], "*?[") {
				prefix, rest = path.Join(prefix, rest[0])+"/", rest[1:]
			}
			all = append(all, sorted{p, prefix, rest})
		}
	}
	slices.SortStableFunc(all, func(a, b sorted) int { return strings.Compare(a.prefix, b.prefix) })
	for i, a := range all {
		for _, b := range all[i+1:] {
			if !strings.HasPrefix(b.prefix, a.prefix) {
				break
			}
			below := strings.Split(strings.TrimSuffix(b.prefix[len(a.prefix):], "/"), "/")
			if below[0] == "" {
				below = nil
			}
			if a.service == b.service || !intersect(a.glob, slices.Concat(below, b.glob), both) {
				continue
			}
			first, second := a.placed, b.placed
			if first.at.File == second.at.File && first.at.Line > second.at.Line {
				first, second = second, first
			}
			r.Reportf(second.at, "no file may belong to two", "path %q of service %q overlaps with %q of service %q in %s",
				second.glob, second.service, first.glob, first.service, line(first.at, second.at))
			break // one fault for a path is enough
		}
	}
}

// innermostImpliedLast orders claims so that the first that matches holds:
// those that were written, then directories, the deepest first.
func innermostImpliedLast(a, b placed) int {
	switch {
	case a.implied != b.implied && a.implied:
		return 1
	case a.implied != b.implied:
		return -1
	case a.implied:
		return len(b.dir) - len(a.dir)
	default:
		return 0
	}
}

// intersect reports whether some sequence matches both a and b, whose elements
// match one element each, by the given rule, or any number of them ("**").
func intersect(a, b []string, one func(a, b string) bool) bool {
	seen := make([]bool, (len(a)+1)*(len(b)+1))
	var from func(i, j int) bool
	from = func(i, j int) bool {
		if at := i*(len(b)+1) + j; seen[at] {
			return false // it led nowhere, or the first caller will tell
		} else {
			seen[at] = true
		}
		switch {
		case i == len(a) && j == len(b):
			return true
		case i < len(a) && a[i] == "**":
			return from(i+1, j) || j < len(b) && from(i, j+1)
		case j < len(b) && b[j] == "**":
			return from(i, j+1) || i < len(a) && from(i+1, j)
		case i == len(a) || j == len(b):
			return false
		default:
			return one(a[i], b[j]) && from(i+1, j+1)
		}
	}
	return from(0, 0)
}

// both reports whether some name matches both of two globs without slashes.
func both(a, b string) bool {
	if a == b {
		return true
	}
	return intersect(letters(a), letters(b), func(a, b string) bool {
		if ok, _ := path.Match(a, b); ok && len(b) == 1 {
			return true
		}
		for c := '!'; c <= '~'; c++ { // two classes: some letter of ASCII shows it
			inA, _ := path.Match(a, string(c))
			inB, _ := path.Match(b, string(c))
			if inA && inB {
				return true
			}
		}
		inA, _ := path.Match(a, b)
		inB, _ := path.Match(b, a)
		return inA || inB
	})
}

// letters splits a glob into what matches one letter each; * becomes **.
func letters(glob string) []string {
	var all []string
	for i := 0; i < len(glob); {
		switch glob[i] {
		case '*':
			all, i = append(all, "**"), i+1
		case '[':
			end := i + 1 + strings.IndexByte(glob[i+1:]+"]", ']')
			all, i = append(all, glob[i:min(end+1, len(glob))]), end+1
		default:
			_, size := utf8.DecodeRuneInString(glob[i:])
			all, i = append(all, glob[i:i+size]), i+size
		}
	}
	return all
}
