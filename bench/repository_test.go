package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The generated module is what the document says: so many packages, so many of
// which import the SDK, and nothing is imported that is not there.
func TestTheGeneratedModule(t *testing.T) {
	dir := t.TempDir()
	if err := writeModule(dir); err != nil {
		t.Fatal(err)
	}
	imports := make(map[string][]string) // by package
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, filepath.Dir(path))
		if err != nil {
			return err
		}
		name := "example.com/made/" + filepath.ToSlash(rel)
		imports[name] = nil
		for _, spec := range f.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports[name] = append(imports[name], p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	using := 0
	for name, list := range imports {
		for _, p := range list {
			if p == sdk {
				using++
			}
			if _, ok := imports[p]; strings.HasPrefix(p, "example.com/") && !ok {
				t.Errorf("%s imports %s, which is not there", name, p)
			}
		}
	}
	if len(imports) != packages || using != users {
		t.Errorf("%d packages, %d of which use the SDK; want %d, %d", len(imports), using, packages, users)
	}
}
