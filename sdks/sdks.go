package sdks

import (
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/internal/symbol"
)

//go:embed *.yaml
var builtin embed.FS

// Load returns the built-in descriptions and those in files, in the order
// given. A row of a file replaces what the built-in descriptions say about the
// same function, type or field. The error joins a [*DecodeError] for each
// fault in all of the files.
func Load(files ...string) (*Set, error) {
	s := newSet()
	var errs []error
	entries, err := builtin.ReadDir(".")
	if err != nil {
		panic(err) // the files are part of the program
	}
	for _, e := range entries {
		data, err := builtin.ReadFile(e.Name())
		if err != nil {
			panic(err) // as above
		}
		errs = append(errs, s.read("builtin:"+e.Name(), data, false))
	}
	for _, file := range files {
		data, err := strict.ReadFile(file)
		if err != nil {
			errs = append(errs, fmt.Errorf("reading an SDK description: %w", err))
			continue
		}
		errs = append(errs, s.read(strict.Display(file), data, true))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	s.finish()
	return s, nil
}

// read adds the description in data to the set.
func (s *Set) read(file string, data []byte, user bool) error {
	sdk, d := decode(file, data)
	if err := d.Err(); err != nil {
		return err
	}
	if user {
		s.forget(sdk)
	}
	for _, c := range s.conflicts(sdk) {
		d.Reportf(d.at(c.section, c.row), "", "%s is described in %s as well", c.name, c.file)
	}
	if s.named[sdk.Name] != "" && !user {
		d.Reportf(d.at("sdk"), "", "the name %q is taken by %s", sdk.Name, s.named[sdk.Name])
	}
	if err := d.Err(); err != nil {
		return err
	}
	s.named[sdk.Name] = file
	s.add(file, sdk, user)
	s.place(sdk, d)
	if user {
		s.users = append(s.users, source{sdk, d})
		s.sums = append(s.sums, fmt.Sprintf("%x", sha256.Sum256(data)))
	}
	return d.Err()
}

// place notes clients, and what makes or uses them, of packages whose importers
// would not be looked at.
func (s *Set) place(sdk *SDK, d *decoder) {
	check := func(name string, at strict.Pos) {
		if pkg, _, _ := symbol.Split(name); s.SDKOf(pkg) == nil {
			d.Reportf(at, "add it under modules, or, if its module is shared, to the packages of that", "the package %s belongs to no described module", pkg)
		}
	}
	for i, name := range sdk.Clients {
		check(name, d.at("clients", i))
	}
	for i, l := range sdk.Literals {
		check(l.Type, d.at("literals", i, "type"))
	}
	for i, c := range sdk.Constructors {
		check(c.Func, d.at("constructors", i, "func"))
	}
	for i, c := range sdk.Calls {
		check(c.Func, d.at("calls", i, "func"))
	}
}

// MayDescribe reports whether a built-in description may be about one of some
// packages. It asks no more than the text of the descriptions, without decoding any: that is
// for a process that has no more to do than this.
func MayDescribe(pkgPaths ...string) bool {
	entries, err := builtin.ReadDir(".")
	if err != nil {
		panic(err) // the files are part of the program
	}
	for _, e := range entries {
		data, err := builtin.ReadFile(e.Name())
		if err != nil {
			panic(err) // as above
		}
		for _, module := range modulesIn(string(data)) {
			if slices.ContainsFunc(pkgPaths, func(p string) bool { return p == module || strings.HasPrefix(p, module+"/") }) {
				return true
			}
		}
	}
	return false
}

// modulesIn returns the paths of the modules that the text of a description names.
func modulesIn(text string) []string {
	var paths []string
	in := false // the section modules
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && !strings.ContainsAny(line[:1], " -#") {
			if in {
				return paths
			}
			in = strings.HasPrefix(line, "modules:")
		}
		if !in {
			continue
		}
		for rest := line; ; {
			var found bool
			if _, rest, found = strings.Cut(rest, "path:"); !found {
				break
			}
			path := strings.TrimLeft(rest, " ")
			if i := strings.IndexAny(path, ", }"); i >= 0 {
				path = path[:i]
			}
			paths = append(paths, strings.Trim(path, `"'`))
		}
	}
	return paths
}

// Hash returns a text that changes with what users' descriptions say, and their
// order. The built-in ones change with the program only.
func (s *Set) Hash() string { return strings.Join(s.sums, " ") }

// SDKs returns the descriptions, the built-in ones first, in the order of
// their files. They belong to the set: do not change them.
func (s *Set) SDKs() []*SDK { return slices.Clone(s.sdks) }

// Packages returns the import paths of the described packages, sorted, without
// those of shared modules.
func (s *Set) Packages() []string {
	var paths []string
	for _, sdk := range s.sdks {
		for _, m := range sdk.Modules {
			if !m.Shared {
				paths = append(paths, m.Imports()...)
			}
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// Modules returns the paths of the described modules, sorted, without the
// shared ones.
func (s *Set) Modules() []string {
	var paths []string
	for _, sdk := range s.sdks {
		for _, m := range sdk.Modules {
			if !m.Shared {
				paths = append(paths, m.Path)
			}
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// Imports returns the import paths of the module's checked packages, in the
// order of the file.
func (m Module) Imports() []string {
	paths := make([]string, len(m.Packages))
	for i, p := range m.Packages {
		paths[i] = strings.TrimSuffix(m.Path+"/"+p, "/.")
	}
	return paths
}
