package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailOn = 1 // a condition that --fail-on or --strict names
	exitFailed = 2 // usage, input or connection
)

// errFailOn is returned when the work was done and a condition holds on which to fail.
var errFailOn = errors.New("a condition to fail on holds")

// app is what commands share.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
}

// run is the whole command, with its surroundings as parameters. It returns the
// exit code: data went to stdout, the rest to stderr.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, getenv: getenv}
	root := &cobra.Command{
		Use:           "llmrollup",
		Short:         "Spend on LLMs by owner, from the events of package tag",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(a.commands()...) //nolint:contextcheck // cobra hands the context on
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitDone
	case errors.Is(err, errFailOn):
		return exitFailOn
	default:
		fmt.Fprintln(stderr, "llmrollup:", err)
		return exitFailed
	}
}
