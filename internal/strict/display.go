package strict

import (
	"os"
	"path/filepath"
)

// Display returns a path as messages have it: relative to the working
// directory where that is shorter.
func Display(path string) string {
	wd, err := os.Getwd()
	if err != nil || !filepath.IsAbs(path) {
		return path
	}
	if rel, err := filepath.Rel(wd, path); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}
