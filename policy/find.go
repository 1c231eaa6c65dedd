package policy

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/llmtag/llmtag/internal/strict"
)

// fileNamesFound are the names under which a policy is looked for.
var fileNamesFound = []string{"policy.yaml", ".llmtag.yaml"}

// A Finder finds the policy that holds for a directory. Its methods may be
// called by several goroutines at once.
type Finder struct {
	explicit string // the one policy, if the user named one
	origin   string // of explicit: "--policy" or "LLMTAG_POLICY"
	top      string // see Within

	mu      sync.Mutex
	roots   map[string]string   // directory → repository root
	found   map[string][]string // directory → policy files in it and above, outermost first
	sources map[string]*source  // file → content; nil if it is no policy of ours
	loaded  map[string]loaded   // the files, joined → what they make
	notes   map[string]bool
	bare    map[string]bool // roots without a policy
}

type loaded struct {
	policy *Policy
	err    error
}

// NewFinder returns a finder. explicit is the value of --policy, relative to
// the working directory; where it is empty, the variable LLMTAG_POLICY has the
// same meaning. An explicit policy holds alone; none above or below it is read.
// env may be nil.
func NewFinder(explicit string, env func(string) string) *Finder {
	f := &Finder{
		explicit: explicit, origin: "--policy",
		roots: map[string]string{}, found: map[string][]string{}, sources: map[string]*source{},
		loaded: map[string]loaded{}, notes: map[string]bool{}, bare: map[string]bool{},
	}
	if explicit == "" && env != nil {
		f.explicit, f.origin = env("LLMTAG_POLICY"), "LLMTAG_POLICY"
	}
	return f
}

// Within says that dir, an absolute name, is where a run begins: where nothing
// else tells how far a repository goes, what lies in dir is one, of however many
// modules. It is called before any other method.
func (f *Finder) Within(dir string) { f.top = filepath.Clean(dir) }

// For returns the policy that holds for a directory, given by its absolute
// name: the explicit one, else the nearest policy.yaml or .llmtag.yaml from dir
// up to the root of the repository, over the ones above it. Directories under
// the same files share one *Policy.
func (f *Finder) For(dir string) (*Policy, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.explicit != "" {
		return f.load(f.explicit)
	}
	dir = filepath.Clean(dir)
	root := f.root(dir)
	files, err := f.files(dir, root)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		f.bare[strict.Display(root)] = true
		return f.load()
	}
	return f.load(files...)
}

// ForFile returns the policy that holds where file is the nearest one: over
// the ones above it, or alone if its name is one that only --policy names.
func (f *Finder) ForFile(file string) (*Policy, error) {
	path, err := filepath.Abs(file)
	if err != nil || !slices.Contains(fileNamesFound, filepath.Base(path)) {
		return Load(file)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	dir := filepath.Dir(path)
	files, err := f.files(dir, f.root(dir))
	if err != nil {
		return nil, err
	}
	if slices.Contains(files, path) {
		return f.load(files...)
	}
	if _, err := Load(file); err != nil {
		return nil, err // it is missing, or has faults besides
	}
	return nil, &DecodeError{File: file, Problem: "there is neither a version nor a tags key, so the file is taken for another tool's and passed over", Hint: "add version: 1"}
}

// Below returns the directories below dir that have a policy of their own, by
// name. Those that the go command passes over are passed over, and nothing is
// below an explicit policy.
func (f *Finder) Below(dir string) ([]string, error) {
	return f.below(dir, func(name string) bool {
		return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "vendor" || name == "node_modules"
	})
}

// below is [Finder.Below] that passes over directories of the names that skip
// says, and what is below them.
func (f *Finder) below(dir string, skip func(name string) bool) ([]string, error) {
	if f.explicit != "" {
		return nil, nil
	}
	var dirs []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && path != dir && skip(name):
			return fs.SkipDir
		case slices.Contains(fileNamesFound, name) && filepath.Dir(path) != dir && !slices.Contains(dirs, filepath.Dir(path)):
			dirs = append(dirs, filepath.Dir(path))
		}
		return nil
	})
	return dirs, err
}

// Notes returns the lines that a user should see besides the findings, sorted.
func (f *Finder) Notes() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var notes []string
	for note := range f.notes {
		notes = append(notes, note)
	}
	if len(f.bare) > 0 {
		where := make([]string, 0, len(f.bare))
		for root := range f.bare {
			where = append(where, root)
		}
		slices.Sort(where)
		top := where[0]
		if top == "." {
			top = "this directory"
		}
		note := "no policy.yaml found up to " + top
		switch n := len(where) - 1; {
		case n == 1:
			note += " and in 1 more place"
		case n > 1:
			note += fmt.Sprintf(" and in %d more places", n)
		}
		notes = append(notes, note+": the built-in default requires "+defaultTags())
	}
	slices.Sort(notes)
	return notes
}

func defaultTags() string {
	var names []string
	for _, t := range Default().Tags {
		names = append(names, t.Name)
	}
	return strings.Join(names, ", ")
}

// load returns the policy that files make, the outermost first.
func (f *Finder) load(files ...string) (*Policy, error) {
	key := strings.Join(files, "\x00")
	if l, ok := f.loaded[key]; ok {
		return l.policy, l.err
	}
	var l loaded
	switch {
	case len(files) == 0:
		l.policy = Default()
	case f.explicit != "":
		if l.policy, l.err = Load(f.explicit); l.err != nil && f.origin != "--policy" {
			l.err = fmt.Errorf("%s: %w", f.origin, l.err)
		}
	default:
		sources := make([]*source, len(files))
		for i, file := range files {
			sources[i] = f.sources[file]
		}
		l.policy, l.err = build(sources, &faults{})
	}
	f.loaded[key] = l
	return l.policy, l.err
}

// files returns the policies that hold in dir, the outermost first.
func (f *Finder) files(dir, root string) ([]string, error) {
	if files, ok := f.found[dir]; ok {
		return files, nil
	}
	var files []string
	if parent := filepath.Dir(dir); dir != root && parent != dir {
		above, err := f.files(parent, root)
		if err != nil {
			return nil, err
		}
		files = slices.Clone(above)
	}
	here := ""
	for _, name := range fileNamesFound {
		path := filepath.Join(dir, name)
		src, err := f.source(path)
		if err != nil {
			return nil, err
		}
		if src == nil {
			continue
		}
		if here != "" {
			return nil, &DecodeError{File: strict.Display(path), Problem: "there is a policy beside it, " + filepath.Base(here), Hint: "keep one of them"}
		}
		here = path
		files = append(files, path)
	}
	f.found[dir] = files
	return files, nil
}

// source reads a file that may be a policy. It returns nil if there is none,
// or one of another tool.
func (f *Finder) source(path string) (*source, error) {
	if src, ok := f.sources[path]; ok {
		return src, nil
	}
	info, err := os.Stat(path)
	if err != nil && os.IsNotExist(err) && !exists(path) { // a link that leads nowhere exists
		f.sources[path] = nil
		return nil, nil
	}
	name := strict.Display(path)
	var all faults
	if err == nil && !info.Mode().IsRegular() {
		f.sources[path] = nil
		f.notes[name+" is no file: passed over"] = true
		return nil, nil
	}
	if data, err := strict.ReadFile(path); err == nil && filepath.Base(path) == "policy.yaml" && !ours(data) {
		f.sources[path] = nil
		f.notes[name+" has neither a version nor a tags key, so it is no llmtag policy: passed over"] = true
		return nil, nil
	}
	src := all.read(path, name)
	if src == nil {
		return nil, all.Err()
	}
	f.sources[path] = src
	return src, nil
}

// ours reports whether a file of a name that other tools use too is meant for
// llmtag: it has a version or a tags key. A file that cannot be parsed is
// judged by its lines, in UTF-16 as well: a broken policy is not passed over.
func ours(data []byte) bool {
	broken := false
	docs := strict.Parse("", "", data, func(strict.Pos, string, string) { broken = true })
	if broken {
		return lineOfOurs.Match(bytes.ReplaceAll(data, []byte{0}, nil))
	}
	return slices.ContainsFunc(docs, func(n *strict.Node) bool {
		return n.Entry("version") != nil || n.Entry("tags") != nil
	})
}

var lineOfOurs = regexp.MustCompile(`(?m)^[^\w#]{0,3}(version|tags)["']?\s*:`)

// root returns the root of the repository that dir is in: the directory with
// .git, else the outermost one with go.work or go.mod, or in which the run began,
// else dir itself.
func (f *Finder) root(dir string) string {
	if root, ok := f.roots[dir]; ok {
		return root
	}
	root, module := "", ""
	for d := dir; ; d = filepath.Dir(d) {
		if exists(filepath.Join(d, ".git")) {
			root = d
			break
		}
		if d == f.top || exists(filepath.Join(d, "go.work")) || exists(filepath.Join(d, "go.mod")) {
			module = d
		}
		if d == filepath.Dir(d) {
			break
		}
	}
	if root == "" {
		root = module
	}
	if root == "" {
		root = dir
	}
	f.roots[dir] = root
	return root
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
