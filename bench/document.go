package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
)

// A document is docs/benchmarks.md.
type document struct {
	date     time.Time
	versions []string
	tables   []table
}

// A table has the rows that were measured on one repository.
type table struct {
	repo repository
	rows []row
}

// targets are what llmtag is held to: a figure of one row at most so many times
// that of another.
var targets = []struct {
	row, of string
	what    string
	most    float64
}{
	{"llmtag, empty build cache", "`go vet`, empty build cache", "CPU", 0.15},
	{"llmtag, one file edited", "`go list -deps`, one file edited", "CPU", 1.5},
	{"llmtag, own cache empty", "golangci-lint, own cache empty", "CPU", 0.1},
	{"llmtag, nothing changed", "`go list -deps`, nothing changed", "CPU", 1},
	{"llmtag, own cache empty", "staticcheck, own cache empty", "memory", 0.5},
}

func (d *document) write(w io.Writer, runs int) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, `# Benchmarks

Written by `+"`make bench`"+`, which anyone can run; not edited. %s; %s.

Each figure is the median of %s, by CPU time: user and system time of the command and of all processes that it starts.
Memory is that of the largest of these processes at its peak. Ratios carry over to other machines, seconds do not; wall time
depends on what else the machine does.

| state | means |
|---|---|
| empty build cache | neither the go command's cache nor the tool's own has anything |
| own cache empty | the go command's cache has everything, the tool's own nothing |
| one file edited | both are full; a comment was added to a file that uses an LLM |
| nothing changed | both are full, the tree is what it was |
`, d.date.Format(time.DateOnly), strings.Join(d.versions, "; "), times(runs))
	for _, t := range d.tables {
		fmt.Fprintf(&b, "\n## On %s\n\n| | CPU s | wall s | memory MB |\n|---|---|---|---|\n", t.repo.name)
		for _, r := range t.rows {
			fmt.Fprintf(&b, "| %s | %.2f | %.2f | %d |\n", r.name, r.cost.cpu.Seconds(), r.cost.wall.Seconds(), r.cost.memory>>20)
		}
		b.WriteString("\n| target | at most | is | |\n|---|---|---|---|\n")
		for _, target := range targets {
			a, b2 := find(t.rows, target.row), find(t.rows, target.of)
			if a == nil || b2 == nil {
				continue
			}
			ratio := a.cost.cpu.Seconds() / b2.cost.cpu.Seconds()
			if target.what == "memory" {
				ratio = float64(a.cost.memory) / float64(b2.cost.memory)
			}
			verdict := "met"
			if ratio > target.most {
				verdict = "**missed**"
			}
			fmt.Fprintf(&b, "| %s: %s of %s | %.2f | %.2f | %s |\n", target.what, target.row, target.of, target.most, ratio, verdict)
		}
	}
	b.WriteString("\nWhy the limits lie where they do is in [design/loading.md](design/loading.md).\n")
	_, err := w.Write(b.Bytes())
	return err
}

func times(n int) string {
	if n == 1 {
		return "one run"
	}
	return fmt.Sprintf("%d runs (of `go vet` with an empty build cache, one)", n)
}

func find(rows []row, name string) *row {
	for i := range rows {
		if rows[i].name == name {
			return &rows[i]
		}
	}
	return nil
}
