package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrate brings the schema of the database up to date: each migration in a
// transaction of its own, by one process at a time; another that comes meanwhile
// waits. A schema that is newer than this program is an error.
func Migrate(ctx context.Context, pool *pgxpool.Pool) error {
	return provide(pool, func(p *goose.Provider) error {
		if err := notNewer(ctx, p); err != nil {
			return err
		}
		if _, err := p.Up(ctx); err != nil {
			return fmt.Errorf("migrating the database: %w", err)
		}
		return nil
	})
}

// Check reports as an error if the schema of the database is not the one that this
// program knows, and what to do.
func Check(ctx context.Context, pool *pgxpool.Pool) error {
	return provide(pool, func(p *goose.Provider) error {
		if err := notNewer(ctx, p); err != nil {
			return err
		}
		pending, err := p.HasPending(ctx)
		if err != nil {
			return fmt.Errorf("looking at the schema of the database: %w", err)
		}
		if pending {
			return errors.New("the schema of the database is missing or old: llmrollup migrate creates or updates it")
		}
		return nil
	})
}

func notNewer(ctx context.Context, p *goose.Provider) error {
	there, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("looking at the schema of the database: %w", err)
	}
	known := int64(0)
	for _, source := range p.ListSources() {
		known = max(known, source.Version)
	}
	if there > known {
		return fmt.Errorf("the schema of the database is of version %d, and this llmrollup knows %d: install a newer llmrollup", there, known)
	}
	return nil
}

func provide(pool *pgxpool.Pool, f func(*goose.Provider) error) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	db := stdlib.OpenDBFromPool(pool)
	defer db.Close()
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(locker))
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	return f(provider)
}
