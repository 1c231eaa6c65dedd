// Package store is the database of the rollup in PostgreSQL: its schema, in
// migrations, and its statements.
package store
