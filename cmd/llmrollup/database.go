package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/rollup/store"
)

// openStore is connect, to a database whose schema is the one that this llmrollup knows.
func (a *app) openStore(ctx context.Context) (*pgxpool.Pool, error) {
	pool, err := a.connect(ctx)
	if err != nil {
		return nil, err
	}
	if err := store.Check(ctx, pool); err != nil {
		pool.Close()
		return nil, err
	}
	return pool, nil
}

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
