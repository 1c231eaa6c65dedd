package policy

import (
	"bufio"
	"bytes"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
)

// codeownersSet is a CODEOWNERS file.
type codeownersSet struct {
	dir   string // absolute, without symbolic links; the repository's root
	lines []codeownersLine
}

type codeownersLine struct {
	glob []string
	team string // empty: nobody
}

// team returns the team of the last line that matches a file, given by its
// absolute name without symbolic links.
func (s codeownersSet) team(file string) (string, bool) {
	name := lexical(s.dir, file)
	if outside(name) {
		return "", false
	}
	for _, l := range slices.Backward(s.lines) {
		if matches(l.glob, strings.Split(name, "/")) {
			return l.team, true
		}
	}
	return "", false
}

// codeowners reads a CODEOWNERS file of GitHub, GitLab or Gitea as teams by
// path. Of several owners the first team counts; a person counts as a team
// where there is no other, and an address does not.
func (r *catalogReader) codeowners(name, dir string, data []byte) {
	if base := filepath.Base(dir); base == ".github" || base == ".gitlab" || base == ".gitea" || base == "docs" {
		dir = filepath.Dir(dir)
	}
	set := codeownersSet{dir: dir}
	section := "" // the team of lines that name none, in a section of GitLab
	scanner := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	scanner.Buffer(nil, strict.MaxBytes)
	n := 0
	for scanner.Scan() {
		n++
		at := strict.Pos{File: name, Line: n, Column: 1}
		text := strings.TrimSpace(scanner.Text())
		if head, ok := strings.CutPrefix(strings.TrimPrefix(text, "^"), "["); ok && sectionHead(head) {
			section = firstTeam(strings.Fields(head[strings.LastIndex(head, "]")+1:]))
			continue
		}
		fields := codeownersFields(text)
		if len(fields) == 0 {
			continue
		}
		glob, problem := codeownersGlob(fields[0])
		if problem != "" {
			r.Report(at, problem, "")
			continue
		}
		for _, owner := range fields[1:] {
			if !strings.Contains(owner, "@") {
				r.Reportf(at, "an owner is @organisation/team, @name or an address", "%s is no owner", strict.Quote(owner))
			}
		}
		team := firstTeam(fields[1:])
		if len(fields) == 1 {
			team = section
		}
		if team != "" {
			r.implied[team] = true
		}
		set.lines = append(set.lines, codeownersLine{glob, team})
	}
	if err := scanner.Err(); err != nil {
		r.Report(strict.Pos{File: name, Line: n + 1, Column: 1}, "the line is too long", "is it the right file?")
	}
	r.c.lines = append(r.c.lines, set)
}

// sectionHead reports whether what follows "[" is the rest of a section's
// head, "Name]", "Name][2] @default", and not of a path such as "a]b".
func sectionHead(rest string) bool {
	_, after, ok := strings.Cut(rest, "]")
	return ok && (after == "" || after[0] == ' ' || after[0] == '[')
}

// codeownersFields splits a line at blanks; \ keeps the character after it. A
// comment ends the line.
func codeownersFields(line string) []string {
	var fields []string
	var field strings.Builder
	end := func() {
		if field.Len() > 0 {
			fields = append(fields, field.String())
		}
		field.Reset()
	}
	escaped := false
	for _, c := range line {
		switch {
		case escaped:
			field.WriteRune(c)
			escaped = false
		case c == '\\':
			escaped = true
		case c == '#' && field.Len() == 0:
			return fields
		case c == ' ' || c == '\t':
			end()
		default:
			field.WriteRune(c)
		}
	}
	end()
	return fields
}

// codeownersGlob returns a pattern of CODEOWNERS in our terms. It is that of
// .gitignore: anchored where it has a slash before its end, and a directory
// stands for all below it, but not where it ends in /*.
func codeownersGlob(pattern string) (glob []string, problem string) {
	if strings.HasPrefix(pattern, "!") {
		return nil, "a CODEOWNERS line cannot begin with !"
	}
	body := strings.Trim(pattern, "/")
	if body == "" {
		return []string{"**"}, ""
	}
	glob = strings.Split(body, "/")
	for _, segment := range glob {
		if _, err := path.Match(segment, ""); err != nil {
			return nil, "bad pattern " + strict.Quote(pattern) + ": a [ has no ]"
		}
	}
	if !strings.HasPrefix(pattern, "/") && !strings.Contains(body, "/") {
		glob = append([]string{"**"}, glob...)
	}
	if last := glob[len(glob)-1]; last == "*" && len(glob) > 1 && strings.Contains(body, "/") {
		return glob, ""
	}
	if strings.HasSuffix(pattern, "/") {
		glob = append(glob, "*")
	}
	return append(glob, "**"), ""
}

// firstTeam returns the team that owners name first.
func firstTeam(owners []string) string {
	person := ""
	for _, o := range owners {
		name, ok := strings.CutPrefix(o, "@")
		if !ok {
			continue
		}
		if i := strings.LastIndexByte(name, '/'); i >= 0 {
			return name[i+1:]
		}
		if person == "" {
			person = name
		}
	}
	return person
}
