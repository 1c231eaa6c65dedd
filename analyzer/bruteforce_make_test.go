package analyzer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// maker makes the statements of a function.
type maker struct {
	*rand.Rand
	tangled bool
	helper  bool     // the statements are of the helper
	bools   []string // that may still be tested
	target  string   // the only variable that this branch may change
	inLoop  bool
	varies  map[string]bool // variables that depend on a branch
	read    map[string]bool // of those, the ones that were read
}

// newProgram makes the function with a number. It depends on nothing else.
func newProgram(seed uint64, number int) *program {
	g := &maker{Rand: rand.New(rand.NewPCG(seed, uint64(number))), varies: map[string]bool{}, read: map[string]bool{}}
	p := &program{seed: seed, number: number, tangled: number%4 == 3, bools: g.IntN(6), pointer: g.flip(2)}
	g.tangled = p.tangled
	for i := range p.bools {
		g.bools = append(g.bools, "b"+strconv.Itoa(i))
	}
	h := &maker{Rand: g.Rand, tangled: g.tangled, helper: true, bools: []string{"on"}, varies: map[string]bool{}, read: map[string]bool{}}
	h.varies["a"], h.varies["p"] = true, true
	p.helper = h.block(1+g.IntN(3), 1)
	if !g.flip(4) {
		p.body = append(p.body, g.complete())
	}
	p.body = append(p.body, g.block(2+g.IntN(7), 0)...)
	switch x, y := g.listToRead(), g.listToRead(); {
	case g.flip(4) && x.text != y.text:
		p.client = "append(" + x.text + ", " + y.text + "...)..."
		p.clientOf = func(w *world) []op { return slices.Concat(x.of(w), y.of(w)) }
	default:
		more := g.options("client", g.IntN(3))
		p.client, p.clientOf = x.text+"...", x.of
		if len(more) > 0 {
			p.client = "slices.Concat(" + x.text + ", []option.RequestOption{" + texts(more) + "})..."
			p.clientOf = func(w *world) []op { return append(slices.Clone(x.of(w)), valuesOf(w, more)...) }
		}
	}
	return p
}

// flip is true once in n times.
func (g *maker) flip(n int) bool { return g.IntN(n) == 0 }

// oneOf picks one of a list.
func (g *maker) oneOf(list ...string) string { return list[g.IntN(len(list))] }

// expr is an expression: its text and its value.
type expr[T any] struct {
	text string
	of   func(*world) T
}

func texts[T any](list []expr[T]) string {
	var out []string
	for _, e := range list {
		out = append(out, e.text)
	}
	return strings.Join(out, ", ")
}

func valuesOf[T any](w *world, list []expr[T]) []T {
	var out []T
	for _, e := range list {
		out = append(out, e.of(w))
	}
	return out
}

// header returns a header's number, mostly that of a tag, and its name.
func (g *maker) header() (int, string) {
	i := g.IntN(3)
	if g.flip(12) {
		i = 3
	}
	return i, g.headerText(i, true)
}

// headerText returns one of the ways to write a header's name.
func (g *maker) headerText(i int, anyCase bool) string {
	switch g.IntN(5) {
	case 0:
		return [...]string{"projectHeader", "serviceHeader", "teamHeader", "sourceHeader"}[i]
	case 1:
		return `"X-" + "` + headerNames[i][2:] + `"`
	case 2:
		if anyCase {
			return strconv.Quote(strings.ToLower(headerNames[i]))
		}
	}
	return strconv.Quote(headerNames[i])
}

// boolean takes a boolean out of those that may be tested.
func (g *maker) boolean() (expr[bool], bool) {
	if len(g.bools) == 0 || g.inLoop && !g.tangled {
		return expr[bool]{}, false
	}
	i := g.IntN(len(g.bools))
	name := g.bools[i]
	if !g.tangled {
		g.bools = slices.Delete(slices.Clone(g.bools), i, i+1)
	}
	of := func(w *world) bool { return w.on }
	if name != "on" {
		bit := int(name[1] - '0')
		of = func(w *world) bool { return w.bits>>(bit+1)&1 == 1 }
	}
	return expr[bool]{name, of}, true
}

// mayRead reports whether reading a variable loses nothing when paths are
// joined, and notes that it was read.
func (g *maker) mayRead(name string) bool {
	if g.tangled || !g.varies[name] {
		return true
	}
	if g.read[name] || g.inLoop {
		return false
	}
	g.read[name] = true
	if g.target != "" {
		g.varies[g.target] = true
	}
	return true
}

// text returns a string: mostly a constant with something in it. The variable
// it is for then depends on what it depends on.
func (g *maker) text(into string) expr[val] {
	constant := func(s string) expr[val] {
		return expr[val]{strconv.Quote(s), func(*world) val { return val{text: s} }}
	}
	unknown := func(s string) expr[val] {
		return expr[val]{s, func(*world) val { return val{unknown: true} }}
	}
	switch g.IntN(14) {
	case 0, 1:
		return constant(g.oneOf("", "", " "))
	case 2:
		return unknown(`os.Getenv("LLM_TAG")`)
	case 3:
		return expr[val]{`fmt.Sprintf("search-%s", p)`, func(*world) val { return val{unknown: true, prefixed: true} }}
	case 4, 5:
		if !g.helper || g.mayRead("p") {
			return expr[val]{"p", func(w *world) val { return w.strs["p"] }}
		}
	case 6, 7, 8:
		name := g.oneOf("s", "u", "cfg.team", "cfg.project")
		if !g.helper && name != into && g.mayRead(name) {
			g.varies[into] = g.varies[into] || g.varies[name]
			return expr[val]{name, func(w *world) val { return w.strs[name] }}
		}
	case 9:
		if b, ok := g.boolean(); ok {
			g.varies[into] = true
			x, y := g.oneOf("search", ""), "ads"
			return expr[val]{"pick(" + b.text + ", " + strconv.Quote(x) + ", " + strconv.Quote(y) + ")", func(w *world) val {
				if b.of(w) {
					return val{text: x}
				}
				return val{text: y}
			}}
		}
	}
	return constant(g.oneOf("search", "ads", "checkout"))
}

// options returns n options that are to go into a list.
func (g *maker) options(into string, n int) []expr[op] {
	var out []expr[op]
	for range n {
		out = append(out, g.option(into))
	}
	return out
}

// option returns an option, mostly one that attaches a tag.
func (g *maker) option(into string) expr[op] {
	i, name := g.header()
	switch g.IntN(12) {
	case 0:
		return expr[op]{"option.WithHeaderDel(" + name + ")", func(*world) op { return op{kind: del, tag: i} }}
	case 1:
		return expr[op]{"option.WithHeaderAdd(" + name + `, "core")`, func(*world) op { return op{kind: add, tag: i, val: val{text: "core"}} }}
	case 2:
		return expr[op]{"option.WithMaxRetries(3)", func(*world) op { return op{tag: 3} }}
	case 3:
		v := g.text(into)
		return expr[op]{"tag(" + name + ", " + v.text + ")", func(w *world) op { return op{tag: i, val: v.of(w)} }}
	case 4:
		v := g.text(into)
		return expr[op]{"suffixed(" + strconv.Quote(headerNames[i][2:]) + ", " + v.text + ")", func(w *world) op { return op{tag: i, val: v.of(w)} }}
	}
	v := g.text(into)
	return expr[op]{"option.WithHeader(" + name + ", " + v.text + ")", func(w *world) op { return op{tag: i, val: v.of(w)} }}
}

// listToRead returns a list that may be read.
func (g *maker) listToRead() expr[[]op] {
	for range 4 {
		name := g.oneOf("a", "a", "a", "b", "cfg.opts")
		if g.mayRead(name) {
			return expr[[]op]{name, func(w *world) []op { return w.lists[name] }}
		}
	}
	return expr[[]op]{"[]option.RequestOption(nil)", func(*world) []op { return nil }}
}

// complete returns a statement that attaches all tags.
func (g *maker) complete() *node {
	var list strings.Builder
	for i := range 3 {
		list.WriteString("\toption.WithHeader(" + g.headerText(i, true) + `, "core"),` + "\n")
	}
	return plain("a = []option.RequestOption{\n"+list.String()+"}", func(w *world) {
		w.lists["a"] = nil
		for i := range 3 {
			w.lists["a"] = append(w.lists["a"], op{tag: i, val: val{text: "core"}})
		}
	})
}

// block returns n statements.
func (g *maker) block(n, depth int) []*node {
	var out []*node
	for range n {
		out = append(out, g.statement(depth))
	}
	return out
}

// variable returns the variable that a statement changes.
func (g *maker) variable() string {
	switch {
	case g.helper:
		return "a"
	case g.target != "":
		return g.target
	}
	return g.oneOf("a", "a", "a", "a", "a", "b", "cfg.opts", "m", "m", "n", "cfg.headers", "s", "u", "cfg.team", "cfg.project")
}

// statement returns a change of a variable, a branch or a loop.
func (g *maker) statement(depth int) *node {
	if depth < 3 && g.flip(4) {
		if n := g.branch(depth); n != nil {
			return n
		}
	}
	if depth < 3 && g.flip(12) {
		return g.repeat(depth)
	}
	name := g.variable()
	switch name {
	case "a", "b", "cfg.opts":
		return g.changeList(name)
	case "m", "n", "cfg.headers":
		return g.changeMap(name)
	}
	v := g.text(name)
	return plain(name+" = "+v.text, func(w *world) { w.strs[name] = v.of(w) })
}

// branch returns a condition, or nil if no boolean is left.
func (g *maker) branch(depth int) *node {
	b, ok := g.boolean()
	if !ok {
		return nil
	}
	not := g.flip(3)
	taken := func(w *world) int {
		if b.of(w) != not {
			return 0
		}
		return 1
	}
	head := "if " + map[bool]string{true: "!"}[not] + b.text + " {"
	ret := &node{heads: []string{"return nil"}, do: func(*world, [][]*node) bool { return true }}
	if g.helper {
		ret = &node{heads: []string{"return a"}, do: ret.do}
	}
	outer := g.target
	if g.target == "" && !g.tangled {
		g.target = g.variable()
	}
	if g.target != "" {
		g.varies[g.target] = true
	}
	n := &node{heads: []string{head}, blocks: [][]*node{g.block(1+g.IntN(2), depth+1)}}
	if g.flip(4) {
		n.blocks[0] = append(n.blocks[0], ret)
	} else if g.flip(2) {
		n.heads = append(n.heads, "} else {")
		n.blocks = append(n.blocks, g.block(1+g.IntN(2), depth+1))
		if g.flip(6) {
			n.blocks[1] = append(n.blocks[1], ret)
		}
	}
	g.target = outer
	n.do = func(w *world, blocks [][]*node) bool {
		i := taken(w)
		return i < len(blocks) && w.run(blocks[i])
	}
	return n
}

// repeat returns a loop that runs two or three times.
func (g *maker) repeat(depth int) *node {
	times := 2 + g.IntN(2)
	was := g.inLoop
	g.inLoop = true
	n := &node{heads: []string{g.oneOf(fmt.Sprintf("for range %d {", times), fmt.Sprintf("for i := 0; i < %d; i++ {", times))}, blocks: [][]*node{g.block(1+g.IntN(2), depth+1)}}
	g.inLoop = was
	n.do = func(w *world, blocks [][]*node) bool {
		for range times {
			if w.run(blocks[0]) {
				return true
			}
		}
		return false
	}
	return n
}
