package flow

import "strings"

func shortName(full string) string { return full[strings.LastIndexByte(full, '.')+1:] }

func packageOf(name string) string {
	name = strings.TrimLeft(name, "(*")
	slash := strings.LastIndexByte(name, '/')
	if dot := strings.IndexByte(name[slash+1:], '.'); dot >= 0 {
		return name[:slash+1+dot]
	}
	return name
}

// isStandard reports whether a package belongs to the standard library. A
// path without a dot does not tell: modules may be called "app".
func isStandard(pkg string) bool {
	first, _, _ := strings.Cut(pkg, "/")
	return standardTrees[first]
}

// readable shortens a full name to package, type and function.
func readable(name string) string {
	name = strings.TrimLeft(name, "(*")
	name = strings.Replace(name, ")", "", 1)
	name = name[strings.LastIndexByte(name, '/')+1:]
	return name
}

func bare(typeName string) string { return strings.TrimPrefix(typeName, "*") }

// standardTrees are the first path elements of the standard library.
var standardTrees = map[string]bool{
	"archive": true, "bufio": true, "bytes": true, "cmp": true, "compress": true, "container": true, "context": true, "crypto": true,
	"database": true, "debug": true, "embed": true, "encoding": true, "errors": true, "expvar": true, "flag": true, "fmt": true,
	"go": true, "hash": true, "html": true, "image": true, "index": true, "internal": true, "io": true, "iter": true, "log": true,
	"maps": true, "math": true, "mime": true, "net": true, "os": true, "path": true, "plugin": true, "reflect": true, "regexp": true,
	"runtime": true, "slices": true, "sort": true, "strconv": true, "strings": true, "structs": true, "sync": true, "syscall": true,
	"testing": true, "text": true, "time": true, "unicode": true, "unique": true, "unsafe": true, "weak": true,
}
