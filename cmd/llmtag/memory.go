package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/internal/cache"
	"github.com/llmtag/llmtag/internal/load"
	"github.com/llmtag/llmtag/policy"
)

// memory is what is known of earlier answers to an inquiry. An answer is kept
// in two steps, for which directories decide about it is known only when it has
// been found: under what is asked, the directories; under those and what is in
// them, the answer.
type memory struct {
	cache    *cache.Cache
	policies *policy.Finder
	key      cache.Key // of what is asked
	world    string    // what decides about packages besides their files: see [load.Config]
	began    time.Time // when the run did
	seen     string    // what was in the places
	places   places
}

// places are where an answer depends on files.
type places struct {
	Inputs   []string // directories: see [load.Config]
	Policies []string // directories in which all the policies hold that decide
}

// memory returns what is known of earlier answers; nothing, if something decides
// about them that cannot be looked at.
func (r *inquiry) memory(kept *cache.Cache) *memory {
	if kept == nil || r.before != nil {
		return &memory{}
	}
	began := time.Now()
	environment, err := load.Environment(r.program.Dir, r.environ())
	if err != nil {
		return &memory{}
	}
	self, err := buildID()
	if err != nil {
		return &memory{}
	}
	world := cache.NewHash("world")
	world.Add(self, environment)
	h := cache.NewHash("places")
	h.Add(self, environment, r.program.Dir, r.build.tags, strconv.FormatBool(r.opts.tests), string(r.opts.policy))
	h.Add(r.program.Patterns...)
	return &memory{cache: kept, policies: r.policies, key: h.Key(), world: world.Key().String(), began: began}
}

// recall returns the answer to the same question on the same files; nil if there
// is none.
func (m *memory) recall() *answer {
	data, ok := m.cache.Get(m.key)
	if !ok {
		return nil
	}
	var places places
	if gob.NewDecoder(bytes.NewReader(data)).Decode(&places) != nil {
		return nil
	}
	seen, _, err := m.look(places)
	if err != nil {
		return nil
	}
	data, ok = m.cache.Get(m.of(seen))
	if !ok {
		return nil
	}
	a := &answer{cached: true}
	if gob.NewDecoder(bytes.NewReader(data)).Decode(a) != nil || a.Report == nil {
		return nil
	}
	if a.Report.Dated && a.Day != today() {
		return nil // a comment may have expired
	}
	return a
}

func today() string { return time.Now().UTC().Format(time.DateOnly) }

// look returns what is in the places now, and when the newest of it was changed.
func (m *memory) look(p places) (seen string, newest time.Time, err error) {
	files, newest, err := load.Snapshot(p.Inputs, m.cache.Dir())
	if err != nil {
		return "", newest, err
	}
	h := cache.NewHash("seen")
	h.Add(files)
	for _, dir := range p.Inputs {
		h.Add(above(dir))
	}
	for _, dir := range p.Policies {
		pol, err := m.policies.For(dir)
		if err != nil {
			return "", newest, err // the run will say so
		}
		h.Add(dir, pol.File, pol.Hash())
	}
	return h.Key().String(), newest, nil
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

// before takes the snapshot under which an answer will be kept, when it is known
// which places matter. The go command has looked at them by then, so there
// is none if something was changed since the run began.
func (m *memory) before(inputs []string, holds []held) {
	if m.cache == nil || len(inputs) == 0 {
		return
	}
	p := places{Inputs: inputs}
	for _, h := range holds {
		if h.policy.Hash() != h.hash {
			return // a description was changed while it was read
		}
		p.Policies = append(p.Policies, h.dir)
	}
	if seen, newest, err := m.look(p); err == nil && newest.Before(m.began) {
		m.seen, m.places = seen, p
	}
}

// keep keeps an answer that says all there is to say, if the files are what they
// were when it was begun. Policies are what the finder has read, once.
func (m *memory) keep(a *answer) {
	if m.seen == "" || len(a.errors) > 0 || len(a.Report.Faults) > 0 {
		return
	}
	if now, _, err := m.look(m.places); err != nil || now != m.seen {
		return
	}
	a.Day = today()
	var where, what bytes.Buffer
	if gob.NewEncoder(&where).Encode(m.places) != nil || gob.NewEncoder(&what).Encode(a) != nil {
		return
	}
	// What cannot be kept is worked out again.
	_ = m.cache.Put(m.key, where.Bytes())
	_ = m.cache.Put(m.of(m.seen), what.Bytes())
	m.cache.Trim()
}

// of returns the key of the answer for what was seen.
func (m *memory) of(seen string) cache.Key {
	h := cache.NewHash("answer")
	h.Add(m.key.String(), seen)
	return h.Key()
}
