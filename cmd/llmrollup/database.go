package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/spf13/pflag"
	"golang.org/x/sync/errgroup"

	"github.com/llmtag/llmtag/rollup/store"
)

// dsnFlag is --dsn; several says what is done with several databases.
func dsnFlag(f *pflag.FlagSet, dsns *[]string, several string) {
	f.StringArrayVar(dsns, "dsn", nil, "`database`, as URL or key=value; "+several+". The default is what DATABASE_URL or the PG* variables name")
}

// errNoDatabase is returned if neither flags nor the environment name a database.
var errNoDatabase = errors.New("no database: set DATABASE_URL (postgres://user@host/database), the PG* variables or --dsn")

// A shard is one of the databases that a command works on.
type shard struct {
	name string // host, port and database; empty if there is one only
	pool *pgxpool.Pool
}

// in adds the shard's name to an error.
func (s shard) in(err error) error {
	if err == nil || s.name == "" {
		return err
	}
	return fmt.Errorf("%s: %w", s.name, err)
}

// shards are the databases that --dsn or the environment name. Each is opened when it is
// asked for: one that is down is no reason not to work on the others.
func (a *app) shards(ctx context.Context, dsns []string) ([]shard, error) {
	if len(dsns) == 0 {
		dsns = []string{a.getenv("DATABASE_URL")}
		if dsns[0] == "" && a.getenv("PGHOST") == "" && a.getenv("PGSERVICE") == "" && a.getenv("PGDATABASE") == "" {
			return nil, errNoDatabase
		}
		// Several URLs, as in a secret that is one text.
		if fields := strings.Fields(dsns[0]); len(fields) > 1 && !slices.ContainsFunc(fields, isNoURL) {
			dsns = fields
		}
	}
	var shards []shard
	for _, dsn := range dsns {
		config, err := pgxpool.ParseConfig(dsn)
		if err != nil {
			return nil, fmt.Errorf("--dsn or DATABASE_URL: %w", err) // the password is not in it
		}
		pool, err := pgxpool.NewWithConfig(ctx, config) // it connects when it is used
		if err != nil {
			return nil, err
		}
		c := config.ConnConfig
		name := net.JoinHostPort(c.Host, strconv.Itoa(int(c.Port))) + "/" + c.Database
		if filepath.IsAbs(c.Host) {
			name = c.Host + "/" + c.Database
		}
		if slices.ContainsFunc(shards, func(s shard) bool { return s.name == name }) {
			pool.Close()
			closeAll(shards)
			return nil, fmt.Errorf("--dsn: %s is there twice, and would be counted twice", name)
		}
		shards = append(shards, shard{name, pool})
	}
	if len(shards) == 1 {
		shards[0].name = ""
	}
	return shards, nil
}

func isNoURL(text string) bool {
	return !strings.HasPrefix(text, "postgres://") && !strings.HasPrefix(text, "postgresql://")
}

func closeAll(shards []shard) {
	for _, s := range shards {
		s.pool.Close()
	}
}

// open connects, and checks that the schema is the one that this llmrollup knows.
func (s shard) open(ctx context.Context) (*store.Store, error) {
	if err := s.ping(ctx); err != nil {
		return nil, err
	}
	if err := store.Check(ctx, s.pool); err != nil {
		return nil, s.in(err)
	}
	return store.New(s.pool), nil
}

func (s shard) ping(ctx context.Context) error {
	if err := s.pool.Ping(ctx); err != nil {
		return s.in(fmt.Errorf("connecting to the database: %w", err))
	}
	return nil
}

// openAll opens all shards, at once. The error names each that cannot be opened.
func openAll(ctx context.Context, shards []shard) ([]*store.Store, error) {
	stores := make([]*store.Store, len(shards))
	faults := make([]error, len(shards))
	var g errgroup.Group
	for i, s := range shards {
		g.Go(func() error {
			stores[i], faults[i] = s.open(ctx)
			return nil
		})
	}
	_ = g.Wait() // faults has them all
	if err := errors.Join(faults...); err != nil || len(shards) == 1 {
		return stores, err
	}
	names := map[string]string{}
	for i, s := range stores {
		id, err := s.Identity(ctx)
		if err != nil {
			continue // some services do not let one ask
		}
		if other, ok := names[id]; ok && id != "" {
			return nil, fmt.Errorf("--dsn: %s and %s are the same database, which would be counted twice", other, shards[i].name)
		}
		names[id] = shards[i].name
	}
	return stores, nil
}

// openStore is connect, to a database whose schema is the one that this llmrollup knows.
func (a *app) openStore(ctx context.Context, dsns []string) (*pgxpool.Pool, error) {
	pool, err := a.connect(ctx, dsns)
	if err != nil {
		return nil, err
	}
	if err := store.Check(ctx, pool); err != nil {
		pool.Close()
		return nil, err
	}
	return pool, nil
}

// connect opens the one database of a command that works on one.
func (a *app) connect(ctx context.Context, dsns []string) (*pgxpool.Pool, error) {
	shards, err := a.shards(ctx, dsns)
	if err != nil {
		return nil, err
	}
	if len(shards) > 1 {
		closeAll(shards)
		return nil, fmt.Errorf("--dsn: this command works on one database, found %d; run it for each", len(shards))
	}
	if err := shards[0].ping(ctx); err != nil {
		closeAll(shards)
		return nil, err
	}
	return shards[0].pool, nil
}
