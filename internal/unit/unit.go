// Package unit spares the go command work when it runs llmtag as a vet tool. It
// does so for every package of the build, the standard library's included, one
// process for each, and most of them cannot have anything to do with LLMs: of
// those only the types are wanted, by the units that import them.
package unit

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/token"
	"go/types"
	"os"
	"path"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"
	"golang.org/x/tools/go/gcexportdata"

	"github.com/llmtag/llmtag/internal/outline"
)

// Skip writes what the units that import the one of configFile need to know of
// it, its types and no facts, if carries says that nothing else can matter: it
// gets the unit's import path, whether it is of the standard library or of a
// third party's module, and what it imports. Skip reports whether it did; if
// not, for whatever reason, the unit is to be analysed as any other.
func Skip(configFile string, matters func(u Unit) bool) bool {
	data, err := os.ReadFile(configFile)
	if err != nil {
		return false
	}
	var cfg unitchecker.Config
	if err := json.Unmarshal(data, &cfg); err != nil {
		return false
	}
	if !cfg.VetxOnly || cfg.VetxOutput == "" || matters(describe(&cfg)) {
		return false
	}
	out, err := typesOnly(&cfg)
	if err != nil {
		return false
	}
	return os.WriteFile(cfg.VetxOutput, out, 0o666) == nil
}

// A Unit is one package as the go command hands it to a vet tool.
type Unit struct {
	Path    string
	Module  string // path of its module; empty for the standard library
	Version string // of its module; empty for the main module
	Dir     string
	Imports map[string]string // what its files say → import path
}

func describe(cfg *unitchecker.Config) Unit {
	u := Unit{Path: cfg.ImportPath, Module: cfg.ModulePath, Version: cfg.ModuleVersion, Dir: cfg.Dir, Imports: cfg.ImportMap}
	if m := cfg.Module; m != nil {
		u.Module, u.Version = m.Path, m.Version
	}
	return u
}

// typesOnly type-checks a unit without function bodies and returns its file of
// types and facts, of which there are none.
func typesOnly(cfg *unitchecker.Config) ([]byte, error) {
	pkg, err := check(cfg, true)
	if err != nil {
		pkg, err = check(cfg, false) // perhaps a package has another name than its path lets one guess
	}
	if err != nil {
		return nil, err
	}
	return vetx(pkg)
}

// check type-checks the declarations of a unit. To be sparing, it reads the types
// of no import that they do not seem to mention.
func check(cfg *unitchecker.Config, sparing bool) (*types.Package, error) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range cfg.GoFiles {
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		f, err := outline.Parse(fset, name, src)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	mentioned := outline.Mentioned(files, probableName)
	imports := make(map[string]*types.Package)
	conf := types.Config{
		IgnoreFuncBodies: true,
		GoVersion:        cfg.GoVersion,
		Sizes:            types.SizesFor("gc", build.Default.GOARCH),
		Importer: importer(func(written string) (*types.Package, error) {
			path, ok := cfg.ImportMap[written]
			switch {
			case !ok:
				return nil, errors.New("not mapped")
			case path == "unsafe":
				return types.Unsafe, nil
			case sparing && !mentioned[written]:
				none := types.NewPackage(path, probableName(path))
				none.MarkComplete()
				return none, nil
			}
			if p := imports[path]; p != nil && p.Complete() {
				return p, nil
			}
			return readTypes(cfg.PackageVetx[path], fset, imports, path)
		}),
	}
	return conf.Check(cfg.ImportPath, fset, files, nil)
}

// probableName returns what a package with an import path most likely calls
// itself.
func probableName(importPath string) string {
	name := path.Base(importPath)
	if digits, ok := strings.CutPrefix(name, "v"); ok && digits != "" && strings.Trim(digits, "0123456789") == "" {
		name = path.Base(path.Dir(importPath)) // the version of a module
	}
	name, _, _ = strings.Cut(name, ".v") // gopkg.in/yaml.v3
	name = strings.TrimSuffix(strings.TrimPrefix(name, "go-"), "-go")
	return strings.ReplaceAll(name, "-", "")
}

type importer func(path string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }

// The form of the file that a unit leaves to others is that of package
// unitchecker, which documents it nowhere: magic, length of the types, length of
// the facts, little-endian, then both. TestSkippedUnits holds the two together.
const (
	magic  = "vetx"
	header = len(magic) + 4 + 4
)

// indexed is how package gcexportdata marks the encoding of types that vetx files
// have without a mark.
const indexed = 'i'

func readTypes(file string, fset *token.FileSet, imports map[string]*types.Package, path string) (*types.Package, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if len(data) < header || string(data[:len(magic)]) != magic {
		return nil, fmt.Errorf("%s is no file of types and facts", file)
	}
	n := int(binary.LittleEndian.Uint32(data[len(magic):]))
	if n > len(data)-header {
		return nil, fmt.Errorf("%s is cut short", file)
	}
	data = append([]byte{indexed}, data[header:header+n]...)
	return gcexportdata.Read(bytes.NewReader(data), fset, imports, path)
}

// vetx returns the file of a package, with its types, but not where they stand:
// nobody who imports it wants to know.
func vetx(pkg *types.Package) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(magic)
	out.Write(make([]byte, header-len(magic)))
	var encoded bytes.Buffer
	if err := gcexportdata.Write(&encoded, nil, pkg); err != nil {
		return nil, err
	}
	if encoded.Len() == 0 || encoded.Bytes()[0] != indexed {
		return nil, errors.New("types are encoded in an unknown way")
	}
	out.Write(encoded.Bytes()[1:])
	binary.LittleEndian.PutUint32(out.Bytes()[len(magic):], uint32(encoded.Len()-1)) //nolint:gosec // the types of one package
	return out.Bytes(), nil
}
