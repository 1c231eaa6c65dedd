package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"
)

// connect opens the database that DATABASE_URL or the PG* variables name.
func (a *app) connect(ctx context.Context) (*pgxpool.Pool, error) {
	url := a.getenv("DATABASE_URL")
	if url == "" && a.getenv("PGHOST") == "" && a.getenv("PGSERVICE") == "" && a.getenv("PGDATABASE") == "" {
		return nil, errors.New("no database: set DATABASE_URL (postgres://user@host/database) or the PG* variables")
	}
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("connecting to the database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("connecting to the database: %w", err)
	}
	return pool, nil
}
