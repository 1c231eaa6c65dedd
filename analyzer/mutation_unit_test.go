package analyzer_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A mutant is a copy of a unit, with one change.
type mutant struct {
	name  string            // "m0001"
	title string            // kind, and where the carrier is
	was   map[string][]byte // the unit's files before the change
	is    map[string][]byte // and after it
	want  []string          // "file:line: rule: message"
}

// A unit is what is mutated by itself: a file of the folder compliant that has
// carriers, beside those that have none, or a folder in it with all packages.
type unit struct {
	name    string
	module  string // path of its module
	base    string // its folder's import path
	folder  bool
	sources []*source
	support []*source // files of the same package without carriers
	mutants []*mutant // the first has no change
}

// mutate makes all mutants of u.
func (u *unit) mutate(t *testing.T, number func() int) {
	t.Helper()
	add := func(title string, changed *source, edits []edit, want []string) {
		m := &mutant{name: fmt.Sprintf("m%04d", number()), title: title, want: want, was: map[string][]byte{}, is: map[string][]byte{}}
		for _, s := range u.sources {
			m.was[s.name], m.is[s.name] = s.src, s.src
			if s == changed {
				m.is[s.name] = prune(t, apply(s.src, edits))
			}
		}
		u.mutants = append(u.mutants, m)
	}
	add("unchanged "+u.name, nil, nil, nil)
	for _, s := range u.sources {
		for _, k := range s.carriers {
			for _, kind := range k.kinds() {
				title := fmt.Sprintf("%s %s of %s:%d", kind, strings.Join(k.tags, ","), path.Join(path.Base(u.base), s.name), k.line)
				edits, err := k.edits(kind)
				if err != nil {
					t.Errorf("%s: %v", title, err)
					continue
				}
				want, err := u.wants(k, kind, edits)
				if err != nil {
					t.Errorf("%s: %v", title, err)
					continue
				}
				add(title, s, edits, want)
			}
		}
		u.dropAll(t, s, add)
	}
}

// dropAll makes, for each site, a mutant without any of the carriers in s that
// attach a single tag to it.
func (u *unit) dropAll(t *testing.T, s *source, add func(title string, changed *source, edits []edit, want []string)) {
	t.Helper()
	edits, tags := map[*site][]edit{}, map[*site][]string{}
	for _, k := range s.carriers {
		if k.word != "carrier" || len(k.tags) > 1 || !slices.Contains(k.kinds(), "drop") {
			continue
		}
		drop, err := k.edits("drop")
		sites, errSites := u.sitesOf(k, k.to)
		if err != nil || errSites != nil || len(sites) > 1 {
			continue // said already, or more than one site
		}
		if x := k.changed(); x != nil {
			drop[0].text = "_ = " + x.Name // it may be the last to use the variable
		}
		edits[sites[0]] = append(edits[sites[0]], drop...)
		tags[sites[0]] = append(tags[sites[0]], k.tags[0])
	}
	for _, st := range u.sites() {
		lost := slices.Compact(slices.Sorted(slices.Values(tags[st]))) // in policy order, as it happens
		if len(lost) < 2 {
			continue
		}
		add(fmt.Sprintf("drop all of %s in %s", st.callee, path.Join(path.Base(u.base), s.name)), s, edits[st], []string{u.finding(st, s, edits[st], lacks(st, lost))})
	}
}

func (u *unit) sites() []*site {
	var out []*site
	for _, s := range u.sources {
		out = append(out, s.sites...)
	}
	return out
}

// finding places a message at a site, after edits of one of the sources.
func (u *unit) finding(st *site, changed *source, edits []edit, message string) string {
	if st.in != changed {
		edits = nil
	}
	at := fmt.Sprintf("%s:%d: ", st.in.name, lineAfter(st.in.src, edits, st.offset))
	return at + strings.ReplaceAll(message, either, either+at)
}

func lacks(st *site, tags []string) string {
	return st.rule + ": " + st.callee + " lacks " + strings.Join(tags, ", ")
}

// either stands between two findings of which a mutant has to bring one.
const either = " or "

// wants returns the findings that a mutant has to bring.
func (u *unit) wants(k *carrier, kind string, edits []edit) ([]string, error) {
	if kind == "recased" {
		return nil, nil // names of headers know no case
	}
	to := k.to
	says := func(st *site) string { return lacks(st, k.tags) }
	empty := func(st *site) string {
		return "empty-tag: " + st.callee + " attaches an empty value to " + k.tags[0]
	}
	switch {
	case kind == "placeholder":
		says = func(st *site) string {
			return "empty-tag: " + st.callee + ` attaches the placeholder "todo" to ` + k.tags[0]
		}
	case kind == "overwrite" && k.word == "carrier" && k.assigns():
		// The tag is taken away, or it holds nothing: the contract leaves it open.
		says = func(st *site) string { return lacks(st, k.tags) + either + empty(st) }
	case kind == "empty", k.word == "value":
		says = empty
	}
	if own, ok := k.settings["empty"]; ok && (kind == "empty" || kind == "placeholder") {
		to = strings.Split(own, ",")
	}
	sites, err := u.sitesOf(k, to)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, st := range sites {
		out = append(out, u.finding(st, k.in, edits, says(st)))
	}
	return out, nil
}

// sitesOf returns the sites with these ids; without any, the one of the same
// declaration, or the only one of the unit.
func (u *unit) sitesOf(k *carrier, ids []string) ([]*site, error) {
	all := u.sites()
	var same, named []*site
	for _, st := range all {
		if st.in == k.in && st.fn != nil && st.fn == k.fn {
			same = append(same, st)
		}
		if slices.Contains(ids, st.id) && st.id != "" {
			named = append(named, st)
		}
	}
	switch {
	case len(ids) > 0 && len(named) >= len(ids):
		return named, nil
	case len(ids) == 0 && len(same) == 1:
		return same, nil
	case len(ids) == 0 && len(all) == 1:
		return all, nil
	}
	return nil, fmt.Errorf("no site, or more than one: write \"-> id\" (%d in the declaration, %d in all, %d named)", len(same), len(all), len(named))
}

// unitsOf reads the folder compliant of a module.
func unitsOf(t *testing.T, module string) []*unit {
	t.Helper()
	gomod, err := os.ReadFile(filepath.Join(module, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	path, _, _ := strings.Cut(strings.TrimPrefix(string(gomod), "module "), "\n")
	base := path + "/compliant"
	dir := filepath.Join(module, "compliant")
	byFolder := map[string][]*source{}
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		folder, inside, ok := strings.Cut(filepath.ToSlash(rel), "/")
		if !ok {
			folder, inside = "", folder
		}
		s, err := parseSource(inside, src)
		if err != nil {
			return err
		}
		byFolder[folder] = append(byFolder[folder], s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []*unit
	for _, folder := range slices.Sorted(maps.Keys(byFolder)) {
		sources := byFolder[folder]
		var carrying, support []*source
		var neutral string
		for _, s := range sources {
			neutral = cmp.Or(neutral, s.neutral)
			if len(s.carriers) > 0 {
				carrying = append(carrying, s)
			} else {
				support = append(support, s)
			}
		}
		for _, s := range carrying {
			s.neutral = neutral
			if folder == "" {
				out = append(out, &unit{name: strings.TrimSuffix(s.name, ".go"), module: path, base: base, sources: []*source{s}, support: support})
			}
		}
		if folder != "" {
			out = append(out, &unit{name: folder, module: path, base: base + "/" + folder, folder: true, sources: sources})
		}
	}
	return out
}
