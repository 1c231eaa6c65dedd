package load

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
)

// identities say what packages are: two packages of one identity, in worlds of
// one base, have the same types.
type identities struct {
	world *world

	first sync.Once
	text  string // base

	mu   sync.Mutex
	done map[*packages.Package]string // of published packages; empty: it cannot be known
	seen map[string][sha256.Size]byte // files that can change, with what they had in them
}

// base returns what is said of all packages: the key of the configuration, the
// build tags, and the Go release that the standard library is of.
func (ids *identities) base() string {
	ids.first.Do(func() {
		cfg := ids.world.cfg
		ids.text = fmt.Sprintf("%s\x00%s\x00%s", cfg.Key, cfg.BuildTags, release(ids.world.list))
	})
	return ids.text
}

// release returns where the standard library lies, and what release it is of.
func release(l *listing) string {
	for _, p := range l.all {
		if !isStd(p) || len(p.GoFiles) == 0 {
			continue
		}
		root, ok := strings.CutSuffix(filepath.ToSlash(filepath.Dir(p.GoFiles[0])), "/src/"+p.PkgPath)
		if !ok {
			continue
		}
		version, _ := os.ReadFile(filepath.Join(filepath.FromSlash(root), "VERSION")) // there is none in a working copy of Go: the go command itself is in the key
		return root + "\x00" + string(version)
	}
	return ""
}

// Identity returns a text that changes with all that decides about what pkg says,
// but for the packages in Needs. It reads pkg's files, and Check takes what it
// read. It reports false if that cannot be known, as for a package with faults.
func (p *Result) Identity(pkg *Package) (string, bool) {
	w, n := p.types, pkg.node
	if w.cfg.Cache == nil || w.list.broken[pkg.Package] {
		return "", false
	}
	h := sha256.New()
	m := pkg.Module
	fmt.Fprintf(h, "%s\x00%s\x00%s\x00%s\x00%v %v\x00%s\x00", pkg.ID, pkg.PkgPath, pkg.Name, pkg.ForTest, pkg.Analysed, isOurs(pkg.Package), goVersion(pkg.Package))
	if m != nil {
		fmt.Fprintf(h, "%s\x00%s\x00%s\x00", m.Path, m.Version, m.Dir)
	}
	n.text = make(map[string][]byte, len(pkg.GoFiles))
	for _, name := range pkg.GoFiles {
		text, err := os.ReadFile(name)
		if err != nil {
			return "", false
		}
		n.text[name] = text
		fmt.Fprintf(h, "%s\x00%x\x00", name, sha256.Sum256(text))
	}
	for _, path := range sortedImports(pkg.Package) {
		q := pkg.Imports[path]
		id := ""
		switch own := w.mine[q.ID]; {
		case own == nil:
			var ok bool
			if id, ok = w.ids.published(q); !ok {
				return "", false
			}
		case own.node.place > n.place:
			return "", false // a cycle
		}
		fmt.Fprintf(h, "%s\x00%s\x00%s\x00", path, q.ID, id)
	}
	return hex.EncodeToString(h.Sum(nil)), true
}

// published returns the identity of a package that is none of the program's own:
// its files and those of all that it imports. What a module has in the module
// cache does not change with its version; elsewhere, as in vendor, the content
// counts. It reports false for what is not there or has errors.
func (ids *identities) published(pkg *packages.Package) (string, bool) {
	ids.mu.Lock()
	defer ids.mu.Unlock()
	if ids.done == nil {
		ids.done = make(map[*packages.Package]string)
		ids.seen = make(map[string][sha256.Size]byte)
	}
	id := ids.of(pkg)
	return id, id != ""
}

func (ids *identities) of(pkg *packages.Package) string {
	if id, ok := ids.done[pkg]; ok {
		return id
	}
	ids.done[pkg] = "" // on its way: an import cycle has no identity
	_, absent := ids.world.list.absent[pkg]
	if absent || ids.world.list.broken[pkg] || ids.world.mine[pkg.ID] != nil {
		return ""
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%s\x00", pkg.ID, pkg.Name, goVersion(pkg))
	m := pkg.Module
	if m != nil {
		fmt.Fprintf(h, "%s\x00%s\x00%s\x00", m.Path, m.Version, m.Dir)
	}
	for _, e := range pkg.Errors {
		fmt.Fprintf(h, "%s\x00", e.Msg)
	}
	constant := isStd(pkg) || m != nil && m.Version != "" && strings.Contains(filepath.Base(m.Dir), "@v")
	for _, name := range pkg.GoFiles {
		if constant && (m == nil || within(filepath.ToSlash(name), filepath.ToSlash(m.Dir))) {
			fmt.Fprintf(h, "%s\x00", filepath.Base(name))
			continue
		}
		sum, _, err := content(name)
		if err != nil {
			return ""
		}
		ids.seen[name] = sum
		fmt.Fprintf(h, "%s\x00%x\x00", name, sum)
	}
	for _, path := range sortedImports(pkg) {
		id := "unsafe"
		if q := pkg.Imports[path]; q.PkgPath != "unsafe" {
			if id = ids.of(q); id == "" {
				return ""
			}
		}
		fmt.Fprintf(h, "%s\x00%s\x00", path, id)
	}
	ids.done[pkg] = hex.EncodeToString(h.Sum(nil))
	return ids.done[pkg]
}

// same reports whether the files that can change, of what is none of the
// program's own, have in them what they had.
func (ids *identities) same() bool {
	ids.mu.Lock()
	defer ids.mu.Unlock()
	for name, sum := range ids.seen {
		if now, _, err := content(name); err != nil || now != sum {
			return false
		}
	}
	return true
}

// Same reports whether nothing of what decides about identities has changed since
// they were asked for. What a package's own files had in them is what Check took.
func (p *Result) Same() bool { return p.types.ids.same() }
