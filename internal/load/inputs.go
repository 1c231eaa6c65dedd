package load

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// inputs returns the directories that hold, with all below them up to the next
// module, what decides about l and can change, sorted: see [Config].
func (l *listing) inputs(workFile string) []string {
	var dirs []string
	add := func(dir string) {
		if !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	if len(l.notes) > 0 {
		return nil
	}
	modules := make(map[string]bool)
	for _, p := range l.all {
		if !isOurs(p) && !l.main[p] {
			continue
		}
		if p.Module == nil || p.Module.Dir == "" || p.PkgPath == "command-line-arguments" {
			return nil
		}
		if m := p.Module; !modules[m.Dir] {
			modules[m.Dir] = true
			add(m.Dir)
			for _, dir := range replacements(m.GoMod) {
				add(dir)
			}
		}
	}
	if workFile != "" {
		for _, dir := range append(replacements(workFile), filepath.Join(filepath.Dir(workFile), "vendor")) {
			add(dir)
		}
	}
	// What is reached by a link to a directory lies elsewhere.
	for _, dir := range l.outside(modules) {
		add(dir)
	}
	slices.Sort(dirs)
	return dirs
}

// outside returns the directories of packages of ours that do not lie below the
// directory of their module but for a link.
func (l *listing) outside(modules map[string]bool) []string {
	lies := make(map[string]string)
	for dir := range modules {
		lies[dir] = resolved(dir)
	}
	var dirs []string
	seen := make(map[string]bool)
	for _, p := range l.all {
		if !isOurs(p) && !l.main[p] || p.Module == nil {
			continue
		}
		for _, file := range p.GoFiles {
			dir := filepath.Dir(file)
			if seen[dir] {
				continue
			}
			seen[dir] = true
			rel, err := filepath.Rel(p.Module.Dir, dir)
			if err != nil || resolved(dir) != filepath.Join(lies[p.Module.Dir], rel) {
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs
}

// resolved returns dir without links; dir itself if it leads nowhere.
func resolved(dir string) string {
	if r, err := filepath.EvalSymlinks(dir); err == nil {
		return r
	}
	return dir
}

// replacements returns the directories that a go.mod or go.work takes for
// modules. Their requirements count, whether a package of theirs is used or not.
func replacements(file string) []string {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil // there may be none, as in a vendored module
	}
	var replace []*modfile.Replace
	if filepath.Base(file) == "go.work" {
		if work, err := modfile.ParseWork(file, data, nil); err == nil {
			replace = work.Replace
		}
	} else if mod, err := modfile.ParseLax(file, data, nil); err == nil {
		replace = mod.Replace
		if full, err := modfile.Parse(file, data, nil); err == nil {
			replace = full.Replace // ParseLax leaves them out
		}
	}
	var dirs []string
	for _, r := range replace {
		if r.New.Version != "" {
			continue
		}
		dir := filepath.FromSlash(r.New.Path)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(file), dir)
		}
		dirs = append(dirs, dir)
	}
	return dirs
}

// Environment returns a text that changes with whatever decides, besides the
// inputs, about what the go command lists in dir: the go command itself, its
// settings, and the workspaces and modules above. Its error says why that cannot
// be known.
func Environment(dir string, environ []string) (string, error) {
	var out strings.Builder
	for _, v := range settled(environ) {
		name, value, _ := strings.Cut(v, "=")
		switch {
		case name == "GOFLAGS" && unseen(value), name == "GOPACKAGESDRIVER" && value != "off" && value != "":
			return "", errors.New(name + " names what is not looked at")
		case strings.HasPrefix(name, "GO"), strings.HasPrefix(name, "CGO_"), slices.Contains([]string{"CC", "CXX", "HOME"}, name):
			fmt.Fprintln(&out, v)
		}
	}
	settings := goSettings(environ)
	if unseen(settings) {
		return "", errors.New("the settings of `go env -w` name what is not looked at")
	}
	fmt.Fprintln(&out, settings)
	tool, err := exec.LookPath("go")
	if err != nil {
		return "", err
	}
	if tool, err = filepath.EvalSymlinks(tool); err != nil {
		return "", err
	}
	info, err := os.Stat(tool)
	if err != nil {
		return "", err
	}
	fmt.Fprintln(&out, tool, info.Size(), info.ModTime().UnixNano(), runtime.GOOS, runtime.GOARCH)
	// Of PATH counts what is found there, and not the rest: editors and hooks add
	// to it. Without a C compiler, files with cgo are not selected.
	for _, name := range []string{"gcc", "clang", variable(environ, "CC"), "gopackagesdriver"} {
		found, _ := exec.LookPath(name)
		fmt.Fprintln(&out, name, found)
	}
	fmt.Fprintln(&out, resolved(dir)) // a link may come to lead elsewhere
	files := above(dir, "go.mod", "go.work", "go.work.sum")
	if work := workFile(dir, environ); work != "" && !slices.Contains(files, work) {
		files = append(files, work)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		fmt.Fprintf(&out, "%s %d %t\n%s", file, len(text), err == nil, text)
	}
	return out.String(), nil
}

// settled returns the variables in environ as the go command sees them, in one
// order: programs hand them on in any.
func settled(environ []string) []string {
	values := make(map[string]string)
	for _, v := range environ {
		name, _, _ := strings.Cut(v, "=")
		values[name] = v // the last one counts
	}
	return slices.Sorted(maps.Values(values))
}

// unseen reports whether flags of the go command name files that take the place
// of others.
func unseen(flags string) bool {
	return strings.Contains(flags, "-modfile") || strings.Contains(flags, "-overlay")
}

// goSettings returns the text of the file that `go env -w` writes; empty if there
// is none.
func goSettings(environ []string) string {
	file := variable(environ, "GOENV")
	if file == "" {
		config, err := os.UserConfigDir()
		if err != nil {
			return ""
		}
		file = filepath.Join(config, "go", "env")
	}
	text, err := os.ReadFile(file) // off is no file
	if err != nil {
		return ""
	}
	return string(text)
}

// variable returns the value of a variable in environ, the last one, as the go
// command sees it.
func variable(environ []string, name string) string {
	for _, v := range slices.Backward(environ) {
		if value, ok := strings.CutPrefix(v, name+"="); ok {
			return value
		}
	}
	return ""
}

// above returns the files of the given names that are in dir or above it, those
// in dir first.
func above(dir string, names ...string) []string {
	var files []string
	for d := dir; ; d = filepath.Dir(d) {
		for _, name := range names {
			file := filepath.Join(d, name)
			if info, err := os.Stat(file); err == nil && !info.IsDir() {
				files = append(files, file)
			}
		}
		if d == filepath.Dir(d) {
			return files
		}
	}
}
