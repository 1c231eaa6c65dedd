package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/internal/term"
)

// Exit codes. Hooks and CI jobs rely on them.
const (
	exitClean    = 0 // no findings, or warnings only
	exitFindings = 1 // findings
	exitFailed   = 2 // usage, policy or load error: not everything was linted
)

// interrupted is what is left to say after a signal.
const interrupted = "llmtag: interrupted"

// run executes the command line args and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, env func(string) string) int {
	root := newRoot(env) //nolint:contextcheck // the commands get ctx from cobra
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, interrupted)
	case !errors.Is(err, errReported):
		report(stderr, err)
	}
	return exitFailed
}

// report writes err, one line for each of the errors that it joins, so that
// editors find the positions.
func report(w io.Writer, err error) {
	for _, fault := range faults(err) {
		fmt.Fprintln(w, "llmtag:", fault)
	}
}

// newRoot returns the command llmtag, which is llmtag check.
func newRoot(env func(string) string) *cobra.Command {
	var opts checkOptions
	root := &cobra.Command{
		Use:   "llmtag [packages]",
		Short: "find LLM requests that nobody owns",
		Long: `llmtag finds LLM requests in Go code whose required tags, such as project,
service and team, are not attached on every path. Without a subcommand it is
llmtag check, and without packages it checks ./...

Exit codes: 0 clean (warnings allowed), 1 findings, or more warnings than
--max-warnings, 2 usage, policy or load error.`,
		Example: `  llmtag ./...
  llmtag --format json --output findings.json ./services/...
  llmtag explain untagged-client`,
		Args:          packagesOrHint,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return check(cmd.Context(), opts, args, cmd.OutOrStdout(), cmd.ErrOrStderr(), env)
		},
	}
	opts.bind(root)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())
	})
	root.AddCommand(newCheck(env), newPolicy(env), newExplain(), newVersion())
	root.SetHelpCommand(newHelp())
	root.InitDefaultCompletionCmd()
	if completion, _, err := root.Find([]string{"completion"}); err == nil {
		group(completion)
	}
	root.Version = version()
	root.SetVersionTemplate("{{.Version}}\n")
	return root
}

// newCheck returns the command that the root is short for.
func newCheck(env func(string) string) *cobra.Command {
	var opts checkOptions
	cmd := &cobra.Command{
		Use:   "check [packages]",
		Short: "find LLM requests that lack required tags",
		Long: `check finds LLM requests whose required tags are not attached on every path.
Findings go to stdout, everything else to stderr.

Exit codes: 0 clean (warnings allowed), 1 findings, or more warnings than
--max-warnings, 2 usage, policy or load error.`,
		Example: `  llmtag check ./...
  llmtag check --tags integration --tests ./internal/ai
  llmtag check --format sarif --output llmtag.sarif`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return check(cmd.Context(), opts, args, cmd.OutOrStdout(), cmd.ErrOrStderr(), env)
		},
	}
	opts.bind(cmd)
	return cmd
}

// bind makes flags of the options.
func (o *checkOptions) bind(cmd *cobra.Command) {
	f := cmd.Flags()
	o.format = formatText
	f.Var(&o.policy, "policy", "`file` to use in place of the nearest policy.yaml")
	f.Var(&o.format, "format", "how to write findings: "+strings.Join(outputFormats, ", "))
	f.Var(&o.output, "output", "write findings to `file` instead of stdout")
	f.BoolVar(&o.tests, "tests", false, "also check _test.go files, whatever the policy says")
	f.Var(&o.tags, "tags", "comma-separated build `tags`; given again, another build")
	f.Var(&o.platforms, "platform", "`os/arch` to look at, or several, separated by commas (default that of the go command)")
	f.Var(&o.since, "new-from-rev", "report only what was not there at the git revision `rev`")
	f.Var(&o.severity, "severity", "the least `severity` that is written: warning or error; exit codes and --max-warnings count all findings")
	f.Var(&o.maxWarnings, "max-warnings", "fail if there are more than `N` warnings; without it, any number is allowed")
	f.Var(&o.color, "color", "colour the text: auto, always or never")
	f.Var(&o.detail, "detail", "show source, reasons and remedies under each finding: auto (on a terminal), always or never")
	f.BoolVar(&o.stats, "stats", false, "write to stderr what was looked at and how long it took")
	for name, words := range map[string][]string{
		"format":   outputFormats,
		"severity": severityWords,
		"color":    {string(term.Auto), string(term.Always), string(term.Never)},
		"detail":   {string(term.Auto), string(term.Always), string(term.Never)},
	} {
		err := cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
		if err != nil {
			panic(err) // the flag was defined above
		}
	}
}

// packagesOrHint accepts all arguments but a lone word that is almost a
// subcommand: the go command would only say that there is no such package.
func packagesOrHint(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || strings.ContainsAny(args[0], `./\`) {
		return nil
	}
	if file, err := os.Stat(args[0]); err == nil && file.IsDir() {
		return fmt.Errorf("%s is a directory here, and no package of the standard library: write ./%[1]s", args[0])
	}
	names := append(subcommands(cmd), "help")
	if near := strict.Nearest(args[0], names); near != "" && !slices.Contains(names, args[0]) {
		return unknownCommand(cmd, args[0])
	}
	return nil
}
