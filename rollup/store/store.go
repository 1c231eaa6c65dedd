package store

import "github.com/jackc/pgx/v5/pgxpool"

// A Store is the database of the rollup. Its methods may be called at once.
type Store struct{ pool *pgxpool.Pool }

// New returns the store in a database with the schema of [Migrate].
func New(pool *pgxpool.Pool) *Store { return &Store{pool} }
