// Package strict reads YAML files that people write by hand: every value keeps
// its place, every fault is reported there, and what is not understood is
// refused. The Go types that a file is decoded into also give its JSON Schema,
// so that an editor and the program accept the same files.
//
// It knows YAML and Go types; it knows nothing of policies.
package strict
