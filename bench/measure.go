package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// A cost is what a command and all the processes that it started took.
type cost struct {
	cpu, wall time.Duration // cpu is user and system time
	memory    int64         // bytes; of the largest of the processes, at its peak
}

// A state is what a run finds of earlier ones.
type state string

// The states, in the order in which they are measured.
const (
	empty  state = "empty"  // no build cache, nor a cache of the tool's own
	cold   state = "cold"   // a build cache, but no cache of the tool's own
	edited state = "edited" // all caches; a line was added to a file since
	repeat state = "repeat" // all caches; nothing has changed since
)

// A row is one command in one state.
type row struct {
	name  string
	tool  string
	args  []string
	state state
	env   []string
	cost  cost
}

// rows returns what is measured, in an order in which each finds what it needs.
func rows() []row {
	list := []string{"list", "-deps", "./..."}
	vet := []string{"vet", "./..."}
	return []row{
		{name: "`go list -deps`, empty build cache", tool: "go", args: list, state: empty},
		{name: "llmtag, empty build cache", tool: "llmtag", args: []string{"./..."}, state: empty},
		{name: "`go vet`, empty build cache", tool: "go", args: vet, state: empty},
		{name: "staticcheck, own cache empty", tool: "staticcheck", args: []string{"./..."}, state: cold},
		{name: "golangci-lint, own cache empty", tool: "golangci-lint", args: []string{"run", "--no-config", "./..."}, state: cold},
		{name: "llmtag, own cache empty", tool: "llmtag", args: []string{"./..."}, state: cold},
		{name: "`go list -deps`, one file edited", tool: "go", args: list, state: edited},
		{name: "llmtag, one file edited", tool: "llmtag", args: []string{"./..."}, state: edited},
		{name: "`go vet`, one file edited", tool: "go", args: vet, state: edited},
		{name: "staticcheck, one file edited", tool: "staticcheck", args: []string{"./..."}, state: edited},
		{name: "golangci-lint, one file edited", tool: "golangci-lint", args: []string{"run", "--no-config", "./..."}, state: edited},
		{name: "`go list -deps`, nothing changed", tool: "go", args: list, state: repeat},
		{name: "llmtag, nothing changed", tool: "llmtag", args: []string{"./..."}, state: repeat},
		{name: "`go vet`, nothing changed", tool: "go", args: vet, state: repeat},
		{name: "staticcheck, nothing changed", tool: "staticcheck", args: []string{"./..."}, state: repeat},
		{name: "golangci-lint, nothing changed", tool: "golangci-lint", args: []string{"run", "--no-config", "./..."}, state: repeat},
		{name: "llmtag, one package, edited", tool: "llmtag", args: []string{"{package}"}, state: edited},
	}
}

// measureAll measures all rows on a repository.
func (o options) measureAll(repo repository, dir string) ([]row, error) {
	var out []row
	caches := filepath.Join(dir, "caches-"+repo.short)
	for _, r := range rows() {
		if o.tools[r.tool] == "" || !o.only.MatchString(r.name) {
			continue
		}
		for i, arg := range r.args {
			r.args[i] = strings.ReplaceAll(arg, "{package}", repo.pkg)
		}
		var costs []cost
		runs := o.runs
		if r.state == empty && r.args[0] == "vet" {
			runs = 1 // minutes
		}
		if r.state == edited || r.state == repeat {
			if _, err := o.run(r, repo, caches); err != nil { // fills the caches
				return nil, err
			}
		}
		for i := range runs {
			if err := prepare(r, repo, caches, i); err != nil {
				return nil, err
			}
			c, err := o.run(r, repo, caches)
			if err != nil {
				return nil, err
			}
			costs = append(costs, c)
		}
		r.cost = median(costs)
		fmt.Fprintf(os.Stderr, "%-16s %-40s %8.2f CPU s %8.2f s %6d MB\n", repo.short, r.name, r.cost.cpu.Seconds(), r.cost.wall.Seconds(), r.cost.memory>>20)
		out = append(out, r)
	}
	return out, nil
}

// prepare brings caches and repository into the state that a row wants.
func prepare(r row, repo repository, caches string, i int) error {
	own := filepath.Join(caches, r.tool)
	switch r.state {
	case empty:
		return removeAll(filepath.Join(caches, "build"), own)
	case cold:
		return removeAll(own)
	case edited:
		file, err := os.OpenFile(filepath.Join(repo.dir, repo.file), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer file.Close()
		_, err = fmt.Fprintf(file, "\n// Edited, %d.\n", time.Now().UnixNano())
		return err
	case repeat:
	}
	return nil
}

func removeAll(dirs ...string) error {
	for _, dir := range dirs {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return nil
}

// run runs the command of a row. That it finds something is no error, but one that
// takes nothing has not run.
func (o options) run(r row, repo repository, caches string) (cost, error) {
	cmd := exec.Command(o.tools[r.tool], r.args...)
	cmd.Dir = repo.dir
	own := filepath.Join(caches, r.tool)
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOCACHE="+filepath.Join(caches, "build"),
		"LLMTAG_CACHE="+own, "STATICCHECK_CACHE="+own, "GOLANGCI_LINT_CACHE="+own)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if cmd.ProcessState == nil {
		return cost{}, err
	}
	if code := cmd.ProcessState.ExitCode(); code < 0 || code > 1 {
		return cost{}, fmt.Errorf("%s exits %d: %s", r.name, code, &stderr)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return cost{}, fmt.Errorf("this system does not account for processes")
	}
	return cost{
		cpu:    cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(),
		wall:   wall,
		memory: int64(usage.Maxrss) << 10, // Linux counts in KiB
	}, nil
}
