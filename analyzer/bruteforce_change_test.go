package analyzer_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

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
		skip = func(w *world, _ int, v val) bool {
			return v == val{emptied: v.emptied} || v.unknown && !v.prefixed && w.bits&1 == 1
		}
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
	var text string
	value := func(_ *world, h int) val { return val{text: constants[h]} }
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
