// Package pgtest gives tests a throw-away PostgreSQL, of package pgserver.
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Run(m, store.Migrate)) }
//
//	func TestX(t *testing.T) {
//		pool := pgtest.Pool(t) // a database of its own, already migrated
//
// Without binaries, tests that need a database are skipped, and say what to install;
// they fail instead if CI or LLMTAG_NEED_POSTGRES is set.
package pgtest
