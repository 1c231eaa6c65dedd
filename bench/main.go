// Command bench measures how much llmtag costs on a repository beside what Go
// programmers run anyway, and writes docs/benchmarks.md. Run it by make bench.
//
// It needs the network once, for the modules that it measures on.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"
)

func main() {
	if err := bench(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	runs  int
	out   string
	only  *regexp.Regexp
	tools map[string]string // name → program
}

func bench() error {
	o := options{tools: map[string]string{"go": "go"}}
	var llmtag, staticcheck, golangci string
	flag.IntVar(&o.runs, "runs", 3, "measure each case this often, and take the median")
	flag.StringVar(&o.out, "o", "", "file to write; stdout if empty")
	only := flag.String("only", "", "only rows whose name this regular expression matches")
	flag.StringVar(&llmtag, "llmtag", "", "the llmtag to measure")
	flag.StringVar(&staticcheck, "staticcheck", "", "the staticcheck to compare with; none leaves it out")
	flag.StringVar(&golangci, "golangci-lint", "", "the golangci-lint to compare with; none leaves it out")
	flag.Parse()
	var err error
	if o.only, err = regexp.Compile(*only); err != nil {
		return err
	}
	if llmtag == "" {
		return fmt.Errorf("-llmtag names no program; run make bench")
	}
	for name, file := range map[string]string{"llmtag": llmtag, "staticcheck": staticcheck, "golangci-lint": golangci} {
		if file == "" {
			continue
		}
		path, err := filepath.Abs(file)
		if err != nil {
			return err
		}
		o.tools[name] = path
	}
	dir, err := os.MkdirTemp("", "llmtag-bench-")
	if err != nil {
		return err
	}
	defer remove(dir)

	real, err := download(filepath.Join(dir, "real"))
	if err != nil {
		return fmt.Errorf("getting %s: %w", realModule, err)
	}
	made, err := generate(filepath.Join(dir, "made"))
	if err != nil {
		return fmt.Errorf("generating a repository: %w", err)
	}
	doc := &document{date: time.Now().UTC(), versions: o.versions()}
	for _, repo := range []repository{real, made} {
		rows, err := o.measureAll(repo, dir)
		if err != nil {
			return fmt.Errorf("%s: %w", repo.name, err)
		}
		doc.tables = append(doc.tables, table{repo, rows})
		if err := o.save(doc); err != nil { // an hour's work is not lost if the next is interrupted
			return err
		}
	}
	if o.out == "" {
		return doc.write(os.Stdout, o.runs)
	}
	return nil
}

// save writes the file of the document as it is by now, if there is to be one.
func (o options) save(doc *document) error {
	if o.out == "" {
		return nil
	}
	file, err := os.Create(o.out)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := doc.write(file, o.runs); err != nil {
		return err
	}
	return file.Close()
}

// remove removes a directory with module caches in it, which are read-only.
func remove(dir string) {
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			_ = os.Chmod(path, 0o755)
		}
		return nil
	})
	_ = os.RemoveAll(dir)
}

// versions returns what was measured, and on what.
func (o options) versions() []string {
	out := []string{fmt.Sprintf("%s/%s, %d processors, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), processor())}
	for _, q := range [][]string{{"go", "version"}, {"staticcheck", "-version"}, {"golangci-lint", "version"}} {
		tool := o.tools[q[0]]
		if tool == "" {
			continue
		}
		text, err := exec.Command(tool, q[1:]...).Output()
		if err == nil {
			line, _, _ := strings.Cut(string(text), "\n")
			line, _, _ = strings.Cut(line, " built with")
			out = append(out, strings.TrimSpace(line))
		}
	}
	return out
}

// processor returns the name of the machine's processor.
func processor() string {
	data, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "of unknown make"
	}
	for line := range strings.Lines(string(data)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "of unknown make"
}

// median returns the cost in the middle, by CPU time.
func median(costs []cost) cost {
	slices.SortFunc(costs, func(a, b cost) int { return int(a.cpu - b.cpu) })
	return costs[len(costs)/2]
}
