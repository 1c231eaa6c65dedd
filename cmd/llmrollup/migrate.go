package main

import (
	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/rollup/store"
)

func (a *app) migrateCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "migrate",
		Short: "Create or update the schema of the database",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			pool, err := a.connect(cmd.Context())
			if err != nil {
				return err
			}
			defer pool.Close()
			return store.Migrate(cmd.Context(), pool)
		},
	}
}
