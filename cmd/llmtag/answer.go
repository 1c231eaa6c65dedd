package main

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/internal/cache"
	"github.com/llmtag/llmtag/internal/load"
	"github.com/llmtag/llmtag/policy"
)

// An answer is what a run has to say, before it is put in any form.
type answer struct {
	Report *analyzer.Report
	Policy string // the file that holds in the current directory; empty for the built-in default
	Notes  []string
	Counts counts

	errors []load.Error // packages that could not be loaded; such an answer is not kept
	laps   []lap
	cached bool
}

// counts are what --stats says of a load.
type counts struct{ Listed, Roots, Packages int }

// A question is what an answer depends on, besides the files.
type question struct {
	dir      string // where llmtag runs
	patterns []string
	opts     checkOptions
	env      func(string) string
	notes    io.Writer         // for what a user may want to know besides
	before   map[string][]byte // what to take for files in place of what they hold: see [load.Config]
}

// answer returns the answer of an earlier run, if nothing has changed since, or
// a new one.
func (q *question) answer(ctx context.Context) (*answer, error) {
	policies := policy.NewFinder(string(q.opts.policy), q.env)
	if _, err := policies.For(q.dir); err != nil {
		return nil, err
	}
	kept, err := cache.Open(q.env)
	if err != nil {
		return nil, err
	}
	m := q.memory(kept, policies)
	if a := m.recall(); a != nil {
		q.note(a.Notes)
		return a, nil
	}
	a, err := q.ask(ctx, policies, m)
	if err != nil {
		return nil, err
	}
	m.keep(a)
	return a, nil
}

// ask loads and analyses.
func (q *question) ask(ctx context.Context, policies *policy.Finder, m *memory) (*answer, error) {
	here, err := policies.For(q.dir)
	if err != nil {
		return nil, err
	}
	clock := stopwatch{last: time.Now()}
	scope := &scope{finder: policies, tests: q.opts.tests}
	loaded, err := load.Load(ctx, load.Config{
		Dir:       q.dir,
		Patterns:  q.patterns,
		BuildTags: string(q.opts.tags),
		ScopeOf:   scope.of,
		Listed:    m.before,
		Overlay:   q.before,
	})
	if err != nil {
		return nil, err
	}
	clock.lap("load")
	a := &answer{
		Policy: here.File,
		Notes:  slices.Concat(policies.Notes(), loaded.Notes, faults(scope.imports(loaded.Near))),
		Counts: counts{Listed: loaded.Listed, Roots: len(loaded.Roots), Packages: len(loaded.Packages)},
		errors: loaded.Errors,
	}
	q.note(a.Notes)
	absent := scope.imports(loaded.Absent)
	a.Report, err = analyzer.Check(ctx, loaded, analyzer.Options{Policies: policies, SDKs: scope.sdks, Tests: q.opts.tests})
	if err := errors.Join(absent, err); err != nil {
		return nil, err
	}
	clock.lap("analysis")
	a.laps = clock.laps
	return a, nil
}

func (q *question) note(notes []string) {
	if q.before != nil {
		return // they were written for the program of now
	}
	for _, note := range notes {
		fmt.Fprintln(q.notes, "llmtag:", note)
	}
}

// memory is what is known of earlier answers to one question.
type memory struct {
	cache  *cache.Cache
	key    cache.Key // of the directories that an answer depends on
	began  time.Time // when the run did
	seen   string    // the snapshot of them
	inputs []string
}

// memory returns what is known of earlier answers; nothing, if something decides
// about them that cannot be looked at.
func (q *question) memory(kept *cache.Cache, policies *policy.Finder) *memory {
	if kept == nil {
		return &memory{}
	}
	began := time.Now()
	environment, err := load.Environment(q.dir, os.Environ())
	if err != nil {
		return &memory{}
	}
	self, err := buildID()
	if err != nil {
		return &memory{}
	}
	h := cache.NewHash("inputs")
	h.Add(self, environment, q.dir, string(q.opts.tags), strconv.FormatBool(q.opts.tests), string(q.opts.policy), policies.Hash(q.dir), above(q.dir))
	h.Add(time.Now().UTC().Format(time.DateOnly)) // comments that ignore findings until a day
	h.Add(q.patterns...)
	return &memory{cache: kept, key: h.Key(), began: began}
}

// above returns what of the directories above dir decides which policies hold,
// and what is said of them.
func above(dir string) string {
	var out strings.Builder
	for d := dir; ; d = filepath.Dir(d) {
		for _, name := range []string{"policy.yaml", ".llmtag.yaml"} {
			if text, err := os.ReadFile(filepath.Join(d, name)); err == nil {
				fmt.Fprintf(&out, "%s %d\n%s", filepath.Join(d, name), len(text), text)
			}
		}
		if _, err := os.Lstat(filepath.Join(d, ".git")); err == nil {
			fmt.Fprintf(&out, "%s is the root\n", d)
		}
		if d == filepath.Dir(d) {
			return out.String()
		}
	}
}

// recall returns the answer to the same question on the same files; nil if there
// is none.
func (m *memory) recall() *answer {
	inputs, ok := m.cache.Get(m.key)
	if !ok {
		return nil
	}
	seen, _, err := load.Snapshot(strings.Split(string(inputs), "\x00"), m.cache.Dir())
	if err != nil {
		return nil
	}
	data, ok := m.cache.Get(m.of(seen))
	if !ok {
		return nil
	}
	a := &answer{cached: true}
	if gob.NewDecoder(bytes.NewReader(data)).Decode(a) != nil || a.Report == nil {
		return nil
	}
	return a
}

// before takes the snapshot under which an answer will be kept, when it is known
// which directories matter. The go command has looked at them by then, so there
// is none if something was changed since the run began.
func (m *memory) before(inputs []string) {
	if m.cache == nil || len(inputs) == 0 {
		return
	}
	if seen, newest, err := load.Snapshot(inputs, m.cache.Dir()); err == nil && newest.Before(m.began) {
		m.seen, m.inputs = seen, inputs
	}
}

// keep keeps an answer that says all there is to say, if the files are what they
// were when it was begun.
func (m *memory) keep(a *answer) {
	if m.seen == "" || len(a.errors) > 0 || len(a.Report.Faults) > 0 {
		return
	}
	if now, _, err := load.Snapshot(m.inputs, m.cache.Dir()); err != nil || now != m.seen {
		return
	}
	var data bytes.Buffer
	if gob.NewEncoder(&data).Encode(a) != nil {
		return
	}
	// What cannot be kept is worked out again.
	_ = m.cache.Put(m.key, []byte(strings.Join(m.inputs, "\x00")))
	_ = m.cache.Put(m.of(m.seen), data.Bytes())
	m.cache.Trim()
}

// of returns the key of the answer for a snapshot.
func (m *memory) of(snapshot string) cache.Key {
	h := cache.NewHash("answer")
	h.Add(m.key.String(), snapshot)
	return h.Key()
}
