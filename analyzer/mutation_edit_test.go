package analyzer_test

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// An edit replaces the text from one offset of a file to another.
type edit struct {
	from, to int
	text     string
}

// apply makes edits that do not overlap. Of two at the same place the first
// one's text comes first.
func apply(src []byte, edits []edit) []byte {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(out, src[at:e.from]...)
		out = append(out, e.text...)
		at = e.to
	}
	return append(out, src[at:]...)
}

// lineAfter returns the line on which the text at an offset stands after edits.
func lineAfter(src []byte, edits []edit, offset int) int {
	line := 1 + strings.Count(string(src[:offset]), "\n")
	for _, e := range edits {
		if e.from <= offset {
			line += strings.Count(e.text, "\n") - strings.Count(string(src[e.from:min(e.to, offset)]), "\n")
		}
	}
	return line
}

// kinds returns the kinds of mutants to make of k: drop (without it),
// conditional (on one of two paths only), overwrite (an empty one follows),
// empty and placeholder (in the value's place), misspelt (the header has
// another name), recased (the same name in lower case: no fault), insert.
func (k *carrier) kinds() []string {
	if k.word == "insert" {
		return []string{"insert"}
	}
	if only, ok := k.settings["only"]; ok {
		return strings.Split(only, ",")
	}
	out := []string{"drop", "conditional"}
	if k.exact != nil {
		out = nil
	}
	if _, ok := k.settings["overwrite"]; ok || len(k.tags) == 1 && k.exact == nil {
		out = append(out, "overwrite")
	}
	if len(k.tags) == 1 {
		out = append(out, "empty", "placeholder")
		if k.word == "carrier" && k.keyLiteral() != nil {
			out = append(out, "misspelt", "recased")
		}
	}
	but := strings.Split(k.settings["but"], ",")
	return slices.DeleteFunc(out, func(kind string) bool { return slices.Contains(but, kind) })
}

var errKind = errors.New("cannot be made here; write only=… or but=…")

// edits makes a mutant of the kind.
func (k *carrier) edits(kind string) ([]edit, error) {
	s := k.in
	switch kind {
	case "insert":
		return []edit{{s.offset(k.comment.Pos()), s.offset(k.comment.End()), k.text}}, nil
	case "drop":
		return k.drop()
	case "conditional":
		return k.conditional()
	case "overwrite":
		return k.overwrite()
	case "empty":
		return k.replaced(`""`)
	case "placeholder":
		return k.replaced(`"todo"`)
	case "misspelt", "recased":
		key := k.keyLiteral()
		text, err := strconv.Unquote(key.Value)
		if err != nil {
			return nil, err
		}
		if kind == "misspelt" {
			return []edit{{s.offset(key.Pos()), s.offset(key.End()), strconv.Quote(text + "s")}}, nil
		}
		return []edit{{s.offset(key.Pos()), s.offset(key.End()), strconv.Quote(strings.ToLower(text))}}, nil
	}
	return nil, fmt.Errorf("no kind %q", kind)
}

// drop removes the node, with the comma after an element or argument.
func (k *carrier) drop() ([]edit, error) {
	s := k.in
	from, to := s.offset(k.node.Pos()), s.offset(k.node.End())
	if _, ok := k.node.(ast.Stmt); ok {
		return []edit{{from, to, ""}}, nil
	}
	to, err := k.comma()
	return []edit{{from, to, ""}}, err
}

// changed returns the variable whose header or entry a statement sets, or nil.
func (k *carrier) changed() *ast.Ident {
	var e ast.Expr
	switch n := k.node.(type) {
	case *ast.ExprStmt:
		if call, ok := n.X.(*ast.CallExpr); ok {
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name != "Copy" {
				e = sel.X
			}
		}
	case *ast.AssignStmt:
		e = n.Lhs[0]
	}
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.CallExpr:
			e = x.Fun
		default:
			return nil
		}
	}
}

// comma returns the offset after the comma that follows the node.
func (k *carrier) comma() (int, error) {
	to := k.in.offset(k.node.End())
	if k.in.src[to] != ',' {
		return to, fmt.Errorf("no comma after %s", k.in.text(k.node))
	}
	return to + 1, nil
}

// conditional lets the node have its effect on one of two paths only.
func (k *carrier) conditional() ([]edit, error) {
	s := k.in
	if stmt, ok := k.node.(ast.Stmt); ok {
		return []edit{{s.offset(stmt.Pos()), s.offset(stmt.Pos()), "if flag() { "}, {s.offset(stmt.End()), s.offset(stmt.End()), " }"}}, nil
	}
	if lit, ok := k.path[len(k.path)-1].(*ast.CompositeLit); ok {
		drop, err := k.drop()
		if err != nil {
			return nil, err
		}
		return k.hoist(lit, drop, func(held string) string { return "if flag() { " + k.assign(lit, held, "") + " }" })
	}
	neutral := cmp.Or(k.settings["neutral"], s.neutral)
	stmt := enclosing(k.path)
	if neutral == "" || stmt == nil {
		return nil, errKind
	}
	before := "held := " + s.text(k.node) + "\nif flag() { held = " + neutral + " }\n"
	return []edit{
		{s.offset(stmt.Pos()), s.offset(stmt.Pos()), before},
		{s.offset(k.node.Pos()), s.offset(k.node.End()), "held"},
	}, nil
}

// overwrite lets the same carrier follow with an empty value.
func (k *carrier) overwrite() ([]edit, error) {
	s := k.in
	empty := cmp.Or(k.settings["overwrite"], `""`)
	if lit, ok := k.path[len(k.path)-1].(*ast.CompositeLit); ok {
		if kv, ok := k.node.(*ast.KeyValueExpr); ok {
			v := kv.Value
			if empty == `""` {
				v = cmp.Or(value(v), v)
			}
			text := string(s.src[s.offset(kv.Value.Pos()):s.offset(v.Pos())]) + empty + string(s.src[s.offset(v.End()):s.offset(kv.Value.End())])
			return k.hoist(lit, nil, func(held string) string { return k.assign(lit, held, text) })
		}
	}
	var v ast.Expr
	switch n := k.node.(type) {
	case *ast.ExprStmt:
		v = value(n.X)
	case *ast.AssignStmt:
		v = n.Rhs[0]
		if call, ok := v.(*ast.CallExpr); ok && isAppend(call) {
			v = call.Args[len(call.Args)-1]
			if call, ok := v.(*ast.CallExpr); ok && empty != `""` {
				v = call.Args[len(call.Args)-1]
			}
		}
		if empty == `""` {
			v = value(v)
		}
	case ast.Expr:
		v = value(n)
		if call, ok := n.(*ast.CallExpr); ok && empty != `""` {
			v = call.Args[len(call.Args)-1]
		}
	}
	if v == nil {
		return nil, errKind
	}
	again := string(s.src[s.offset(k.node.Pos()):s.offset(v.Pos())]) + empty + string(s.src[s.offset(v.End()):s.offset(k.node.End())])
	if _, ok := k.node.(ast.Stmt); ok {
		at := s.offset(k.node.End())
		return []edit{{at, at, "; " + again}}, nil
	}
	at, err := k.comma()
	return []edit{{at, at, " " + again + ","}}, err
}

// assigns reports whether what overwrites is an assignment to an entry of a
// map or to a field, or sets a header that is not a request's yet: it gives the
// one carrier another value. Anything else attaches a second time.
func (k *carrier) assigns() bool {
	switch n := k.node.(type) {
	case *ast.KeyValueExpr:
		return k.settings["overwrite"] == ""
	case *ast.AssignStmt:
		_, entry := n.Lhs[0].(*ast.IndexExpr)
		return entry
	case *ast.ExprStmt:
		if call, ok := n.X.(*ast.CallExpr); ok {
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
				_, local := sel.X.(*ast.Ident)
				return local && sel.Sel.Name == "Set"
			}
		}
	}
	return false
}

// replaced puts text in the place of the value.
func (k *carrier) replaced(text string) ([]edit, error) {
	v := k.exact
	switch n := k.node.(type) {
	case *ast.ExprStmt:
		v = cmp.Or(v, value(n.X))
	case *ast.AssignStmt:
		v = cmp.Or(v, value(n.Rhs[0]))
	case ast.Expr:
		v = cmp.Or(v, value(n))
	}
	if v == nil {
		return nil, errKind
	}
	return []edit{{k.in.offset(v.Pos()), k.in.offset(v.End()), text}}, nil
}

// hoist gives the literal a name, without or with edits inside of it, and lets
// a statement about that name follow: after the declaration, if the literal
// has a name already; before the statement around it; or, of a package's
// variable, in a function literal.
func (k *carrier) hoist(lit *ast.CompositeLit, inside []edit, then func(held string) string) ([]edit, error) {
	s := k.in
	whole, path := ast.Expr(lit), k.path[:len(k.path)-1]
	if u, ok := path[len(path)-1].(*ast.UnaryExpr); ok && u.Op == token.AND {
		whole, path = u, path[:len(path)-1]
	}
	if lit.Type == nil {
		return nil, errKind
	}
	from, to := s.offset(whole.Pos()), s.offset(whole.End())
	if a, ok := path[len(path)-1].(*ast.AssignStmt); ok && len(a.Lhs) == 1 && (a.Tok == token.DEFINE || isMap(s.text(lit.Type))) {
		return append(inside, edit{to, to, "; " + then(s.text(a.Lhs[0]))}), nil
	}
	stmt := enclosing(path)
	if stmt == nil {
		typ := s.text(lit.Type)
		if whole != lit {
			typ = "*" + typ
		}
		return append([]edit{{from, from, "func() " + typ + " { held := "}, {to, to, "; " + then("held") + "; return held }()"}}, inside...), nil
	}
	moved := make([]edit, len(inside))
	for i, e := range inside {
		moved[i] = edit{e.from - from, e.to - from, e.text}
	}
	at := s.offset(stmt.Pos())
	text := "held := " + string(apply(s.src[from:to], moved)) + "\n" + then("held") + "\n"
	return []edit{{at, at, text}, {from, to, "held"}}, nil
}

// assign returns the statement that puts the node, or another value for its
// key, into a literal that has a name by now.
func (k *carrier) assign(lit *ast.CompositeLit, held, val string) string {
	s := k.in
	kv, ok := k.node.(*ast.KeyValueExpr)
	if !ok {
		return held + " = append(" + held + ", " + s.text(k.node) + ")"
	}
	if val == "" {
		val = s.text(kv.Value)
	}
	if inner, ok := kv.Value.(*ast.CompositeLit); ok && inner.Type == nil {
		val = "[]string" + val
	}
	if _, named := kv.Key.(*ast.Ident); named && !isMap(s.text(lit.Type)) {
		return held + "." + s.text(kv.Key) + " = " + val
	}
	return held + "[" + s.text(kv.Key) + "] = " + val
}

func isMap(typ string) bool {
	return strings.HasPrefix(typ, "map[") || slices.Contains([]string{"http.Header", "metadata.MD", "shared.Metadata"}, typ)
}

// enclosing returns the innermost statement of a block that lies on a path.
func enclosing(path []ast.Node) ast.Stmt {
	for i := len(path) - 1; i > 0; i-- {
		if stmt, ok := path[i].(ast.Stmt); ok {
			switch path[i-1].(type) {
			case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
				return stmt
			}
		}
	}
	return nil
}

// value returns the expression that gives a tag its value: the last argument
// of the last call, a list's only element, or the expression itself.
func value(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.BasicLit, *ast.Ident, *ast.SelectorExpr, *ast.BinaryExpr, *ast.IndexExpr:
		return e
	case *ast.KeyValueExpr:
		return value(e.Value)
	case *ast.CompositeLit:
		if len(e.Elts) == 1 {
			return value(e.Elts[0])
		}
	case *ast.CallExpr:
		if makesText(e.Fun) {
			return e
		}
		if n := len(e.Args); n > 0 {
			return value(e.Args[n-1])
		}
	}
	return nil
}

func isAppend(call *ast.CallExpr) bool {
	id, ok := call.Fun.(*ast.Ident)
	return ok && id.Name == "append"
}

// makesText reports whether a call of fun is a value itself.
func makesText(fun ast.Expr) bool {
	switch fun := fun.(type) {
	case *ast.Ident:
		return fun.Name == "string"
	case *ast.SelectorExpr:
		pkg, ok := fun.X.(*ast.Ident)
		return ok && slices.Contains([]string{"os", "fmt", "strings", "strconv", "cmp"}, pkg.Name)
	}
	return false
}

// keyLiteral returns the literal that names the header or the key of the
// metadata, or nil: a constant's name is not changed.
func (k *carrier) keyLiteral() *ast.BasicLit {
	var found *ast.BasicLit
	if k.node == nil {
		return nil
	}
	ast.Inspect(k.node, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && found == nil && strings.HasPrefix(lit.Value, `"X-LLM-`) {
			found = lit
		}
		return found == nil
	})
	return found
}
