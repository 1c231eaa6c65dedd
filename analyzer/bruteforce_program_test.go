package analyzer_test

import (
	"fmt"
	"slices"
	"strings"
)

// A program is a function under test with a helper of its own.
type program struct {
	seed     uint64
	number   int
	tangled  bool
	bools    int // b0, b1, …
	body     []*node
	helper   []*node
	client   string // arguments of openai.NewClient
	clientOf func(*world) []op
	pointer  bool // the configuration is kept by pointer
}

func (p *program) name() string { return fmt.Sprintf("seed %d, function %d", p.seed, p.number) }

// oracle runs p with every combination of its booleans.
func (p *program) oracle() verdicts {
	var all verdicts
	for bits := range 1 << (p.bools + 1) {
		w := newWorld(bits)
		w.help = p.helper
		if w.run(p.body) {
			continue // returned early: no client is made
		}
		for i, v := range headersAfter(p.clientOf(w)) {
			all[i] = max(all[i], v)
		}
	}
	return all
}

// headersAfter does to a request what the options do.
func headersAfter(ops []op) verdicts {
	now := verdicts{missing, missing, missing}
	var had [3]bool // a value that an empty one replaced, or that was deleted
	for _, o := range ops {
		if o.tag >= len(now) {
			continue
		}
		old := &now[o.tag]
		had[o.tag] = had[o.tag] || *old == attached
		switch {
		case o.kind == del:
			*old = missing
		case o.kind == add && *old == attached:
		case !o.val.blank():
			*old = attached
		case *old == attached: // a replacement by an empty constant removes the tag
			*old = missing
		case o.val.emptied || had[o.tag]:
			*old = missingOrEmpty
		default:
			*old = empty
		}
	}
	return now
}

// op is what an option does: to tag, or, past the last tag, to another header.
type op struct {
	kind opKind
	tag  int
	val  val
}

type opKind int

const (
	set opKind = iota
	add
	del
)

// val is a string: a constant, or one that is known at run time only.
type val struct {
	text     string
	unknown  bool
	prefixed bool // unknown, but it begins with a constant: it is not empty
	emptied  bool // a map's entry that had a value before
}

func (v val) blank() bool { return !v.unknown && strings.TrimSpace(v.text) == "" }

// world is the state of one run.
type world struct {
	bits  int // of b0, b1, …; the last says whether unknown strings are empty
	on    bool
	lists map[string][]op
	maps  map[string]map[int]val
	strs  map[string]val
	help  []*node // of the program
}

// newWorld returns the state at the beginning of a function.
func newWorld(bits int) *world {
	return &world{
		bits: bits, lists: map[string][]op{}, strs: map[string]val{"p": {unknown: true}},
		maps: map[string]map[int]val{"m": {}, "n": {}, "cfg.headers": {}},
	}
}

// run executes statements.
func (w *world) run(body []*node) (returned bool) {
	return slices.ContainsFunc(body, func(n *node) bool { return n.do(w, n.blocks) })
}

// put sets a map's entry.
func (w *world) put(m map[int]val, tag int, v val) {
	if old, ok := m[tag]; ok && v.blank() && (!old.blank() || old.emptied) {
		v.emptied = true
	}
	m[tag] = v
}

// node is a statement.
type node struct {
	heads  []string // before each block; without blocks the statement
	blocks [][]*node
	do     func(*world, [][]*node) (returned bool)
}

// plain returns a statement without blocks.
func plain(text string, do func(*world)) *node {
	return &node{heads: []string{text}, do: func(w *world, _ [][]*node) bool { do(w); return false }}
}

// smaller returns p with one statement less, or with a block in place of its
// branch.
func (p *program) smaller() []*program {
	var out []*program
	for _, body := range smallerBodies(p.body) {
		q := *p
		q.body = body
		out = append(out, &q)
	}
	if strings.Contains(p.source(), "HELPER(") {
		for _, body := range smallerBodies(p.helper) {
			q := *p
			q.helper = body
			out = append(out, &q)
		}
	}
	return out
}

// smallerBodies returns bodies with one statement less, or with a block in
// place of its branch.
func smallerBodies(body []*node) [][]*node {
	var out [][]*node
	for i, n := range body {
		with := func(instead ...*node) []*node { return slices.Concat(body[:i], instead, body[i+1:]) }
		out = append(out, with())
		for _, block := range n.blocks {
			out = append(out, with(block...))
		}
		for k, block := range n.blocks {
			for _, less := range smallerBodies(block) {
				c := *n
				c.blocks = slices.Clone(n.blocks)
				c.blocks[k] = less
				out = append(out, with(&c))
			}
		}
	}
	return out
}
