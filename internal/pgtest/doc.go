// Package pgtest runs a throw-away PostgreSQL for tests, from the binaries that
// the system has. Servers listen on a Unix socket in their own directory only, so
// that any number of packages are tested at once.
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Run(m, store.Migrate)) }
//
//	func TestX(t *testing.T) {
//		pool := pgtest.Pool(t) // a database of its own, already migrated
//
// As root, which PostgreSQL refuses, the server runs as the user postgres or
// nobody. Without binaries, tests that need a database are skipped, and say what to
// install; they fail instead if CI or LLMTAG_NEED_POSTGRES is set.
package pgtest
