package load

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// inputs returns the directories of the modules of ours, sorted: see [Config].
func (l *listing) inputs() []string {
	var dirs []string
	for _, p := range l.all {
		switch {
		case !isOurs(p) && !l.main[p]:
		case p.Module == nil || p.Module.Dir == "" || p.PkgPath == "command-line-arguments":
			return nil
		default:
			dirs = append(dirs, p.Module.Dir)
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// Environment returns a text that changes with whatever decides, besides the
// inputs, about what the go command lists in dir: the go command itself, its
// settings, and the workspaces and modules above. Its error says why that cannot
// be known.
func Environment(dir string, environ []string) (string, error) {
	var out strings.Builder
	settings := os.Getenv("GOENV")
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		switch {
		case name == "GOFLAGS" && (strings.Contains(value, "-modfile") || strings.Contains(value, "-overlay")), name == "GOPACKAGESDRIVER" && value != "off" && value != "":
			return "", errors.New(name + " names what is not looked at")
		case strings.HasPrefix(name, "GO"), strings.HasPrefix(name, "CGO_"), slices.Contains([]string{"CC", "CXX", "PATH", "HOME"}, name):
			fmt.Fprintln(&out, v)
		}
	}
	if settings == "" {
		if config, err := os.UserConfigDir(); err == nil {
			settings = filepath.Join(config, "go", "env")
		}
	}
	if text, err := os.ReadFile(settings); err == nil {
		if strings.Contains(string(text), "-modfile") || strings.Contains(string(text), "-overlay") {
			return "", errors.New(settings + " names what is not looked at")
		}
		fmt.Fprintf(&out, "%s\n", text)
	}
	tool, err := exec.LookPath("go")
	if err != nil {
		return "", err
	}
	if tool, err = filepath.EvalSymlinks(tool); err != nil {
		return "", err
	}
	info, err := os.Stat(tool)
	if err != nil {
		return "", err
	}
	fmt.Fprintln(&out, tool, info.Size(), info.ModTime().UnixNano(), runtime.GOOS, runtime.GOARCH)
	for d := dir; ; d = filepath.Dir(d) {
		for _, name := range []string{"go.work", "go.work.sum", "go.mod"} {
			if text, err := os.ReadFile(filepath.Join(d, name)); err == nil {
				fmt.Fprintf(&out, "%s %d\n%s", filepath.Join(d, name), len(text), text)
			}
		}
		if d == filepath.Dir(d) {
			return out.String(), nil
		}
	}
}

// Snapshot returns a hash of the files in directories and below them that decide
// what is found: Go files, those of modules and workspaces, and policies. What
// git keeps for itself does not count, nor what lies in the directory except. It
// also returns when the newest of those files, or of the directories that they
// are in, was changed.
func Snapshot(dirs []string, except string) (hash string, newest time.Time, err error) {
	var all []string // names
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (d.Name() == ".git" || path == except) {
				return fs.SkipDir
			}
			if d.IsDir() || !Decides(d.Name()) {
				return nil
			}
			if in := filepath.Dir(path); len(all) == 0 || filepath.Dir(all[len(all)-1]) != in {
				info, err := os.Stat(in)
				if err != nil {
					return err
				}
				newest = later(newest, info.ModTime())
			}
			all = append(all, path)
			return nil
		})
		if err != nil {
			return "", newest, err
		}
	}
	workers := runtime.GOMAXPROCS(0)
	sums := make([][sha256.Size]byte, len(all))
	errs := make([]error, workers)
	times := make([]time.Time, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(all); i += workers {
				sum, changed, err := content(all[i])
				if err != nil {
					errs[w] = err
					return
				}
				sums[i], times[w] = sum, later(times[w], changed)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return "", newest, err
	}
	for _, t := range times {
		newest = later(newest, t)
	}
	h := sha256.New()
	for i, name := range all {
		fmt.Fprintf(h, "%d:%s", len(name), name)
		_, _ = h.Write(sums[i][:])
	}
	return hex.EncodeToString(h.Sum(nil)), newest, nil
}

func later(t, u time.Time) time.Time {
	if u.After(t) {
		return u
	}
	return t
}

// Decides reports whether a file of that name may decide what is found.
func Decides(name string) bool {
	name = filepath.Base(name)
	switch filepath.Ext(name) {
	case ".go", ".mod", ".sum", ".work", ".s", ".c", ".h":
		return true
	}
	return slices.Contains([]string{"modules.txt", "policy.yaml", ".llmtag.yaml"}, name)
}

// content returns the hash of a file and when it was changed; of what is no file,
// or a link that leads nowhere, that of nothing.
func content(path string) (sum [sha256.Size]byte, changed time.Time, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return sum, changed, nil
	}
	if err != nil {
		return sum, changed, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return sum, changed, err
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, changed, err
	}
	return [sha256.Size]byte(h.Sum(nil)), info.ModTime(), nil
}
