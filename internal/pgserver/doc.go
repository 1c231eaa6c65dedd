// Package pgserver runs a throw-away PostgreSQL from the binaries that the system has,
// for tests and for the demonstration. A server listens on a Unix socket in its own
// private directory only, so that any number of them run at once and nobody else of the
// network can connect.
//
// As root, which PostgreSQL refuses, the server runs as the user postgres or nobody. It
// is stopped and its directory removed by Close, and also when this process ends in any
// other way, killed included.
package pgserver
