package load

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// LocalModules returns the directories of the modules whose code a user may
// change that a build in dir uses: those of the workspace, or else the one that
// dir is in, and those by which they replace others. It is for caches, which
// must know of every directory that may have a policy: files that cannot be
// read are passed over, as whoever builds will find fault with them.
func LocalModules(ctx context.Context, dir string) []string {
	cmd := exec.CommandContext(ctx, "go", "env", "GOWORK", "GOMOD")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		return nil
	}
	work, mod, _ := strings.Cut(strings.TrimRight(string(out), "\n"), "\n")
	dirs := used(work)
	if len(dirs) == 0 && mod != "" && mod != os.DevNull {
		dirs = []string{filepath.Dir(mod)}
	}
	replaced := replacements(work, modfile.ParseWork, func(f *modfile.WorkFile) []*modfile.Replace { return f.Replace })
	for _, d := range dirs {
		replaced = append(replaced, replacements(filepath.Join(d, "go.mod"), modfile.Parse, func(f *modfile.File) []*modfile.Replace { return f.Replace })...)
	}
	dirs = append(dirs, replaced...)
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// used returns the directories of the modules of a workspace.
func used(file string) []string {
	if file == "" || file == "off" {
		return nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	work, err := modfile.ParseWork(file, data, nil)
	if err != nil {
		return nil
	}
	var dirs []string
	for _, use := range work.Use {
		dirs = append(dirs, beside(file, use.Path))
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// replacements returns the directories by which a go.mod or go.work replaces
// modules.
func replacements[F any](file string, parse func(string, []byte, modfile.VersionFixer) (F, error), of func(F) []*modfile.Replace) []string {
	if file == "" || file == "off" {
		return nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	f, err := parse(file, data, nil)
	if err != nil {
		return nil
	}
	var dirs []string
	for _, r := range of(f) {
		if r.New.Version == "" { // a directory
			dirs = append(dirs, beside(file, r.New.Path))
		}
	}
	return dirs
}

// beside returns the directory that a file means by a path.
func beside(file, path string) string {
	d := filepath.FromSlash(path)
	if !filepath.IsAbs(d) {
		d = filepath.Join(filepath.Dir(file), d)
	}
	return d
}
