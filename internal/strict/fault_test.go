package strict

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestFaultsAreSaidInTheOrderOfTheirPlaces(t *testing.T) {
	var f Faults
	if f.Any() || f.Err() != nil {
		t.Errorf("no faults are an error: %v", f.Err())
	}
	f.Reportf(Pos{"b.yaml", 2, 9}, "", "the %s", "third")
	f.Report(Pos{"a.yaml", 1, 1}, "the last", "write less")
	f.Report(Pos{"b.yaml", 2, 1}, "the second", "")
	f.Report(Pos{File: "b.yaml"}, "the first", "")
	const want = "b.yaml: the first\nb.yaml:2:1: the second\nb.yaml:2:9: the third\na.yaml:1:1: the last; write less"
	if err := f.Err(); err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
	if fault, ok := errors.AsType[*Fault](f.Err()); !ok || fault.Line != 0 {
		t.Errorf("the error is of no faults: %#v", fault)
	}
}

func TestAFileThatCannotBeReadSaysWhy(t *testing.T) {
	dir := t.TempDir()
	tests := map[string]struct {
		path, want string
		is         error
	}{
		"it is missing":       {filepath.Join(dir, "none"), "x.yaml: there is no such file", fs.ErrNotExist},
		"it is a directory":   {dir, "x.yaml: this is a directory; name the file in it", ErrDirectory},
		"it is within a file": {filepath.Join(os.Args[0], "x"), "x.yaml: not a directory", nil},
		"its name is no name": {"a\x00b", "x.yaml: invalid argument", nil},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			_, err := ReadFile(tt.path)
			fault := FileFault("x.yaml", err)
			if got := fault.Error(); got != tt.want || tt.is != nil && !errors.Is(fault, tt.is) {
				t.Errorf("%v: got %q, want %q, which is %v", err, got, tt.want, tt.is)
			}
		})
	}
}
