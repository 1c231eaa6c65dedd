package policy

import (
	"errors"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Excluded reports whether the policy keeps a file, given by its absolute
// name, from being linted. A glob that matches a directory excludes all below it.
func (p *Policy) Excluded(file string) bool {
	if len(p.Exclude) == 0 {
		return false
	}
	dir := p.excludeDir
	if dir == "" {
		dir = p.Dir
	}
	rel := relative(dir, file)
	return slices.ContainsFunc(p.Exclude, func(glob string) bool { return covers(glob, rel) })
}

// relative returns file relative to dir, with slashes. Where one of them is
// reached through a symbolic link and the other is not, links are resolved.
func relative(dir, file string) string {
	name := lexical(dir, file)
	if !outside(name) {
		return name
	}
	realDir, dirErr := filepath.EvalSymlinks(dir)
	realFile, fileErr := filepath.EvalSymlinks(file)
	if dirErr != nil || fileErr != nil {
		return name
	}
	return lexical(realDir, realFile)
}

// lexical returns file relative to dir, with slashes, by their names alone. A
// file on another volume stays absolute: only globs that begin with ** match it.
func lexical(dir, file string) string {
	rel, err := filepath.Rel(dir, file)
	if err != nil {
		rel = file
	}
	return filepath.ToSlash(rel)
}

// covers reports whether a glob matches a slash-separated name or one of the
// directories above it. In a glob, ** stands for any number of directories,
// *, ? and [a-z] for letters within a name, {a,b} for either.
func covers(glob, name string) bool {
	segments := strings.Split(name, "/")
	for _, g := range alternatives(glob) {
		if matches(append(split(g), "**"), segments) {
			return true
		}
	}
	return false
}

func split(glob string) []string {
	return strings.Split(strings.TrimSuffix(path.Clean(glob), "/"), "/")
}

func matches(glob, name []string) bool {
	for len(glob) > 0 {
		if glob[0] == "**" {
			for len(glob) > 0 && glob[0] == "**" {
				glob = glob[1:]
			}
			for i := range len(name) + 1 {
				if matches(glob, name[i:]) {
					return true
				}
			}
			return false
		}
		if len(name) == 0 {
			return false
		}
		if ok, err := path.Match(glob[0], name[0]); !ok || err != nil {
			return false
		}
		glob, name = glob[1:], name[1:]
	}
	return len(name) == 0
}

// alternatives expands {a,b} in a glob: "x/{a,b}" is "x/a" and "x/b".
func alternatives(glob string) []string {
	open := strings.IndexByte(glob, '{')
	if open < 0 {
		return []string{glob}
	}
	depth, start := 0, open+1
	var parts []string
	for i := open; i < len(glob); i++ {
		switch c := glob[i]; {
		case c == '{':
			depth++
		case c == ',' && depth == 1:
			parts, start = append(parts, glob[start:i]), i+1
		case c == '}':
			if depth--; depth > 0 {
				continue
			}
			var all []string
			for _, part := range append(parts, glob[start:i]) {
				all = append(all, alternatives(glob[:open]+part+glob[i+1:])...)
			}
			return all
		}
	}
	return []string{glob} // checkGlob refuses it
}

// checkGlob says what is wrong with a glob.
func checkGlob(glob string) error {
	switch {
	case glob == "":
		return errors.New("it is empty")
	case strings.Contains(glob, `\`):
		return errors.New("it has a backslash; directories are separated by / on every system")
	case strings.HasPrefix(glob, "/"):
		return errors.New("it is absolute; globs are relative to the directory of their file")
	case strings.Count(glob, "{") != strings.Count(glob, "}"):
		return errors.New("a { has no }")
	case strings.Count(glob, "{") > 8:
		return errors.New("it has more than 8 alternatives in braces")
	}
	for _, g := range alternatives(glob) {
		for _, segment := range split(g) {
			if segment != "**" && strings.Contains(segment, "**") {
				return errors.New("** stands between slashes, alone")
			}
			if _, err := path.Match(segment, ""); err != nil {
				return errors.New("a [ has no ]")
			}
		}
	}
	return nil
}
