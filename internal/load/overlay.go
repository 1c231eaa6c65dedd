package load

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// writeOverlay writes an overlay in the form that the go command reads: a JSON
// file that names, for each file, another one to take for it, or none. (Package
// packages knows no files that are not to be there.)
func writeOverlay(overlay map[string][]byte) (file string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "llmtag-")
	if err != nil {
		return "", nil, err
	}
	remove = func() { _ = os.RemoveAll(dir) } // in the directory for what may stay behind
	defer func() {
		if err != nil {
			remove()
			err = fmt.Errorf("writing what files were before: %w", err)
		}
	}()
	replace := make(map[string]string, len(overlay))
	for name, data := range overlay {
		replace[name] = ""
		if data == nil {
			continue
		}
		replace[name] = filepath.Join(dir, strconv.Itoa(len(replace))+filepath.Ext(name))
		if err := os.WriteFile(replace[name], data, 0o600); err != nil {
			return "", nil, err
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	file = filepath.Join(dir, "overlay.json")
	if err := errors.Join(err, os.WriteFile(file, text, 0o600)); err != nil {
		return "", nil, err
	}
	return file, remove, nil
}
