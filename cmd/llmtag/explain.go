package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/analyzer/rules"
	"github.com/llmtag/llmtag/policy"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [rule]",
		Short: "print the manual of a rule, or list the rules",
		Example: `  llmtag explain
  llmtag explain untagged-client`,
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: policy.RuleNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listRules(cmd.OutOrStdout())
			}
			page, ok := rules.Doc(args[0])
			if !ok {
				return unknownRule(args[0])
			}
			_, err := io.WriteString(cmd.OutOrStdout(), page)
			return err
		},
	}
}

// listRules writes a line for each rule: its name, default severity and what
// it finds.
func listRules(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range policy.Rules() {
		fmt.Fprintf(table, "%s\t%s\t%s\n", r.Name, r.Default, r.Finds)
	}
	return table.Flush()
}
