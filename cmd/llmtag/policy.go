package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/policy"
)

func newPolicy(env func(string) string) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy",
		Short: "validate and explain the policy file",
		Example: `  llmtag policy validate
  llmtag policy explain ./services/checkout`,
	}
	cmd.AddCommand(newPolicyValidate(env), newPolicySchema(), newPolicyExplain(env))
	group(cmd)
	return cmd
}

func newPolicyValidate(env func(string) string) *cobra.Command {
	return &cobra.Command{
		Use:   "validate [file...]",
		Short: "name every fault of a policy file, its catalog and its SDK descriptions",
		Long: `validate reads policy files with all that they refer to and names every fault
with its position. A file is judged as it is used: over the policies above it.
Without files it reads the policy that holds in the current directory, and
those below. It exits 2 if there is a fault.`,
		Example: `  llmtag policy validate
  llmtag policy validate policy.yaml services/*/policy.yaml`,
		RunE: func(cmd *cobra.Command, files []string) error {
			v := &validation{stdout: cmd.OutOrStdout()}
			if len(files) > 0 {
				finder := policy.NewFinder("", nil)
				for _, file := range files {
					v.add(finder.ForFile(file))
				}
				return errors.Join(v.errs...)
			}
			finder := policy.NewFinder("", env)
			err := v.tree(finder)
			writeNotes(cmd.ErrOrStderr(), finder)
			return err
		},
	}
}

func newPolicySchema() *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "print the JSON Schema of policy files",
		Example: "  llmtag policy schema > policy.schema.json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(policy.JSONSchema())
			return err
		},
	}
}

func newPolicyExplain(env func(string) string) *cobra.Command {
	var file fileName
	cmd := &cobra.Command{
		Use:   "explain [directory]",
		Short: "print what holds for a directory, and where each part was stated",
		Example: `  llmtag policy explain
  llmtag policy explain ./services/checkout`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			p, err := policyAt(dir, string(file), env, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return policy.Explain(p, cmd.OutOrStdout())
		},
	}
	cmd.Flags().Var(&file, "policy", "`file` to explain in place of what is found")
	return cmd
}

// policyAt returns the policy that holds for dir, and writes what the user
// should know about how it was found to notes.
func policyAt(dir, file string, env func(string) string, notes io.Writer) (*policy.Policy, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is a file; name a directory, or use --policy %[1]s", dir)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	finder := policy.NewFinder(file, env)
	p, err := finder.For(abs)
	writeNotes(notes, finder)
	return p, err
}

func writeNotes(w io.Writer, finder *policy.Finder) {
	for _, note := range finder.Notes() {
		fmt.Fprintln(w, "llmtag:", note)
	}
}
