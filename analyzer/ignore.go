package analyzer

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/policy"
)

// directive is an //llmtag:ignore comment.
type directive struct {
	pos, end    token.Position
	start, stop token.Pos
	rules       []string
	until       time.Time
	reason      string
	wholeFile   bool
	first, last int    // lines it covers
	fault       string // what is wrong with the comment itself
	used        bool
}

const (
	prefix     = "//llmtag:"
	ignoreLine = "//llmtag:ignore"
	ignoreFile = "//llmtag:ignore-file"
)

// directives returns the ignore comments of a file.
func directives(fset *token.FileSet, file *ast.File) []*directive {
	var out []*directive
	covers, code := declarations(fset, file), firstOfLines(fset, file)
	for _, group := range file.Comments {
		for _, c := range group.List {
			word, rest, _ := strings.Cut(strings.ReplaceAll(c.Text, "\t", " "), " ")
			whole := word == ignoreFile
			if !strings.HasPrefix(word, prefix) {
				continue
			}
			d := parseDirective(rest)
			if !whole && word != ignoreLine {
				d.fault = "unknown comment " + word + "; did you mean " + ignoreLine + "?"
				if near := strict.Nearest(word, []string{ignoreFile, ignoreLine}); near != "" {
					d.fault = "unknown comment " + word + "; did you mean " + near + "?"
				}
			}
			d.pos, d.end, d.start, d.stop, d.wholeFile = fset.Position(c.Pos()), fset.Position(c.End()), c.Pos(), c.End(), whole
			d.first, d.last = d.pos.Line, d.pos.Line+1
			// The comment may stand above others that belong to the same line.
			if end := fset.Position(group.End()).Line; end >= d.last {
				d.last = end + 1
			}
			if code[d.first].IsValid() && code[d.first] < c.Pos() {
				d.last = max(d.first, covers[d.first].last) // behind code: about that line only
			} else if decl, ok := covers[d.last]; ok && fset.Position(c.Pos()).Column == decl.column {
				d.last = decl.last
			}
			out = append(out, d)
		}
	}
	return out
}

// firstOfLines returns the place of the first code on each line that has any.
func firstOfLines(fset *token.FileSet, file *ast.File) map[int]token.Pos {
	out := map[int]token.Pos{}
	note := func(p token.Pos) {
		line := fset.Position(p).Line
		if old, ok := out[line]; !ok || p < old {
			out[line] = p
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.File, *ast.Comment, *ast.CommentGroup:
			return n != nil
		}
		note(n.Pos())
		note(n.End() - 1) // a closing bracket
		return true
	})
	return out
}

type declaration struct{ column, last int }

// declarations returns the declarations of a file by their first line.
func declarations(fset *token.FileSet, file *ast.File) map[int]declaration {
	out := map[int]declaration{}
	add := func(n ast.Node) {
		start := fset.Position(n.Pos())
		out[start.Line] = declaration{start.Column, fset.Position(n.End()).Line}
	}
	for _, decl := range file.Decls {
		start := decl.Pos()
		add(decl)
		if gen, ok := decl.(*ast.GenDecl); ok {
			for _, spec := range gen.Specs {
				if spec.Pos() > start {
					add(spec)
				}
			}
		}
		if fd, ok := decl.(*ast.FuncDecl); ok {
			out[fset.Position(fd.Type.Func).Line] = declaration{fset.Position(fd.Type.Func).Column, fset.Position(fd.End()).Line}
		}
	}
	return out
}

// parseDirective reads "RULE[,RULE] until=2027-01-31 -- reason".
func parseDirective(text string) *directive {
	d := &directive{}
	head, reason, ok := strings.Cut(text, "--")
	d.reason = strings.TrimSpace(reason)
	if !ok || d.reason == "" {
		d.fault = `the ignore comment gives no reason; write "//llmtag:ignore RULE -- why"`
	}
	for word := range strings.FieldsSeq(head) {
		if date, ok := strings.CutPrefix(word, "until="); ok {
			t, err := time.Parse(time.DateOnly, date)
			if err != nil {
				d.fault = "until=" + date + " is no date; write until=2027-01-31"
			}
			d.until = t
			continue
		}
		for rule := range strings.SplitSeq(word, ",") {
			if rule != "" {
				d.rules = append(d.rules, rule)
			}
		}
	}
	switch {
	case len(d.rules) == 0:
		d.fault = `the ignore comment names no rule; write "//llmtag:ignore untagged-client -- why"`
	case d.fault == "":
		for _, r := range d.rules {
			if !slices.Contains(policy.RuleNames(), r) {
				d.fault = "unknown rule " + r
				if near := strict.Nearest(r, policy.RuleNames()); near != "" {
					d.fault += "; did you mean " + near + "?"
				}
			}
		}
	}
	return d
}

// expired reports whether the comment's last day is over, in UTC.
func (d *directive) expired() bool {
	return !d.until.IsZero() && time.Now().UTC().After(d.until.AddDate(0, 0, 1))
}

func (d *directive) covers(f *fault) bool {
	if d.fault != "" || d.expired() || d.pos.Filename != f.at.File || !slices.Contains(d.rules, f.rule) {
		return false
	}
	return d.wholeFile || d.first <= f.at.Line && f.at.Line <= d.last
}

func (fs *files) suppressed(f *fault) bool {
	hit := false
	for _, d := range fs.directives {
		if d.covers(f) {
			d.used, hit = true, true
		}
	}
	return hit
}

// finding returns what is wrong with the comment itself.
func (d *directive) finding(pol *policy.Policy, pkg string) (Finding, bool) {
	f := Finding{Rule: "bad-ignore", Pos: d.pos, End: d.end, start: d.start, end: d.stop, Package: pkg, Missing: []string{}, Attached: []string{}}
	switch {
	case d.fault != "":
		f.Message = d.fault
	case d.expired():
		f.Message = "the ignore comment expired on " + d.until.Format(time.DateOnly) + "; mend what it ignores, or give it a new date"
	case !d.used && !d.allOff(pol):
		f.Message = "the ignore comment suppresses nothing; delete it"
	default:
		return f, false
	}
	return f, true
}

func (d *directive) allOff(pol *policy.Policy) bool {
	return !slices.ContainsFunc(d.rules, func(r string) bool { return pol.Severity(r) != policy.Off })
}
