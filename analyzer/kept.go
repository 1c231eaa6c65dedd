package analyzer

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/llmtag/llmtag/internal/cache"
	"github.com/llmtag/llmtag/internal/load"
	"github.com/llmtag/llmtag/policy"
)

// kept is what is known of packages from earlier runs. The key of a package is a
// hash of all that decides about it: its own identity, the policy, the
// descriptions, and of each package that it imports what an importer sees of it,
// types and facts. So an edit that changes neither ends at its own package.
type kept struct {
	linter *linter
	prog   *load.Result
	cache  *cache.Cache // nil: nothing is
	base   string       // what all keys begin with

	mu       sync.Mutex
	policies map[*policy.Policy]string // hashes
	fresh    []freshEntry              // to be written when the run has ended well
}

type freshEntry struct {
	key  cache.Key
	data []byte
}

// entry is what is kept of a package.
type entry struct {
	Report *Report
	Note   string
	Fact   []byte // none: it leaves none
	Export []byte // types; none of a variant that tests are built with
	Print  string // what importers see, as a hash
	Day    string // on which it was made, if it changes with the day
}

func newKept(l *linter, prog *load.Result) *kept {
	k := &kept{linter: l, prog: prog, policies: map[*policy.Policy]string{}}
	if l.opts.SDKs == nil {
		return k // those of each package's policy: nobody who keeps anything leaves it at that
	}
	k.cache, k.base = prog.Cache()
	return k
}

// key returns the key of a package; it reports false if what is to say of it
// cannot be kept.
func (k *kept) key(pkg *load.Package, outcomes map[*load.Package]*outcome) (cache.Key, bool) {
	if k.cache == nil {
		return cache.Key{}, false
	}
	for _, q := range pkg.Needs {
		if outcomes[q].print == "" {
			return cache.Key{}, false
		}
	}
	id, ok := k.prog.Identity(pkg)
	if !ok {
		return cache.Key{}, false
	}
	h := cache.NewHash("package")
	h.Add(k.base, id, k.linter.opts.SDKs.Hash(), strconv.FormatBool(k.linter.opts.Tests))
	dir := filepath.Dir(pkg.GoFiles[0])
	if pkg.Module == nil || !published(pkg.Module.Version, dir, pkg.PkgPath) {
		pol, err := k.linter.opts.Policies.For(dir)
		if err != nil {
			return cache.Key{}, false // the analysis will say so
		}
		h.Add(pol.Dir, k.hash(pol))
	}
	for _, q := range pkg.Needs {
		h.Add(q.ID, outcomes[q].print)
	}
	return h.Key(), true
}

// hash returns the hash of a policy.
func (k *kept) hash(pol *policy.Policy) string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.policies[pol] == "" {
		k.policies[pol] = pol.Hash()
	}
	return k.policies[pol]
}

// recall reports whether a package's outcome is known, and sets it if so.
func (k *kept) recall(pkg *load.Package, key cache.Key, o *outcome) bool {
	data, ok := k.cache.Get(key)
	if !ok {
		return false
	}
	var e entry
	if gob.NewDecoder(bytes.NewReader(data)).Decode(&e) != nil || e.Print == "" || e.Day != "" && e.Day != today() {
		return false
	}
	o.report, o.print, pkg.Note = e.Report, e.Print, e.Note
	if len(e.Fact) > 0 {
		o.fact = &summaries{encoded: e.Fact}
	}
	pkg.Recall(e.Export)
	return true
}

func today() string { return time.Now().UTC().Format(time.DateOnly) }

// note takes down the outcome of a package that was checked, to be written if the
// run ends well.
func (k *kept) note(pkg *load.Package, key cache.Key, o *outcome) {
	switch {
	case pkg.Fault != nil, o.report != nil && len(o.report.Faults) > 0:
		return // an error is no answer
	case pkg.Analysed && o.report == nil:
		o.print = key.String() // known by its types alone, such as they are: looked at in each run
		return
	}
	e := entry{Report: o.report, Note: pkg.Note}
	if o.report != nil && o.report.Dated {
		e.Day = today()
	}
	if o.fact != nil {
		var err error
		if e.Fact, err = o.fact.GobEncode(); err != nil {
			return
		}
	}
	switch {
	case pkg.ID != pkg.PkgPath: // types of a variant are not kept
		e.Print = key.String()
	default:
		if e.Export = k.prog.Export(pkg); e.Export == nil {
			o.print = key.String()
			return
		}
		h := sha256.New()
		fmt.Fprintf(h, "%d\x00", len(e.Export))
		_, _ = h.Write(e.Export)
		_, _ = h.Write(e.Fact)
		e.Print = hex.EncodeToString(h.Sum(nil))
	}
	o.print = e.Print
	var data bytes.Buffer
	if gob.NewEncoder(&data).Encode(e) != nil {
		return
	}
	k.mu.Lock()
	k.fresh = append(k.fresh, freshEntry{key, data.Bytes()})
	k.mu.Unlock()
}

// write writes what the run has found out, if what it looked at is what it was.
func (k *kept) write() {
	if len(k.fresh) == 0 || !k.prog.Same() {
		return
	}
	for _, f := range k.fresh {
		_ = k.cache.Put(f.key, f.data) // what cannot be kept is worked out again
	}
}
