package store

import (
	"embed"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
)

//go:embed sql/*.sql
var statements embed.FS

// statement returns the text of a statement, which is in the file of its name.
func statement(name string) string {
	text, err := statements.ReadFile("sql/" + name + ".sql")
	if err != nil {
		panic(err) // the name is a constant
	}
	return strings.TrimSpace(string(text))
}

// A Store is the database of the rollup. Its methods may be called at once.
type Store struct{ pool *pgxpool.Pool }

// New returns the store in a database with the schema of [Migrate].
func New(pool *pgxpool.Pool) *Store { return &Store{pool} }
