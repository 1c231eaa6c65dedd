// Package check has the tests of deploy/: each file is read by what will read it, as far
// as that is to be had here, and what is a script is run.
package check
