package analyzer_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/analyzer"
)

// TestBruteForce holds the analysis against an oracle. Random functions build
// a client; the oracle runs each of them with every combination of its
// booleans, on headers as they are. A tag that some run lacks is missing, one
// that some run attaches empty is empty, and the finding at the construction
// names exactly these.
//
// In most functions no two variables depend on the same boolean, and none is
// read twice after a branch: there, joining the paths loses nothing, and the
// findings have to be the oracle's. In one of four ("tangled") anything goes;
// there the analysis may report more than the oracle, and never less.
//
// BRUTEFORCE=seed,count runs others.
func TestBruteForce(t *testing.T) {
	seeds, count := []uint64{1, 2, 3, 4}, 300
	if testing.Short() {
		seeds, count = seeds[:1], 100
	}
	if own := os.Getenv("BRUTEFORCE"); own != "" {
		seeds = make([]uint64, 1)
		if _, err := fmt.Sscanf(own, "%d,%d", &seeds[0], &count); err != nil {
			t.Fatalf("BRUTEFORCE=%s: %v; write two numbers: seed,count", own, err)
		}
	}
	var all []*program
	for _, seed := range seeds {
		for i := range count {
			all = append(all, newProgram(seed, i))
		}
	}
	got := judgePrograms(t, all)
	var wrong []*program
	tally := map[verdict]int{}
	for i, p := range all {
		want := p.oracle()
		for _, v := range want {
			tally[v]++
		}
		if !p.agrees(want, got[i]) {
			wrong = append(wrong, p)
			continue
		}
		// A comparison that cannot fail proves nothing.
		for tag := range want {
			flipped := want
			flipped[tag] = map[verdict]verdict{attached: missing, missing: empty, empty: missing, missingOrEmpty: attached}[want[tag]]
			if !p.tangled && p.agrees(flipped, got[i]) {
				t.Errorf("%s: takes %s for %s", p.name(), got[i], describe(flipped))
			}
		}
	}
	t.Logf("%d functions; tags attached %d, missing %d, empty %d, missing or empty %d",
		len(all), tally[attached], tally[missing], tally[empty], tally[missingOrEmpty])
	const shown = 3
	if len(wrong) > shown {
		t.Errorf("%d functions are judged wrong; here are %d", len(wrong), shown)
		wrong = wrong[:shown]
	}
	for _, p := range shrink(t, wrong) {
		t.Errorf("%s (smallest form, tangled: %t)\n%s\nwant %s\ngot  %s", p.name(), p.tangled, p.source(), describe(p.oracle()), judgePrograms(t, []*program{p})[0])
	}
}

// verdict is what is true of a tag when all runs are taken together.
type verdict int

const (
	attached       verdict = iota
	empty                  // in some run the value is empty
	missingOrEmpty         // in some run it is empty after it had a value: the contract leaves both open
	missing                // in some run it is not there
)

type verdicts [3]verdict // by policy order

var (
	tagNames    = [...]string{"project_id", "service_name", "team_id"}
	headerNames = [...]string{"X-LLM-Project-ID", "X-LLM-Service-Name", "X-LLM-Team-ID", "X-Source"}
)

// describe writes verdicts as findings.
func describe(v verdicts) string {
	var lacks, rest []string
	for i, tag := range tagNames {
		switch v[i] {
		case missing:
			lacks = append(lacks, tag)
		case empty:
			rest = append(rest, "empty-tag: openai.NewClient attaches an empty value to "+tag)
		case missingOrEmpty:
			rest = append(rest, tag+" is missing or empty")
		}
	}
	if len(lacks) > 0 {
		rest = append(rest, "untagged-client: openai.NewClient lacks "+strings.Join(lacks, ", "))
	}
	slices.Sort(rest)
	return strings.Join(rest, "; ")
}

// agrees compares findings with the oracle's verdicts.
func (p *program) agrees(want verdicts, got string) bool {
	if p.tangled {
		for i, tag := range tagNames {
			if want[i] != attached && !strings.Contains(got, tag) {
				return false
			}
		}
		return true
	}
	for i, v := range want { // each of the two that the contract allows
		if v == missingOrEmpty {
			one, other := want, want
			one[i], other[i] = missing, empty
			return p.agrees(one, got) || p.agrees(other, got)
		}
	}
	return describe(want) == got
}

// judgePrograms writes the functions into one module, each into a file, and
// returns the findings for each, sorted and joined by "; ".
func judgePrograms(t *testing.T, all []*program) []string {
	t.Helper()
	tmp, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join("..", "testdata", "openai-go-v3", name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(tmp, name), text)
	}
	write(t, filepath.Join(tmp, "generated", "help.go"), []byte(helpSource))
	out := make([]string, len(all))
	byFile := map[string]int{}
	for i, p := range all {
		name := filepath.Join(tmp, "generated", fmt.Sprintf("f%05d.go", i))
		byFile[name] = i
		write(t, name, []byte(strings.NewReplacer("FUNC", "f"+strconv.Itoa(i), "HELPER", "h"+strconv.Itoa(i)).Replace(p.source())))
	}
	report, loaded := check(t, tmp)
	for _, e := range loaded.Errors {
		t.Errorf("does not load: %v", e)
		if i, ok := byFile[e.Pos.Filename]; ok {
			t.Fatal(all[i].source())
		}
	}
	for _, f := range report.Findings {
		i, ok := byFile[f.Pos.Filename]
		if !ok {
			t.Errorf("%s: %s: %s", f.Pos, f.Rule, f.Message)
			continue
		}
		out[i] = addFinding(out[i], f, all[i].source())
	}
	return out
}

// addFinding adds a finding to those of a function, and says so if it does not
// stand at the construction.
func addFinding(to string, f analyzer.Finding, source string) string {
	text := f.Rule + ": " + f.Message
	if line := strings.Split(source, "\n")[f.Pos.Line-1]; !strings.Contains(line, "openai.NewClient(") {
		text += " in line " + strconv.Quote(line)
	}
	if to == "" {
		return text
	}
	both := append(strings.Split(to, "; "), text)
	slices.Sort(both)
	return strings.Join(both, "; ")
}

// shrink drops statements of wrongly judged functions as long as they stay
// wrong.
func shrink(t *testing.T, wrong []*program) []*program {
	t.Helper()
	for {
		var tries []*program
		var of []int
		for i, p := range wrong {
			for _, smaller := range p.smaller() {
				tries, of = append(tries, smaller), append(of, i)
			}
		}
		if len(tries) == 0 {
			return wrong
		}
		better := map[int]bool{}
		for k, got := range judgePrograms(t, tries) {
			if p := tries[k]; !better[of[k]] && !p.agrees(p.oracle(), got) {
				better[of[k]] = true
				wrong[of[k]] = p
			}
		}
		if len(better) == 0 {
			return wrong
		}
	}
}

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
	text    string
	unknown bool
	emptied bool // a map's entry that had a value before
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

func printNodes(b *strings.Builder, body []*node, indent string) {
	for _, n := range body {
		for i, head := range n.heads {
			b.WriteString(indent + strings.ReplaceAll(head, "\n", "\n"+indent) + "\n")
			if i < len(n.blocks) {
				printNodes(b, n.blocks[i], indent+"\t")
			}
		}
		if len(n.blocks) > 0 {
			b.WriteString(indent + "}\n")
		}
	}
}

// source returns the file of p. FUNC and HELPER stand for its names.
func (p *program) source() string {
	var body, helper, out strings.Builder
	printNodes(&body, p.body, "\t")
	body.WriteString("\tclient := openai.NewClient(" + p.client + ")\n")
	if strings.Contains(body.String(), "HELPER(") {
		helper.WriteString("\nfunc HELPER(a []option.RequestOption, p string, on bool) []option.RequestOption {\n")
		printNodes(&helper, p.helper, "\t")
		helper.WriteString("\treturn a\n}\n")
	}
	head := p.declarations(body.String())
	out.WriteString("package generated\n\nimport (\n\t\"context\"\n")
	for _, pkg := range []string{"fmt", "maps", "os", "slices"} {
		if strings.Contains(body.String()+helper.String(), pkg+".") {
			out.WriteString("\t" + strconv.Quote(pkg) + "\n")
		}
	}
	out.WriteString("\n\t\"github.com/openai/openai-go/v3\"\n")
	if strings.Contains(head+body.String()+helper.String(), "option.") {
		out.WriteString("\t\"github.com/openai/openai-go/v3/option\"\n")
	}
	out.WriteString(")\n\nfunc FUNC(ctx context.Context, p string")
	for i := range p.bools {
		fmt.Fprintf(&out, ", b%d bool", i)
	}
	out.WriteString(") error {\n" + head + body.String() +
		"\t_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})\n\treturn err\n}\n" + helper.String())
	return out.String()
}

// declarations declares the variables that a body uses.
func (p *program) declarations(body string) string {
	var b strings.Builder
	for _, v := range []struct{ name, text string }{
		{"a", "var a []option.RequestOption"},
		{"b", "var b []option.RequestOption"},
		{"addToA", "addToA := func(name, value string) { a = append(a, option.WithHeader(name, value)) }"},
		{"addToB", "addToB := func(name, value string) { b = append(b, option.WithHeader(name, value)) }"},
		{"m", "m := map[string]string{}"},
		{"n", "n := map[string]string{}"},
		{"s", "var s string"},
		{"u", "var u string"},
		{"cfg", "cfg := " + map[bool]string{true: "&"}[p.pointer] + "config{headers: map[string]string{}}"},
	} {
		closure := "addTo" + strings.ToUpper(v.name)
		if uses(body, v.name) || uses(body, closure) {
			fmt.Fprintf(&b, "\t%s\n\t_ = %s\n", v.text, v.name)
		}
	}
	return b.String()
}

// uses reports whether a variable is named outside of words and formats.
func uses(body, name string) bool {
	return regexp.MustCompile(`(^|[^.\w"%])` + name + `\b`).MatchString(body)
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

// helpSource is what the functions share.
const helpSource = `package generated

import (
	"errors"

	"github.com/openai/openai-go/v3/option"
)

const (
	projectHeader = "X-LLM-Project-ID"
	serviceHeader = "X-LLM-Service-Name"
	teamHeader    = "X-LLM-Team-ID"
	sourceHeader  = "X-Source"
)

type config struct {
	project, service, team string
	headers                map[string]string
	opts                   []option.RequestOption
}

type pair struct{ name, value string }

func (c config) tags() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader(projectHeader, c.project),
		option.WithHeader(serviceHeader, c.service),
		option.WithHeader(teamHeader, c.team),
	}
}

func (c *config) add(name, value string) {
	c.opts = append(c.opts, option.WithHeader(name, value))
}

func tag(name, value string) option.RequestOption { return option.WithHeader(name, value) }

func suffixed(name, value string) option.RequestOption { return tag("X-"+name, value) }

func fromMap(headers map[string]string) []option.RequestOption {
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	return opts
}

func extend(opts []option.RequestOption, more ...option.RequestOption) []option.RequestOption {
	return append(opts, more...)
}

func grow(opts *[]option.RequestOption, name, value string) {
	*opts = append(*opts, option.WithHeader(name, value))
}

func put(headers map[string]string, name, value string) { headers[name] = value }

func pick(first bool, x, y string) string {
	if first {
		return x
	}
	return y
}

func some(on bool, opts ...option.RequestOption) []option.RequestOption {
	if !on {
		return nil
	}
	return opts
}

func checked(ok bool, name, value string) ([]option.RequestOption, error) {
	if !ok {
		return nil, errors.New("not configured")
	}
	return []option.RequestOption{option.WithHeader(name, value)}, nil
}
`

// maker makes the statements of a function.
type maker struct {
	*rand.Rand
	tangled bool
	helper  bool     // the statements are of the helper
	bools   []string // that may still be tested
	used    int      // booleans
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
		return unknown(`fmt.Sprintf("search-%s", p)`)
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
	list := "[]option.RequestOption{\n"
	for i := range 3 {
		list += "\toption.WithHeader(" + g.headerText(i, true) + `, "core"),` + "\n"
	}
	return plain("a = "+list+"}", func(w *world) {
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

// changeList returns a statement that changes a list of options.
func (g *maker) changeList(name string) *node {
	grow := func(format string, more []expr[op]) *node {
		return plain(fmt.Sprintf(strings.ReplaceAll(format, "$", name), texts(more)), func(w *world) {
			w.lists[name] = append(slices.Clone(w.lists[name]), valuesOf(w, more)...)
		})
	}
	switch g.IntN(17) {
	case 0:
		more := g.options(name, 1+g.IntN(2))
		return plain(name+" = append([]option.RequestOption{"+texts(more)+"}, "+name+"...)", func(w *world) {
			w.lists[name] = append(valuesOf(w, more), w.lists[name]...)
		})
	case 1:
		if g.flip(2) {
			more := g.options(name, g.IntN(3))
			return plain(name+" = []option.RequestOption{"+texts(more)+"}", func(w *world) { w.lists[name] = valuesOf(w, more) })
		}
	case 2, 3:
		if g.helper {
			break
		}
		from := g.listToRead()
		if from.text == name {
			break
		}
		g.varies[name] = g.varies[name] || g.varies[from.text]
		text := name + " = append(" + name + ", " + from.text + "...)"
		if g.flip(2) {
			text = name + " = slices.Concat(" + name + ", " + from.text + ")"
		}
		return plain(text, func(w *world) { w.lists[name] = slices.Concat(w.lists[name], from.of(w)) })
	case 4:
		return grow("$ = extend($, %s)", g.options(name, 1+g.IntN(2)))
	case 5:
		return grow("$ = slices.Concat($, []option.RequestOption{%s})", g.options(name, 1+g.IntN(2)))
	case 6:
		i, header := g.header()
		v := g.text(name)
		text := "grow(&" + name + ", " + header + ", " + v.text + ")"
		switch {
		case g.helper:
		case name == "cfg.opts":
			text = "cfg.add(" + header + ", " + v.text + ")"
		case g.flip(2):
			text = "addTo" + strings.ToUpper(name) + "(" + header + ", " + v.text + ")"
		}
		return plain(text, func(w *world) { w.lists[name] = append(slices.Clone(w.lists[name]), op{tag: i, val: v.of(w)}) })
	case 7, 8, 9:
		if !g.helper {
			return g.fromMap(name)
		}
	case 10:
		return g.overNames(name)
	case 11:
		if b, ok := g.boolean(); ok {
			more := g.options(name, 1+g.IntN(2))
			g.varies[name] = true
			return plain(name+" = append("+name+", some("+b.text+", "+texts(more)+")...)", func(w *world) {
				if b.of(w) {
					w.lists[name] = append(slices.Clone(w.lists[name]), valuesOf(w, more)...)
				}
			})
		}
	case 12:
		if b, ok := g.boolean(); ok && !g.helper {
			return g.callHelper(name, b)
		}
	case 13:
		if b, ok := g.boolean(); ok && !g.helper {
			return g.checked(name, b)
		}
	case 14:
		if g.helper || !g.mayRead("cfg.team") || !g.mayRead("cfg.project") {
			break
		}
		g.varies[name] = g.varies[name] || g.varies["cfg.team"] || g.varies["cfg.project"]
		return plain(name+" = append("+name+", cfg.tags()...)", func(w *world) {
			w.lists[name] = append(slices.Clone(w.lists[name]), op{tag: 0, val: w.strs["cfg.project"]}, op{tag: 1}, op{tag: 2, val: w.strs["cfg.team"]})
		})
	case 15:
		more := g.options(name, 2)
		return plain("{\n\tpart := make([]option.RequestOption, 2)\n\tpart[0] = "+more[0].text+"\n\tpart[1] = "+more[1].text+"\n\t"+name+" = append("+name+", part...)\n}", func(w *world) {
			w.lists[name] = append(slices.Clone(w.lists[name]), valuesOf(w, more)...)
		})
	}
	return grow("$ = append($, %s)", g.options(name, 1+g.IntN(3)))
}

// callHelper passes a list through the helper of the function.
func (g *maker) callHelper(name string, b expr[bool]) *node {
	v := g.text(name)
	g.varies[name] = true
	return plain(name+" = HELPER("+name+", "+v.text+", "+b.text+")", func(w *world) {
		in := newWorld(w.bits)
		in.on = b.of(w)
		in.strs["p"] = v.of(w)
		in.lists["a"] = w.lists[name]
		in.run(w.help)
		w.lists[name] = in.lists["a"]
	})
}

// checked returns if a helper reports an error.
func (g *maker) checked(name string, b expr[bool]) *node {
	i, header := g.header()
	v := g.text(name)
	return &node{
		heads: []string{"if more, err := checked(" + b.text + ", " + header + ", " + v.text + "); err != nil {\n\treturn err\n} else {\n\t" + name + " = append(" + name + ", more...)\n}"},
		do: func(w *world, _ [][]*node) bool {
			if !b.of(w) {
				return true
			}
			w.lists[name] = append(slices.Clone(w.lists[name]), op{tag: i, val: v.of(w)})
			return false
		},
	}
}

// fromMap adds what a map holds to a list.
func (g *maker) fromMap(name string) *node {
	from := g.oneOf("m", "n", "cfg.headers")
	if !g.mayRead(from) {
		return g.overNames(name)
	}
	g.varies[name] = g.varies[name] || g.varies[from]
	skip := func(*world, int, val) bool { return false }
	one := "\t" + name + " = append(" + name + ", option.WithHeader(header, value))\n}"
	text := "for header, value := range " + from + " {\n" + one
	switch g.IntN(6) {
	case 0:
		text = "for _, header := range slices.Sorted(maps.Keys(" + from + ")) {\n\t" + name + " = append(" + name + ", option.WithHeader(header, " + from + "[header]))\n}"
	case 1:
		text = "for header, value := range " + from + " {\n\tif value == \"\" {\n\t\tcontinue\n\t}\n" + one
		skip = func(w *world, _ int, v val) bool { return v == val{emptied: v.emptied} || v.unknown && w.bits&1 == 1 }
	case 2:
		i := g.IntN(3)
		text = "for header, value := range " + from + " {\n\tif header == " + strconv.Quote(headerNames[i]) + " {\n\t\tcontinue\n\t}\n" + one
		skip = func(_ *world, h int, _ val) bool { return h == i }
	case 3, 4:
		text = name + " = append(" + name + ", fromMap(" + from + ")...)"
	}
	return plain(text, func(w *world) {
		for h, v := range w.maps[from] {
			if !skip(w, h, v) {
				w.lists[name] = append(slices.Clone(w.lists[name]), op{tag: h, val: v})
			}
		}
	})
}

// overNames loops over a literal of headers, none of them twice.
func (g *maker) overNames(name string) *node {
	headers := g.Perm(4)[:1+g.IntN(4)]
	list := func(value func(i int) string) string {
		var out []string
		for _, h := range headers {
			out = append(out, value(h))
		}
		return strings.Join(out, ", ")
	}
	constants := [4]string{"search", "ads", "core", "web"}
	if g.flip(4) {
		constants[g.IntN(3)] = ""
	}
	named := func(h int) string { return strconv.Quote(headerNames[h]) }
	paired := func(h int) string { return "{" + named(h) + ", " + strconv.Quote(constants[h]) + "}" }
	text, value := "", func(_ *world, h int) val { return val{text: constants[h]} }
	switch g.IntN(5) {
	case 0:
		v := g.text(name)
		value = func(w *world, _ int) val { return v.of(w) }
		text = "for _, header := range []string{" + list(named) + "} {\n\t" + name + " = append(" + name + ", option.WithHeader(header, " + v.text + "))\n}"
	case 1:
		text = "for _, it := range []pair{" + list(paired) + "} {\n\t" + name + " = append(" + name + ", option.WithHeader(it.name, it.value))\n}"
	case 2:
		text = "for _, it := range [][2]string{" + list(paired) + "} {\n\t" + name + " = append(" + name + ", tag(it[0], it[1]))\n}"
	case 3:
		entry := func(h int) string { return named(h) + ": " + strconv.Quote(constants[h]) }
		text = "for header, value := range map[string]string{" + list(entry) + "} {\n\t" + name + " = append(" + name + ", option.WithHeader(header, value))\n}"
	default:
		stop := headers[g.IntN(len(headers))]
		word := g.oneOf("continue", "break")
		text = "for _, it := range []pair{" + list(paired) + "} {\n\tif it.name == " + named(stop) + " {\n\t\t" + word + "\n\t}\n\t" + name + " = append(" + name + ", option.WithHeader(it.name, it.value))\n}"
		at := slices.Index(headers, stop)
		if word == "break" {
			headers = headers[:at]
		} else {
			headers = slices.Delete(slices.Clone(headers), at, at+1)
		}
	}
	return plain(text, func(w *world) {
		for _, h := range headers {
			w.lists[name] = append(slices.Clone(w.lists[name]), op{tag: h, val: value(w, h)})
		}
	})
}

// changeMap returns a statement that changes a map of headers.
func (g *maker) changeMap(name string) *node {
	i := g.IntN(3)
	key := g.headerText(i, false)
	switch g.IntN(10) {
	case 0, 1:
		return plain("delete("+name+", "+key+")", func(w *world) { delete(w.maps[name], i) })
	case 2:
		v := g.text(name)
		return plain("put("+name+", "+key+", "+v.text+")", func(w *world) { w.put(w.maps[name], i, v.of(w)) })
	case 3:
		v := g.text(name)
		return plain("maps.Copy("+name+", map[string]string{"+key+": "+v.text+"})", func(w *world) { w.put(w.maps[name], i, v.of(w)) })
	case 4:
		from := g.oneOf("m", "n", "cfg.headers")
		if from == name || !g.mayRead(from) {
			break
		}
		g.varies[name] = g.varies[name] || g.varies[from]
		return plain("maps.Copy("+name+", "+from+")", func(w *world) {
			for h, v := range w.maps[from] {
				w.put(w.maps[name], h, v)
			}
		})
	case 5:
		from := g.oneOf("m", "n", "cfg.headers")
		if from == name || !g.mayRead(from) {
			break
		}
		g.varies[name] = g.varies[name] || g.varies[from]
		if g.tangled && g.flip(2) {
			return plain(name+" = "+from, func(w *world) { w.maps[name] = w.maps[from] })
		}
		return plain(name+" = maps.Clone("+from+")", func(w *world) { w.maps[name] = maps.Clone(w.maps[from]) })
	case 6:
		v := g.text(name)
		return plain(name+" = map[string]string{"+key+": "+v.text+"}", func(w *world) { w.maps[name] = map[int]val{i: v.of(w)} })
	case 7, 8:
		return plain(name+" = map[string]string{projectHeader: \"search\", serviceHeader: \"api\", teamHeader: \"core\"}", func(w *world) {
			w.maps[name] = map[int]val{0: {text: "search"}, 1: {text: "api"}, 2: {text: "core"}}
		})
	}
	v := g.text(name)
	return plain(name+"["+key+"] = "+v.text, func(w *world) { w.put(w.maps[name], i, v.of(w)) })
}
