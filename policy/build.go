package policy

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
)

// build makes the policy of files that hold together, the outermost first:
// each overrides the ones before it, key by key.
func build(sources []*source, f *faults) (*Policy, error) {
	var root *strict.Node
	for _, s := range sources {
		var doc document
		if s.root.Kind != strict.Mapping {
			f.Decoder().Expected(s.root, "", "a mapping with keys such as version and tags")
			continue
		}
		f.Decoder().Decode(s.root, &doc, "") // so that nothing faulty hides under an override
		root = strict.Merge(root, s.root, synonyms)
	}
	if f.Any() {
		return nil, f.Err() // what refers to what can be judged only where all is understood
	}
	b := &builder{faults: f, root: root, p: Default()}
	b.p.File, b.p.Dir = sources[len(sources)-1].name, sources[len(sources)-1].dir
	b.doc.Rollup = defaultRollup()
	f.Decoder().Decode(root, &b.doc, "")
	b.plain()
	b.files()
	b.tags()
	b.wrappers()
	b.rollup()
	if f.Any() {
		return nil, f.Err()
	}
	b.p.origins = origins(root, "", map[string]string{})
	return b.p, nil
}

// builder makes a policy of a document.
type builder struct {
	*faults
	doc  document
	root *strict.Node
	p    *Policy
}

func (b *builder) plain() {
	if b.doc.Enforce != "" {
		b.p.Enforce = b.doc.Enforce
	}
	for _, g := range b.doc.Exclude {
		b.p.Exclude = append(b.p.Exclude, string(g))
	}
	if n := b.root.Get("exclude"); n != nil {
		b.p.excludeDir = n.Dir
	}
	b.p.Tests = b.doc.Tests
	b.p.TrustEnvironmentHeaders = b.doc.Environment == "trust"
	maps.Copy(b.p.Rules, b.doc.Rules)
}

func (b *builder) files() {
	for _, n := range b.list("sdks", len(b.doc.SDKs)) {
		b.p.SDKs = append(b.p.SDKs, n.Path())
	}
	before := len(b.All)
	names := b.list("catalog", len(b.doc.Catalog))
	if len(names) > 0 && len(b.All) == before {
		b.p.Catalog = loadCatalog(names, b.faults)
	}
}

// list returns the names of a list of n files, and reports those that do not
// exist or are there twice.
func (b *builder) list(key string, n int) []*strict.Node {
	var names []*strict.Node
	for i := range n {
		name := b.root.Get(key, i)
		b.file(name)
		if slices.ContainsFunc(names, func(o *strict.Node) bool { return o.Path() == name.Path() }) {
			b.Reportf(name.Pos, "name it once", "%s: %s is there twice", key, strict.Quote(name.Text))
		}
		names = append(names, name)
	}
	return names
}

// file returns the absolute path that n names, and reports if there is no such file.
func (b *builder) file(n *strict.Node) string {
	path := n.Path()
	switch info, err := os.Stat(path); {
	case err != nil:
		b.Reportf(n.Pos, "names are relative to the directory of the policy", "there is no file %s", strict.Quote(n.Text))
	case info.IsDir():
		b.Reportf(n.Pos, "name the file in it", "%s is a directory", strict.Quote(n.Text))
	}
	return path
}

func (b *builder) tags() {
	if b.doc.Tags == nil {
		return // the default ones
	}
	b.p.Tags = nil
	carrier := map[string]string{} // header → tag
	for _, e := range b.root.Get("tags").Entries {
		s := b.doc.Tags[tagName(e.Key)]
		t := Tag{Name: e.Key, Required: s.Required}
		for i, h := range b.headers(e, s) {
			if other, ok := carrier[h.canonical()]; ok {
				b.Reportf(headerPos(e, i), "each tag needs a header of its own", "tags.%s: %s is the header of %s", e.Key, h, other)
			}
			carrier[h.canonical()] = e.Key
			t.Headers, t.Written = append(t.Headers, h.canonical()), append(t.Written, string(h))
		}
		if s.Pattern != "" {
			t.Pattern = regexp.MustCompile(string(s.Pattern)) // it was checked when it was read
		}
		b.values(&t, e, s)
		b.p.Tags = append(b.p.Tags, t)
	}
	if len(b.p.Required()) == 0 {
		b.Report(b.root.Entry("tags").KeyPos, "no tag is required: nothing would be checked", "write required: true at the tags that every request must carry")
	}
}

func (b *builder) headers(e strict.Entry, s tagSetting) []header {
	if s.Header != "" {
		if n := e.Value.Entry("headers"); n != nil {
			b.Reportf(n.KeyPos, "list all of them under headers, the preferred one first", "tags.%s has both header and headers", e.Key)
		}
		return []header{s.Header}
	}
	return s.Headers
}

func headerPos(tag strict.Entry, i int) strict.Pos {
	for _, key := range []string{"header", "headers"} {
		if n := tag.Value.Get(key, i); n != nil {
			return n.Pos
		}
	}
	return tag.KeyPos
}

func (b *builder) values(t *Tag, e strict.Entry, s tagSetting) {
	at := e.Value.Get("values")
	switch {
	case at == nil:
		return
	case s.Values.catalog && len(b.doc.Catalog) == 0:
		b.Reportf(at.Pos, "add catalog: catalog.yaml", "tags.%s: there is no catalog to take values from", t.Name)
		return
	case s.Values.catalog && b.p.Catalog == nil:
		return // its faults were reported
	case s.Values.catalog:
		t.FromCatalog, t.Values = true, b.p.Catalog.ValuesOf(t.Name)
		if kind := KindOf(t.Name); kind == OfNothing {
			b.Reportf(at.Pos, "list the values", "tags.%s: the catalog has values for project_id, service_name and team_id", t.Name)
		} else if len(t.Values) == 0 {
			b.Reportf(at.Pos, "", "tags.%s: the catalog names no %ss", t.Name, kind)
		}
	default:
		for _, v := range s.Values.list {
			t.Values = append(t.Values, string(v))
		}
		slices.Sort(t.Values)
	}
	for _, v := range t.Values {
		if t.Pattern != nil && !t.Pattern.MatchString(v) {
			b.Reportf(at.Pos, "correct one of them", "tags.%s: the value %s does not match the pattern %s", t.Name, strict.Quote(v), t.Pattern)
		}
	}
}

func (b *builder) wrappers() {
	names := make([]string, len(b.p.Tags))
	for i, t := range b.p.Tags {
		names[i] = t.Name
	}
	known := func(at strict.Pos, tag, path string) {
		if !slices.Contains(names, tag) {
			b.Decoder().Unknown(at, "tag", tag, path, names)
		}
	}
	for i, s := range b.doc.Wrappers {
		path := fmt.Sprintf("wrappers[%d]", i)
		n := b.root.Get("wrappers", i)
		w := Wrapper{Func: string(s.Func), at: wrapperPlace{fn: n.Get("func").Pos, params: map[string]strict.Pos{}}}
		if j := slices.IndexFunc(b.p.Wrappers, func(o Wrapper) bool { return o.Func == w.Func }); j >= 0 {
			b.Reportf(w.at.fn, fmt.Sprintf("line %d has it too", b.root.Get("wrappers", j).Line), "%s: %s is there twice", path, w.Func)
		}
		for j, tag := range s.Tags {
			known(n.Get("tags", j).Pos, string(tag), path+".tags")
			w.Tags = append(w.Tags, string(tag))
		}
		if n := n.Get("params"); n != nil {
			w.Params = map[string]int{}
			for _, e := range n.Entries {
				known(e.KeyPos, e.Key, path+".params")
				w.Params[e.Key], w.at.params[e.Key] = int(s.Params[tagName(e.Key)]), e.Value.Pos
				if slices.Contains(w.Tags, e.Key) {
					b.Reportf(e.KeyPos, "keep the one that is true", "%s: %s is under tags and under params", path, e.Key)
				}
			}
		}
		b.p.Wrappers = append(b.p.Wrappers, w)
	}
}

func (b *builder) rollup() {
	b.p.Rollup = b.doc.Rollup
	if n := b.root.Get("rollup", "prices"); n != nil {
		b.p.Rollup.Prices = b.file(n)
	}
	if b.p.Catalog == nil {
		return // any team may be meant
	}
	if n := b.root.Get("rollup", "budgets", "teams"); n != nil {
		for _, e := range n.Entries {
			if _, ok := b.p.Catalog.Teams[e.Key]; !ok {
				b.Decoder().Unknown(e.KeyPos, "team", e.Key, "rollup.budgets.teams", b.p.Catalog.ValuesOf("team_id"))
			}
		}
	}
}

// origins returns where each key was stated: "tags.team_id" → "policy.yaml:4".
func origins(n *strict.Node, path string, at map[string]string) map[string]string {
	for _, e := range n.Entries {
		key := strings.TrimPrefix(path+"."+e.Key, ".")
		at[key] = fmt.Sprintf("%s:%d", e.KeyPos.File, e.KeyPos.Line)
		origins(e.Value, key, at)
	}
	return at
}
