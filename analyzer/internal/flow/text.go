package flow

import (
	"regexp"
	"slices"
	"strings"
)

// sprintf keeps the constant text around the verbs: a URL's host stands there.
func sprintf(in *Interp, c *call, st *state) (Value, *state) {
	format, ok := c.args[0].text()
	if !ok {
		return runtime("a formatted text", c.at), st
	}
	items := in.items(st, c.args[1])
	var parts []Value
	text := func(s string) {
		if s != "" {
			parts = append(parts, str(s, c.at))
		}
	}
	n := 0
	for format != "" {
		i := strings.IndexByte(format, '%')
		if i < 0 || i+1 == len(format) {
			text(format)
			break
		}
		text(format[:i])
		j := i + 1
		for j < len(format)-1 && strings.IndexByte("+-# 0123456789.[]*", format[j]) >= 0 {
			j++
		}
		switch verb := format[j]; {
		case verb == '%':
			text("%")
		case n < len(items) && items[n].V != nil && (verb == 's' || verb == 'v') && j == i+1:
			parts = append(parts, items[n].V)
			n++
		case n < len(items) && items[n].V != nil && verb == 'q' && j == i+1:
			parts = append(parts, str(`"`, c.at), items[n].V, str(`"`, c.at))
			n++
		default:
			parts = append(parts, runtime("a formatted value", c.at))
			n++
		}
		format = format[j+1:]
	}
	return concat(c.at, parts...), st
}

func sprint(in *Interp, c *call, st *state) (Value, *state) {
	var parts []Value
	for _, it := range in.items(st, c.args[0]) {
		if it.V == nil {
			return runtime("a formatted text", c.at), st
		}
		parts = append(parts, it.V)
	}
	return concat(c.at, parts...), st
}

func trimSuffix(_ *Interp, c *call, st *state) (Value, *state) {
	return trimmed(c, strings.TrimSuffix), st
}

func trimRight(_ *Interp, c *call, st *state) (Value, *state) {
	return trimmed(c, strings.TrimRight), st
}

func trimPrefix(_ *Interp, c *call, st *state) (Value, *state) {
	return trimmed(c, strings.TrimPrefix), st
}

func trimmed(c *call, f func(s, cut string) string) Value {
	cut, ok := c.args[1].text()
	return c.args[0].each(func(a *Atom) Value {
		if s, text := a.text(); ok && text {
			return str(f(s, cut), c.at)
		}
		return one(a)
	})
}

// changed changes a constant text; what becomes of others is not known, but
// they stay what they are: an input, or a text with constant parts.
func changed(how string, f func(string) string) transfer {
	return func(_ *Interp, c *call, st *state) (Value, *state) {
		return c.args[0].each(func(a *Atom) Value {
			if s, ok := a.text(); ok {
				return str(f(s), c.at)
			}
			if a.isIncoming() {
				return one(a.spelled(how))
			}
			return one(a)
		}), st
	}
}

// compared decides a question about two constant texts.
func compared(how string) transfer {
	return func(_ *Interp, c *call, st *state) (Value, *state) {
		s, okS := c.args[0].text()
		t, okT := c.args[1].text()
		if okS && okT {
			return boolean(comparisons[how](s, t)), st
		}
		if a, ok := c.args[0].only(); ok && okT && a.isIncoming() {
			return a.test(how, t, c.at), st
		}
		return runtime("a condition on a text", c.at), st
	}
}

func cutText(_ *Interp, c *call, st *state) (Value, *state) {
	s, okS := c.args[0].text()
	sep, okSep := c.args[1].text()
	if !okS || !okSep {
		return results(c, runtime("a part of a text", c.at)), st
	}
	before, after, found := strings.Cut(s, sep)
	return one(&Atom{K: Tuple, V: []Value{str(before, c.at), str(after, c.at), boolean(found)}}), st
}

// contained is slices.Contains for texts.
func contained(in *Interp, c *call, st *state) (Value, *state) {
	var texts []string
	for _, it := range in.items(st, in.resolve(c.args[0])) {
		text, ok := it.V.text()
		if !ok {
			return runtime("whether a list has a value", c.at), st
		}
		texts = append(texts, text)
	}
	if a, ok := c.args[1].only(); ok && a.isIncoming() {
		return a.test("among", strings.Join(texts, "\n"), c.at), st
	}
	if text, ok := c.args[1].text(); ok && len(texts) > 0 {
		return boolean(slices.Contains(texts, text)), st
	}
	return runtime("whether a list has a value", c.at), st
}

// splitText is strings.Split, and strings.Fields without a separator.
func splitText(_ *Interp, c *call, st *state) (Value, *state) {
	s, ok := c.args[0].text()
	parts := strings.Fields(s)
	if len(c.args) > 1 {
		sep, known := c.args[1].text()
		ok, parts = ok && known, strings.Split(s, sep)
	}
	if !ok || len(parts) > maxUnroll {
		return runtime("the parts of a text", c.at), st
	}
	list := &Atom{K: List}
	for _, part := range parts {
		list.L = append(list.L, Item{V: str(part, c.at)})
	}
	return one(list), st
}

func joinStrings(in *Interp, c *call, st *state) (Value, *state) {
	var parts []Value
	for i, it := range in.items(st, c.args[0]) {
		if it.V == nil {
			return runtime("a text that is put together at run time", c.at), st
		}
		if i > 0 {
			parts = append(parts, c.args[1])
		}
		parts = append(parts, it.V)
	}
	return concat(c.at, parts...), st
}

// replaceAll replaces in what is constant of a text.
func replaceAll(in *Interp, c *call, st *state) (Value, *state) {
	old, known := c.args[1].text()
	if !known || old == "" {
		return runtime("a text in which something is replaced", c.at), st
	}
	by, constant := c.args[2].text()
	return in.resolveText(c.args[0], c.at).each(func(a *Atom) Value {
		return mapText(a, c, func(text string) Value {
			if constant {
				return str(strings.ReplaceAll(text, old, by), c.at)
			}
			pieces := strings.SplitN(text, old, maxParts+2) // what is beyond is dropped by concat
			parts := []Value{str(pieces[0], c.at)}
			for _, piece := range pieces[1:] {
				parts = append(parts, c.args[2], str(piece, c.at))
			}
			return concat(c.at, parts...)
		})
	}), st
}

var variableAt = regexp.MustCompile(`\$(\w+|\{\w+\})`)

// expandEnv is os.ExpandEnv: the text around the variables stays.
func expandEnv(in *Interp, c *call, st *state) (Value, *state) {
	return in.resolveText(c.args[0], c.at).each(func(a *Atom) Value {
		return mapText(a, c, func(text string) Value {
			var parts []Value
			for i, piece := range variableAt.Split(text, -1) {
				if i > 0 {
					parts = append(parts, runtime("a variable of the environment", c.at))
				}
				parts = append(parts, str(piece, c.at))
			}
			return concat(c.at, parts...)
		})
	}), st
}

// mapText does something with the constant parts of a text.
func mapText(a *Atom, c *call, do func(string) Value) Value {
	if text, ok := a.text(); ok {
		return do(text)
	}
	if a.K != Cat {
		return one(a)
	}
	return rebuilt(a, c.at, func(part Value) Value {
		return part.each(func(b *Atom) Value {
			if text, ok := b.text(); ok {
				return do(text)
			}
			return one(b)
		})
	})
}

// joinElements is path.Join.
func joinElements(in *Interp, c *call, st *state) (Value, *state) {
	var parts []Value
	for _, it := range in.items(st, c.args[0]) {
		if it.V == nil {
			return runtime("a path", c.at), st
		}
		text, known := it.V.text()
		switch {
		case known && strings.Trim(text, "/") == "" && (len(parts) > 0 || text == ""):
			continue
		case known && len(parts) == 0:
			parts = append(parts, str(strings.TrimSuffix(text, "/"), c.at))
			continue
		case known:
			it.V = str(strings.Trim(text, "/"), c.at)
		}
		if len(parts) > 0 {
			parts = append(parts, str("/", c.at))
		}
		parts = append(parts, it.V)
	}
	return concat(c.at, parts...), st
}

const textField = ".$text" // of a strings.Builder

// writeText adds to a strings.Builder.
func writeText(in *Interp, c *call, st *state) (Value, *state) {
	in.addText(st, c, c.args[0], c.args[1])
	return results(c, runtime("a number of bytes", c.at)), st
}

func (in *Interp) addText(st *state, c *call, builder, text Value) {
	at := in.fieldOf(st, builder, textField)
	in.store(st, at, concat(c.at, in.load(st, at), text))
}

func writtenText(in *Interp, c *call, st *state) (Value, *state) {
	return in.load(st, in.fieldOf(st, c.args[0], textField)), st
}

// writeFormatted is fmt.Fprintf into a strings.Builder.
func writeFormatted(in *Interp, c *call, st *state) (Value, *state) {
	a, ok := c.args[0].only()
	if !ok || !slices.Contains([]string{"strings.Builder", "bytes.Buffer"}, bare(a.T)) {
		return in.unseen(c, st)
	}
	d := *c
	d.args = c.args[1:]
	text, _ := sprintf(in, &d, st)
	in.addText(st, c, c.args[0], text)
	return results(c, runtime("a number of bytes", c.at)), st
}
