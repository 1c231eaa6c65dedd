package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/rollup/store"
)

func (a *app) migrateCommand() *cobra.Command {
	var grants, dsns []string
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Create or update the schema of the database",
		Long: `Create or update the schema of the database, as its owner. It may be run at any time, and
by two at once; a schema that is newer than this llmrollup is left alone.

With --grant, roles that exist get what they need, and nothing more:

  writer=ROLE       inserts events, for package tag; it can read nothing
  rollup=ROLE       for llmrollup run, verify and report
  reader=ROLE       sees the sums of all teams, and no events
  reader=ROLE:TEAM  sees the sums of one team; may be given several times`,
		Example: "  llmrollup migrate --grant writer=checkout_app --grant rollup=nightly --grant reader=ana:payments",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var parsed []store.Grant
			for _, text := range grants {
				g, err := store.ParseGrant(text)
				if err != nil {
					return fmt.Errorf("--grant: %w", err)
				}
				parsed = append(parsed, g)
			}
			shards, err := a.shards(cmd.Context(), dsns)
			if err != nil {
				return err
			}
			defer closeAll(shards)
			var faults []error
			for _, s := range shards {
				faults = append(faults, migrate(cmd.Context(), s, parsed))
			}
			return errors.Join(faults...)
		},
	}
	dsnFlag(cmd.Flags(), &dsns, "of several, each gets the schema")
	cmd.Flags().StringArrayVar(&grants, "grant", nil, "give `kind=role` what it needs: writer, rollup or reader")
	return cmd
}

// migrate updates the schema of one database, and grants.
func migrate(ctx context.Context, s shard, grants []store.Grant) error {
	if err := s.ping(ctx); err != nil {
		return err
	}
	if err := store.Migrate(ctx, s.pool); err != nil {
		return s.in(err)
	}
	for _, g := range grants {
		if err := store.New(s.pool).Grant(ctx, g); err != nil {
			return s.in(err)
		}
	}
	return nil
}
