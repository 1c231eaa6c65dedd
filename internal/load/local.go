package load

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
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
	dirs := members(work)
	if len(dirs) == 0 && mod != "" && mod != os.DevNull {
		dirs = []string{filepath.Dir(mod)}
	}
	replaced := replacements(work)
	for _, d := range dirs {
		replaced = append(replaced, replacements(filepath.Join(d, "go.mod"))...)
	}
	dirs = append(dirs, replaced...)
	slices.Sort(dirs)
	return slices.Compact(dirs)
}
