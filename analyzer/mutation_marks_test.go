package analyzer_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/rules"
)

// Comments at the end of a line say what the mutation suite has to know:
//
//	// site openai.NewClient                a finding about what is missing stands here, under this name
//	// site a: openai.NewClient             the same, and carriers elsewhere call it a
//	// site untagged-call: openai.X.New     of another rule than untagged-client; both: "site a untagged-call: …"
//	// carrier team_id                      the statement, argument or element that begins or ends on this line
//	//                                      attaches the tag to the site of this function, or to the only one
//	// carrier project_id,team_id -> a,b    attaches several tags to several sites
//	// value team_id                        does not attach the tag, but gives it its value
//	// value team_id "care"                 the same of the expression "care" on this line
//	// insert team_id -> a | text           with this text in the comment's place, the tag is lost
//
// More than one of them are separated by "; ". After the tags of a carrier or
// value, these say what its mutants are like where that cannot be derived:
//
//	only=drop,empty     just these kinds
//	but=overwrite       not these kinds
//	neutral=expr        an expression without spaces that does nothing, for the branch on which an argument is missing
//	overwrite=expr      what a later carrier holds instead of an empty text
//	empty=a             the site of the mutants with an empty or placeholder value

// A source is one file of a compliant package.
type source struct {
	name     string // slash-separated, relative to the unit's folder
	src      []byte
	fset     *token.FileSet
	file     *ast.File
	sites    []*site
	carriers []*carrier
	neutral  string // of the package's arguments; "" if it says none
}

type site struct {
	id, rule, callee string
	in               *source
	offset           int // of the first token of its line
	fn               ast.Decl
}

type carrier struct {
	in       *source
	line     int
	word     string // carrier, value or insert
	tags     []string
	to       []string // ids of sites
	fn       ast.Decl
	settings map[string]string
	comment  *ast.Comment // of an insert
	text     string       // of an insert

	node  ast.Node   // *ast.ExprStmt, *ast.AssignStmt or *ast.RangeStmt, or an element or argument
	path  []ast.Node // from the file to the node's parent
	exact ast.Expr   // the value, if the comment names it
}

func parseSource(name string, src []byte) (*source, error) {
	s := &source{name: name, src: src, fset: token.NewFileSet()}
	var err error
	if s.file, err = parser.ParseFile(s.fset, name, src, parser.ParseComments|parser.SkipObjectResolution); err != nil {
		return nil, err
	}
	for _, group := range s.file.Comments {
		for _, c := range group.List {
			for mark := range strings.SplitSeq(strings.TrimSpace(strings.TrimPrefix(c.Text, "//")), "; ") {
				if err := s.mark(c, mark); err != nil {
					return nil, fmt.Errorf("%s:%d: %w", name, s.fset.Position(c.Pos()).Line, err)
				}
			}
		}
	}
	return s, nil
}

func (s *source) mark(c *ast.Comment, text string) error {
	word, rest, _ := strings.Cut(text, " ")
	line := s.fset.Position(c.Pos()).Line
	switch word {
	case "neutral":
		s.neutral = rest
	case "site":
		st := &site{rule: "untagged-client", callee: rest, in: s, offset: s.firstOn(line), fn: s.declAt(c.Pos())}
		if left, right, ok := strings.Cut(rest, ": "); ok {
			st.callee = right
			for w := range strings.FieldsSeq(left) {
				if _, ok := rules.Doc(w); ok {
					st.rule = w
				} else {
					st.id = w
				}
			}
		}
		s.sites = append(s.sites, st)
	case "carrier", "value", "insert":
		k := &carrier{in: s, line: line, word: word, fn: s.declAt(c.Pos()), settings: map[string]string{}, comment: c}
		var quoted string
		if word == "insert" {
			var ok bool
			if rest, k.text, ok = strings.Cut(rest, " | "); !ok {
				return errors.New("an insert needs \" | \" and a text")
			}
		}
		fields := strings.Fields(rest)
		for i := 0; i < len(fields); i++ {
			key, value, isSetting := strings.Cut(fields[i], "=")
			switch {
			case i == 0:
				k.tags = strings.Split(fields[i], ",")
			case fields[i] == "->" && i+1 < len(fields):
				i++
				k.to = strings.Split(fields[i], ",")
			case fields[i][0] == '"':
				quoted = fields[i]
			case isSetting:
				k.settings[key] = value
			default:
				quoted = fields[i]
			}
		}
		if err := k.find(quoted); err != nil {
			return err
		}
		s.carriers = append(s.carriers, k)
	}
	return nil
}

// firstOn returns the offset of the first character of a line that is not white space.
func (s *source) firstOn(line int) int {
	at := s.offset(s.fset.File(s.file.Pos()).LineStart(line))
	for s.src[at] == ' ' || s.src[at] == '\t' {
		at++
	}
	return at
}

func (s *source) offset(p token.Pos) int { return s.fset.Position(p).Offset }

func (s *source) text(n ast.Node) string { return string(s.src[s.offset(n.Pos()):s.offset(n.End())]) }

// declAt returns the declaration around p, or nil.
func (s *source) declAt(p token.Pos) ast.Decl {
	for _, d := range s.file.Decls {
		if d.Pos() <= p && p <= d.End()+1 || s.fset.Position(d.End()).Line == s.fset.Position(p).Line {
			return d
		}
	}
	return nil
}

// find looks for what a comment marks: the outermost statement, argument or
// element that is the first on the comment's line, or that ends on it and is
// the first on its own.
func (k *carrier) find(exact string) error {
	if k.word == "insert" {
		return nil
	}
	s := k.in
	var stack []ast.Node
	ast.Inspect(s.file, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		path := stack
		stack = append(stack, n)
		start, end := s.fset.Position(n.Pos()), s.fset.Position(n.End())
		if e, ok := n.(ast.Expr); ok && exact != "" && k.exact == nil && start.Line == k.line && s.text(n) == exact {
			k.exact = e
		}
		if k.node == nil && (start.Line == k.line || end.Line == k.line) && start.Offset == s.firstOn(start.Line) && removable(n, path) {
			k.node, k.path = n, slices.Clone(path)
		}
		return true
	})
	switch {
	case exact != "" && k.exact == nil:
		return fmt.Errorf("no expression %s on this line", exact)
	case exact == "" && k.node == nil:
		return errors.New("no statement, argument or element begins on this line")
	}
	return nil
}

// removable reports whether n is something that a program can do without: a
// statement that declares nothing, or one of several elements or arguments.
func removable(n ast.Node, path []ast.Node) bool {
	switch n := n.(type) {
	case *ast.ExprStmt, *ast.RangeStmt, *ast.DeferStmt:
		return true
	case *ast.AssignStmt:
		return n.Tok != token.DEFINE
	case ast.Expr:
		switch parent := path[len(path)-1].(type) {
		case *ast.CompositeLit:
			return slices.Contains(parent.Elts, n)
		case *ast.CallExpr:
			return slices.Contains(parent.Args, n)
		}
	}
	return false
}
