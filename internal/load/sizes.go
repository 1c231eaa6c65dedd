package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/types"
	"os/exec"
	"runtime"
	"strings"
)

// sizes returns the sizes of types on the architecture for which the go command
// builds. The packages driver knows them as well, but asks the go command to run
// cgo for each package when it is asked for them.
func sizes(ctx context.Context, cfg Config) (types.Sizes, error) {
	cmd := exec.CommandContext(ctx, "go", "env", "GOARCH")
	cmd.Dir, cmd.Env = cfg.Dir, cfg.Env
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("asking the go command for its architecture: %w: %s", err, strings.TrimSpace(stderr.String()))
	}
	if s := types.SizesFor("gc", strings.TrimSpace(string(out))); s != nil {
		return s, nil
	}
	return types.SizesFor("gc", runtime.GOARCH), nil
}
