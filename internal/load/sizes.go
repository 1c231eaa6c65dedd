package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/types"
	"os/exec"
	"runtime"
	"slices"
	"strings"
)

// sizes returns the sizes of types on the architecture for which the go command
// builds. The packages driver knows them as well, but asks the go command to run
// cgo for each package when it is asked for them.
func sizes(ctx context.Context, cfg Config) (types.Sizes, error) {
	out, err := ask(ctx, cfg, "env", "GOOS", "GOARCH")
	if err != nil {
		return nil, err
	}
	goos, goarch, _ := strings.Cut(out, "\n")
	if goos != runtime.GOOS || goarch != runtime.GOARCH {
		if all, err := ask(ctx, cfg, "tool", "dist", "list"); err == nil && !slices.Contains(strings.Fields(all), goos+"/"+goarch) {
			return nil, fmt.Errorf("unsupported GOOS/GOARCH pair %s/%s; go tool dist list names those that there are", goos, goarch)
		}
	}
	if s := types.SizesFor("gc", goarch); s != nil {
		return s, nil
	}
	return types.SizesFor("gc", runtime.GOARCH), nil
}

// ask returns what a go command prints.
func ask(ctx context.Context, cfg Config, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = cfg.Dir, cfg.Env
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return "", err
	case err != nil:
		return "", fmt.Errorf("asking the go command for its platform: %w: %s", err, strings.TrimSpace(stderr.String()))
	}
	return strings.TrimSpace(string(out)), nil
}
