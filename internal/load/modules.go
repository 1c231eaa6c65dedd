package load

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Program is what the go command can look at in one go: packages of one module,
// or of the modules of one workspace.
type Program struct {
	Dir      string   // where the go command is to run
	Patterns []string // as it takes them in Dir
	Env      []string // to be added to its environment
	Reached  bool     // no pattern names it: it lies below one that ends in "/..."

	root root
}

// Programs divides what patterns mean in dir, an absolute name, among programs,
// that of dir first and the others by directory. To the go command a pattern ends
// where another module begins. To us it means all that lies in the directory, so
// that a repository of many modules is linted as a whole: those of a workspace
// together, each of the others by itself. What the go command passes over is
// passed over.
func Programs(dir string, patterns, environ []string) ([]Program, error) {
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	if variable(environ, "GO111MODULE") == "off" {
		return []Program{{Dir: dir, Patterns: patterns}}, nil
	}
	home := rootOf(dir, environ)
	programs := []Program{{Dir: dir, root: home}}
	add := func(r root, pattern string, reached bool) {
		i := slices.IndexFunc(programs, func(p Program) bool { return p.root == r })
		if i < 0 {
			i = len(programs)
			programs = append(programs, Program{Dir: r.dir, Env: r.env(), Reached: true, root: r})
		}
		p := &programs[i]
		p.Reached = p.Reached && reached
		if !slices.Contains(p.Patterns, pattern) {
			p.Patterns = append(p.Patterns, pattern)
		}
	}
	for _, pattern := range patterns {
		base, recursive := strings.CutSuffix(pattern, "/...")
		if strings.Contains(base, "...") || strings.HasSuffix(base, ".go") || !filepath.IsAbs(base) && !local(base) {
			add(home, pattern, false) // files, or import paths
			continue
		}
		if !filepath.IsAbs(base) {
			base = filepath.Join(dir, base)
		}
		var below []string
		if recursive {
			var err error
			if below, err = modulesBelow(base); err != nil {
				return nil, err
			}
		}
		own := rootOf(base, environ)
		switch {
		case own == home && (own.dir != "" || len(below) == 0):
			add(own, pattern, false)
		case own.dir != "":
			add(own, absolute(base, recursive), false)
		case len(below) == 0:
			add(home, pattern, false) // the go command says what is wrong
		}
		for _, m := range below {
			if r := rootOf(m, environ); r != own { // if it is, [Load] reaches it
				add(r, absolute(m, true), true)
			}
		}
	}
	programs[0].Env = home.env()
	programs = slices.DeleteFunc(programs, func(p Program) bool { return len(p.Patterns) == 0 })
	others := programs
	if len(programs) > 0 && programs[0].root == home {
		others = programs[1:]
	}
	slices.SortFunc(others, func(a, b Program) int { return strings.Compare(a.Dir, b.Dir) })
	return programs, nil
}

func absolute(base string, recursive bool) string {
	if recursive {
		return filepath.Join(base, "...")
	}
	return base
}

// A root is what makes directories one program.
type root struct {
	dir  string // of the module or the go.work; empty outside of both
	work bool   // is it a workspace?
	off  bool   // is a workspace to be kept from the module, which is not in it?
}

func (r root) env() []string {
	if r.off {
		return []string{"GOWORK=off"}
	}
	return nil
}

// rootOf returns the root of a directory.
func rootOf(dir string, environ []string) root {
	module := ""
	if files := above(dir, "go.mod"); len(files) > 0 {
		module = filepath.Dir(files[0])
	}
	work := workFile(dir, environ)
	switch {
	case work == "":
		return root{dir: module}
	case module == "" || slices.Contains(members(work), module):
		return root{dir: filepath.Dir(work), work: true}
	default:
		return root{dir: module, off: true}
	}
}

// modulesBelow returns the directories of the modules that lie below dir, sorted.
func modulesBelow(dir string) ([]string, error) {
	var modules []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path == dir:
			return fs.SkipDir // the go command says what is wrong
		case err != nil:
			return err
		case d.IsDir() && path != dir && unlisted(d.Name()):
			return fs.SkipDir
		case d.Name() != "go.mod" || filepath.Dir(path) == dir:
			return nil
		}
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			modules = append(modules, filepath.Dir(path))
		}
		return nil
	})
	slices.Sort(modules)
	return modules, err
}

// unlisted reports whether patterns pass over a directory of that name: those
// that the go command does not look into, and what npm installs.
func unlisted(name string) bool {
	return name == "testdata" || name == "vendor" || name == "node_modules" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}
