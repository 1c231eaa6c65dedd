package flow

import (
	"fmt"
	"os"
	"runtime/pprof"
	"strings"
	"time"
)

func (p *Program) Dump(rec *Record) {
	if os.Getenv("DUMP") == "" {
		return
	}
	want := os.Getenv("DUMP")
	for _, n := range sortedKeys(p.cells) {
		if c := p.cells[n]; strings.Contains(n, want) {
			fmt.Fprintf(os.Stderr, "CELL %s moved=%v open=%v %s\n", n, c.Moved, c.Open, c.Values.show(0))
		}
	}
	for _, e := range rec.Events() {
		if strings.Contains(e.ID, want) {
			fmt.Fprintf(os.Stderr, "EVENT %d %s\n   eff=%s\n   senders=%s url=%s\n", e.Site.Kind, e.ID, e.Effect.show(0), e.Senders.show(0), e.URL.show(0))
			for _, s := range rec.sent[e.ID] {
				fmt.Fprintf(os.Stderr, "   sent %s: %s\n", s.At, s.Effect.show(0))
			}
		}
	}
}

var kinds = []string{"Zero", "Str", "Cat", "Int", "Bool", "Run", "Leaf", "Ref", "Struct", "List", "Map", "Fn", "Opt", "Client", "Box", "Tuple", "Iter"}

func (v Value) show(d int) string {
	if d > 5 {
		return "…"
	}
	var out []string
	for _, a := range v {
		s := kinds[a.K]
		switch a.K {
		case Str:
			s = fmt.Sprintf("%q", a.S)
		case Leaf:
			s = "Leaf(" + a.S[strings.LastIndexByte(a.S, '/')+1:] + a.P + " C=" + a.C[strings.LastIndexByte(a.C, '/')+1:] + ")"
		case Run:
			s = "Run(" + a.S + ")"
		case Struct, Box, Ref:
			s += fmt.Sprintf("(%s %d%s", a.T[strings.LastIndexByte(a.T, '/')+1:], a.N, a.P)
			for _, f := range a.F {
				s += " " + f.Name + "=" + f.V.show(d+1)
			}
			for _, x := range a.V {
				s += " " + x.show(d+1)
			}
			s += ")"
		case Client:
			s += "(" + a.T[strings.LastIndexByte(a.T, '/')+1:] + a.P + " " + a.E.show(d+1) + ")"
		case Opt, Map:
			s += "(" + a.E.show(d+1) + ")"
		case List:
			s += showItems(a.L, d+1)
		case Fn, Tuple:
			s += a.S[strings.LastIndexByte(a.S, '/')+1:]
			for _, x := range a.V {
				s += " " + x.show(d+1)
			}
		}
		out = append(out, s)
	}
	return "{" + strings.Join(out, ", ") + "}"
}

func showItems(items []Item, d int) string {
	var out []string
	for _, it := range items {
		switch {
		case it.Alt != nil:
			s := "alt("
			for _, a := range it.Alt {
				s += showItems(a, d+1)
			}
			out = append(out, s+")")
		case it.Star != nil:
			out = append(out, "star"+showItems(it.Star, d+1))
		case it.Splat != nil:
			out = append(out, "splat"+one(it.Splat).show(d+1))
		default:
			out = append(out, it.V.show(d+1))
		}
	}
	return "[" + strings.Join(out, ", ") + "]"
}

var stepNames = []string{"Set", "Add", "Del", "Clear", "Alt", "Star", "Merge", "Slot", "Use", "Maybe", "Never", "Inner"}

func (e Effect) show(d int) string {
	if d > 8 {
		return "…"
	}
	var out []string
	for _, s := range e {
		t := stepNames[s.K] + s.Name
		if s.Key != nil {
			t += " " + s.Key.show(d+1)
		}
		if s.Val != nil {
			t += "=" + s.Val.show(d+1)
		}
		for _, sub := range s.Sub {
			t += " <" + sub.show(d+1) + ">"
		}
		out = append(out, t+s.Why)
	}
	return strings.Join(out, "; ")
}

func debugTime(in *Interp, name string) func() {
	if os.Getenv("SLOW") == "" {
		return func() {}
	}
	t := time.Now()
	return func() {
		if d := time.Since(t); d > 300*time.Millisecond {
			fmt.Fprintf(os.Stderr, "SLOW %v steps=%d objects=%d limited=%v %s\n", d, in.steps, in.objects, in.limited, name)
		}
	}
}

func init() {
	if f := os.Getenv("CPUPROF"); f != "" {
		w, _ := os.Create(f)
		pprof.StartCPUProfile(w)
		n, _ := time.ParseDuration(os.Getenv("CPUSECS"))
		time.AfterFunc(n, func() { pprof.StopCPUProfile(); w.Close() })
	}
}
