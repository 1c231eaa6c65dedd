package revision

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Moved returns what files that are new were called before: the file that is not
// there any more, has the same extension and shares most of its text, half of it
// at least, as git has it; also where nobody has told git. before is the result of
// [Before]; files that were there, or were no other's, are not in the result.
func Moved(before map[string][]byte, files []string) map[string]string {
	var gone []string
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if _, err := os.Lstat(name); before[name] != nil && errors.Is(err, fs.ErrNotExist) {
			gone = append(gone, name)
		}
	}
	moved := make(map[string]string)
	for _, name := range slices.Compact(slices.Sorted(slices.Values(files))) {
		data, known := before[name]
		if !known || data != nil || len(gone) == 0 {
			continue
		}
		now, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		best, most := "", 0.5
		for _, old := range gone {
			if filepath.Ext(old) != filepath.Ext(name) {
				continue
			}
			if alike := similarity(before[old], now); alike > most || alike == most && best == "" {
				best, most = old, alike
			}
		}
		if best != "" {
			moved[name] = best
			gone = slices.DeleteFunc(gone, func(old string) bool { return old == best })
		}
	}
	return moved
}

// similarity returns the share of the longer text that both have, in lines and
// without white space around them.
func similarity(a, b []byte) float64 {
	lines := make(map[string]int)
	for line := range bytes.Lines(a) {
		lines[string(bytes.TrimSpace(line))]++
	}
	shared := 0
	for line := range bytes.Lines(b) {
		line = bytes.TrimSpace(line)
		if lines[string(line)] > 0 {
			lines[string(line)]--
			shared += len(line)
		}
	}
	return float64(shared) / float64(max(size(a), size(b), 1))
}

// size returns the number of bytes of a text without white space around lines.
func size(text []byte) (n int) {
	for line := range bytes.Lines(text) {
		n += len(bytes.TrimSpace(line))
	}
	return n
}
