package analyzer

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/analyzer/internal/judge"
	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/policy"
)

// directive is an //llmtag:ignore comment.
type directive struct {
	pos, end    token.Position // as shown
	start, stop token.Pos
	file        string // the comment's own, whatever //line says
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
			if !strings.HasPrefix(word, prefix) && !nearly(c.Text) {
				continue
			}
			d := parseDirective(rest)
			if nearly(c.Text) {
				d.fault = "this is no ignore comment, but nearly: write it after //, without a space before llmtag"
			} else if !whole && word != ignoreLine {
				d.fault = "unknown comment " + word + "; did you mean " + ignoreLine + "?"
				if near := strict.Nearest(word, []string{ignoreFile, ignoreLine}); near != "" {
					d.fault = "unknown comment " + word + "; did you mean " + near + "?"
				}
			}
			d.pos, d.end, d.start, d.stop, d.wholeFile = shown(fset, c.Pos()), shown(fset, c.End()), c.Pos(), c.End(), whole
			own := written(fset, c.Pos())
			d.file, d.first, d.last = own.Filename, own.Line, own.Line+1
			// The comment may stand above others that belong to the same line.
			if end := written(fset, group.End()).Line; end >= d.last {
				d.last = end + 1
			}
			if code[d.first].IsValid() && code[d.first] < c.Pos() {
				d.last = max(d.first, covers[d.first].last) // behind code: about that line only
			} else if decl, ok := covers[d.last]; ok && own.Column == decl.column {
				d.last = decl.last
			}
			out = append(out, d)
		}
	}
	return out
}

// nearly reports whether a comment is meant as an ignore comment and would be read
// as prose.
func nearly(comment string) bool {
	text := comment[len("//"):]
	meant := strings.TrimLeft(text, " \t")
	return strings.HasPrefix(meant, ignoreLine[len("//"):]) && (meant != text || comment[1] == '*')
}

// written returns where p stands in the file that is read, and shown where
// //line directives say that it comes from. What a comment covers is a matter
// of the file that it is in.
func written(fset *token.FileSet, p token.Pos) token.Position { return fset.PositionFor(p, false) }

func shown(fset *token.FileSet, p token.Pos) token.Position { return withColumn(fset.Position(p)) }

// firstOfLines returns the place of the first code on each line that has any.
func firstOfLines(fset *token.FileSet, file *ast.File) map[int]token.Pos {
	out := map[int]token.Pos{}
	note := func(p token.Pos) {
		line := written(fset, p).Line
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
		start := written(fset, n.Pos())
		out[start.Line] = declaration{start.Column, written(fset, n.End()).Line}
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
			out[written(fset, fd.Type.Func).Line] = declaration{written(fset, fd.Type.Func).Column, written(fset, fd.End()).Line}
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
	var names []string
	for word := range strings.FieldsSeq(head) {
		switch key, date, setting := strings.Cut(word, "="); {
		case !setting:
			names = append(names, word)
		case key != "until":
			d.fault = "unknown setting " + word + "; did you mean until=2027-01-31?"
		default:
			t, err := time.Parse(time.DateOnly, date)
			if err != nil {
				d.fault = "until=" + date + " is no date; write until=2027-01-31"
			}
			d.until = t
		}
	}
	if len(names) == 0 {
		d.fault = `the ignore comment names no rule; write "//llmtag:ignore untagged-client -- why"`
		return d
	}
	for list := range strings.SplitSeq(strings.Join(names, " "), ",") {
		rules := strings.Fields(list)
		if len(rules) == 0 && d.fault == "" {
			d.fault = "a rule is missing beside a comma"
		}
		d.rules = append(d.rules, rules...)
	}
	for _, r := range d.rules {
		if d.fault == "" && !slices.Contains(policy.RuleNames(), r) {
			d.fault = "unknown rule " + r + "; " + strict.Hint(r, policy.RuleNames())
		}
	}
	return d
}

// expired reports whether the comment's last day is over, in UTC.
func (d *directive) expired() bool {
	return !d.until.IsZero() && over(d.until, time.Now())
}

// covers reports whether d is about a fault at a place of the file that is read.
func (d *directive) covers(f *judge.Fault, at token.Position) bool {
	if d.fault != "" || d.expired() || d.file != at.Filename || !slices.Contains(d.rules, f.Rule) {
		return false
	}
	return d.wholeFile || d.first <= at.Line && at.Line <= d.last
}

func (fs *files) suppressed(f *judge.Fault) bool {
	hit, at := false, fs.written(f.At)
	for _, d := range fs.directives {
		if d.covers(f, at) {
			d.used, hit = true, true
		}
	}
	return hit
}

const suppressesNothing = "the ignore comment suppresses nothing; delete it"

// finding returns what is wrong with the comment itself.
func (d *directive) finding(pol *policy.Policy, pkg string) (Finding, bool) {
	f := Finding{Rule: "bad-ignore", Pos: d.pos, End: d.end, start: d.start, end: d.stop, Package: pkg, Missing: []string{}, Attached: []string{}}
	switch {
	case d.fault != "":
		f.Message = d.fault
	case d.expired():
		f.Message = "the ignore comment expired on " + d.until.Format(time.DateOnly) + "; mend what it ignores, or give it a new date"
	case !d.used && !d.allOff(pol):
		f.Message = suppressesNothing
	default:
		return f, false
	}
	return f, true
}

func (d *directive) allOff(pol *policy.Policy) bool {
	return !slices.ContainsFunc(d.rules, func(r string) bool { return pol.Severity(r) != policy.Off })
}
