package flow

import (
	"maps"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// transfer is what a function of the standard library does, as far as tags
// can ride on it.
type transfer func(in *Interp, c *call, st *state) (Value, *state)

// standardTable has the functions by full name. The azcore and smithy functions
// stand here too: they are to those SDKs what net/http is to others.
func standardTable() map[string]transfer {
	standard := map[string]transfer{
		"(net/http.Header).Set": headerStep(Set),
		"(net/http.Header).Add": headerStep(Add),
		"(net/http.Header).Del": func(in *Interp, c *call, st *state) (Value, *state) {
			in.mapUpdate(st, c.args[0], &Step{K: Del, Key: canonical(c.args[1]), At: c.at})
			return zero, st
		},
		"(net/http.Header).Get": func(in *Interp, c *call, st *state) (Value, *state) {
			return in.mapGet(st, c.args[0], canonical(c.args[1])).each(func(a *Atom) Value {
				if a.K == List {
					return elements(a, "[0]")
				}
				return one(a)
			}), st
		},
		"(net/http.Header).Values": func(in *Interp, c *call, st *state) (Value, *state) {
			return in.mapGet(st, c.args[0], canonical(c.args[1])), st
		},
		"(net/http.Header).Clone": cloneMap,
		"maps.Clone":              cloneMap,
		"maps.Copy":               copyMap,
		"maps.Insert":             copyMap,
		"maps.DeleteFunc":         deleteEntries,
		"maps.All":                first,
		"maps.Collect":            cloneMap,
		"maps.Keys":               keysOf,
		"maps.Values":             valuesOf,
		"slices.Sorted":           first,
		"slices.SortedFunc":       first,
		"sort.Strings":            func(_ *Interp, _ *call, st *state) (Value, *state) { return zero, st },
		"slices.Sort":             func(_ *Interp, _ *call, st *state) (Value, *state) { return zero, st },

		"slices.Clone":    cloneSlice,
		"slices.Clip":     first,
		"slices.Grow":     first,
		"slices.Compact":  first,
		"slices.Contains": contained,
		"slices.Values":   first,
		"slices.All":      first,
		"slices.Collect":  first,
		"slices.Concat":   concatSlices,
		"slices.Insert":   insertSlice,
		"slices.Delete":   deleteItems,
		"slices.Reverse":  func(_ *Interp, _ *call, st *state) (Value, *state) { return zero, st },

		"context.WithValue":         withValue,
		"(context.Context).Value":   contextValue,
		"context.WithCancel":        derived,
		"context.WithCancelCause":   derived,
		"context.WithTimeout":       derived,
		"context.WithDeadline":      derived,
		"context.WithTimeoutCause":  derived,
		"context.WithDeadlineCause": derived,
		"context.WithoutCancel":     first,

		"fmt.Sprintf":                          sprintf,
		"fmt.Sprint":                           sprint,
		"strings.TrimSpace":                    changed("trimmed", strings.TrimSpace),
		"strings.ToLower":                      changed("lower", strings.ToLower),
		"strings.ToUpper":                      changed("upper", strings.ToUpper),
		"strings.HasPrefix":                    compared("prefix"),
		"strings.HasSuffix":                    compared("suffix"),
		"strings.Contains":                     compared("contains"),
		"strings.EqualFold":                    compared("fold"),
		"strings.Cut":                          cutText,
		"strings.Split":                        splitText,
		"strings.Fields":                       splitText,
		"strings.Clone":                        first,
		"strings.TrimSuffix":                   trimSuffix,
		"strings.TrimRight":                    trimRight,
		"strings.TrimPrefix":                   trimPrefix,
		"strings.Join":                         joinStrings,
		"strings.ReplaceAll":                   replaceAll,
		"strings.Replace":                      replaceAll,
		"os.ExpandEnv":                         expandEnv,
		"path.Join":                            joinElements,
		"(*strings.Builder).WriteString":       writeText,
		"(*strings.Builder).String":            writtenText,
		"(*bytes.Buffer).WriteString":          writeText,
		"(*bytes.Buffer).String":               writtenText,
		"fmt.Fprintf":                          writeFormatted,
		"net/url.JoinPath":                     joinPath,
		"net/url.Parse":                        parseURL,
		"net/url.ParseRequestURI":              parseURL,
		"(*net/url.URL).String":                urlString,
		"(*net/url.URL).JoinPath":              urlJoinPath,
		"net/http.CanonicalHeaderKey":          canonicalKey,
		"net/textproto.CanonicalMIMEHeaderKey": canonicalKey,
		"cmp.Or":                               firstSet,

		"encoding/json.Marshal": marshal,
		"errors.New":            anError,
		"fmt.Errorf":            anError,
		"errors.Join":           runtimeResult,

		"(*sync.Once).Do":                        callArgument(1),
		"sync.OnceFunc":                          first,
		"sync.OnceValue":                         first,
		"sync.OnceValues":                        first,
		"(*golang.org/x/sync/errgroup.Group).Go": callArgument(1),

		"net/http.NewRequest":               newRequest(1),
		"net/http.NewRequestWithContext":    newRequest(2),
		"net/http.Post":                     sendNow(0),
		"net/http.PostForm":                 sendNow(0),
		"(*net/http.Client).Post":           sendNow(1),
		"(*net/http.Client).PostForm":       sendNow(1),
		"(*net/http.Request).Clone":         cloneRequest,
		"(*net/http.Request).WithContext":   withContext,
		"(*net/http.Client).Do":             sendThrough,
		"(net/http.RoundTripper).RoundTrip": sendThrough,
		"(*net/http.Transport).RoundTrip":   sendThrough,
		"(*net/http.Transport).Clone":       first,

		azcoreRequest + ".Raw":   first,
		azcoreRequest + ".Next":  sendOn,
		azcoreRequest + ".Clone": cloneRequest,
	}
	maps.Copy(standard, smithyTable())
	maps.Copy(standard, grpcTable())
	return standard
}

const azcoreRequest = "(*github.com/Azure/azure-sdk-for-go/sdk/azcore/internal/exported.Request)"

// decodes reports whether a function of the standard library writes through
// its arguments what it reads elsewhere.
func decodes(name string) bool {
	switch packageOf(name) {
	case "encoding/json", "encoding/xml", "encoding/gob", "flag", "database/sql", "encoding/binary":
		return true
	}
	return strings.HasPrefix(name, "fmt.Sscan") || strings.HasPrefix(name, "fmt.Fscan") || name == "errors.As"
}

func first(_ *Interp, c *call, st *state) (Value, *state) { return c.args[0], st }

func runtimeResult(_ *Interp, c *call, st *state) (Value, *state) {
	return results(c, runtime("the result of "+readable(c.name), c.at)), st
}

// marshal keeps what a map's entries are, for metadata that is sent as JSON.
func marshal(in *Interp, c *call, st *state) (Value, *state) {
	v := c.args[0].each(func(a *Atom) Value {
		if a.K == Ref && in.isMap(st, a) {
			return one(&Atom{K: Opt, E: in.headers(st, a, true, c.at), At: c.at})
		}
		return runtime("a JSON text that is put together at run time", c.at)
	})
	return results(c, v), st
}

// anError makes an error, which is never nil.
func anError(_ *Interp, c *call, st *state) (Value, *state) {
	return one(&Atom{K: Run, S: "an error", NonZero: true, At: c.at}), st
}

// derived is a function that returns a context and how to cancel it.
func derived(_ *Interp, c *call, st *state) (Value, *state) { return results(c, c.args[0]), st }

func callArgument(i int) transfer {
	return func(in *Interp, c *call, st *state) (Value, *state) {
		in.callbacks(&call{name: c.name, args: c.args[i:], at: c.at, f: c.f, ins: c.ins}, st)
		return zero, st
	}
}

func headerStep(k StepKind) transfer {
	return func(in *Interp, c *call, st *state) (Value, *state) {
		m := c.args[0]
		if c.ins != nil && len(c.ins.Args) == len(c.args) {
			m = in.ownMap(c.f, c.ins, m, st)
		}
		in.header(st, m, k, c.args[1], c.args[2], c.at)
		return zero, st
	}
}

// header sets or adds a header.
func (in *Interp) header(st *state, m Value, k StepKind, name, value Value, at ir.Pos) {
	val := one(&Atom{K: List, L: []Item{{V: value}}, At: at})
	in.mapUpdate(st, m, &Step{K: k, Key: canonical(name), Val: val, At: at})
}

func cloneMap(in *Interp, c *call, st *state) (Value, *state) {
	return in.resolve(c.args[0]).each(func(a *Atom) Value {
		if a.K == Zero {
			return one(a)
		}
		id := in.place(c.f, c.ins)
		st.heap.set(id, one(&Atom{K: Map, E: in.contentOf(st, a)}))
		return one(&Atom{K: Ref, N: id, T: a.T, At: c.at})
	}), st
}

// copyMap writes the entries of the second map into the first.
func copyMap(in *Interp, c *call, st *state) (Value, *state) {
	in.mapUpdate(st, c.args[0], mergeStep(in, c, st, c.args[1]))
	return zero, st
}

func keysOf(in *Interp, c *call, st *state) (Value, *state) {
	return in.listEntries(c, st, func(e entry) Value { return e.key }), st
}

func valuesOf(in *Interp, c *call, st *state) (Value, *state) {
	return in.listEntries(c, st, func(e entry) Value { return e.val }), st
}

func (in *Interp) listEntries(c *call, st *state, part func(entry) Value) Value {
	m := in.resolve(c.args[0])
	entries, ok := in.entries(st, m)
	if !ok {
		key, val := in.anyEntry(st, m, c.at)
		return one(&Atom{K: List, L: []Item{{Star: []Item{{V: part(entry{key: key, val: val})}}}}})
	}
	l := &Atom{K: List}
	for _, e := range entries {
		it := Item{V: part(entry{key: keysOfMap(e.key, m), val: e.val})}
		if e.maybe {
			it = Item{Alt: [][]Item{{it}, nil}}
		}
		l.L = append(l.L, it)
	}
	return one(l)
}

func mergeStep(in *Interp, c *call, st *state, v Value) *Step {
	return &Step{K: Merge, Sub: []Effect{in.content(st, in.resolve(v))}, At: c.at}
}

func cloneSlice(in *Interp, c *call, st *state) (Value, *state) {
	return one(&Atom{K: List, L: in.items(st, in.resolve(c.args[0]))}), st
}

func concatSlices(in *Interp, c *call, st *state) (Value, *state) {
	var out []Item
	for _, it := range in.items(st, c.args[0]) {
		if it.V == nil {
			out = append(out, it)
			continue
		}
		out = append(out, in.items(st, in.resolve(it.V))...)
	}
	return one(&Atom{K: List, L: out}), st
}

func insertSlice(in *Interp, c *call, st *state) (Value, *state) {
	old, more := in.items(st, in.resolve(c.args[0])), in.items(st, c.args[2])
	i, known := c.args[1].number()
	if n, fixed := length(old); !known || !fixed || i > n {
		i = 0
	}
	out := append(append(append([]Item{}, old[:i]...), more...), old[i:]...)
	return one(&Atom{K: List, L: out}), st
}

// deleteEntries is maps.DeleteFunc: any entry may be gone.
func deleteEntries(in *Interp, c *call, st *state) (Value, *state) {
	in.callbacks(c, st)
	for _, a := range c.args[0] {
		entries, known := in.entries(st, one(a))
		if !known {
			in.mapUpdate(st, one(a), &Step{K: Maybe, Why: "entries that are deleted by a condition", At: c.at})
			continue
		}
		for _, e := range entries {
			deleted, sure := in.chosen(c, e, st)
			gone := &Step{K: Del, Key: e.key, At: c.at}
			switch {
			case !sure:
				in.mapUpdate(st, one(a), &Step{K: Alt, Sub: []Effect{nil, {gone}}, At: c.at})
			case deleted:
				in.mapUpdate(st, one(a), gone)
			}
		}
	}
	return zero, st
}

// chosen asks the function that decides which entries are deleted.
func (in *Interp) chosen(c *call, e entry, st *state) (deleted, sure bool) {
	fn, ok := c.args[1].only()
	if !ok || fn.K != Fn {
		return false, false
	}
	d := *c
	d.args = []Value{e.key, e.val}
	v, _ := in.function(&d, fn, st.clone())
	return v.truth()
}

// deleteItems is slices.Delete.
func deleteItems(in *Interp, c *call, st *state) (Value, *state) {
	items := in.items(st, in.resolve(c.args[0]))
	i, okI := c.args[1].number()
	j, okJ := c.args[2].number()
	if n, fixed := length(items); !okI || !okJ || !fixed || i > j || j > n {
		return one(&Atom{K: List, L: []Item{{Star: items}}}), st // any of them may be gone
	}
	return one(&Atom{K: List, L: append(append([]Item{}, items[:i]...), items[j:]...)}), st
}

func canonicalKey(_ *Interp, c *call, st *state) (Value, *state) { return canonical(c.args[0]), st }

func firstSet(in *Interp, c *call, st *state) (Value, *state) {
	var out Value
	for _, it := range in.items(st, c.args[0]) {
		out = out.withoutZero()
		out = join(out, it.V)
		if never(it.V) {
			break
		}
	}
	if len(out) == 0 {
		return zero, st
	}
	return out, st
}
