package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/llmtag/llmtag/internal/strict"
)

// group makes cmd one that only its subcommands do something for.
func group(cmd *cobra.Command) {
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("%s needs one of %s; see %[1]s --help", cmd.CommandPath(), strings.Join(subcommands(cmd), ", "))
		}
		return unknownCommand(cmd, args[0])
	}
	cmd.RunE = func(*cobra.Command, []string) error { return nil } // Args has spoken
}

// noArgs is the Args of a command without arguments.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments; see %[1]s --help", cmd.CommandPath())
	}
	return nil
}

// newHelp returns the command help, which finds fault with a command that does
// not exist.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "print how to use a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 && about.HasSubCommands() {
				return unknownCommand(about, rest[0])
			}
			return about.Help()
		},
	}
}

// unknownCommand is the error for a word that is no subcommand of cmd.
func unknownCommand(cmd *cobra.Command, word string) error {
	hint := "it has " + strings.Join(subcommands(cmd), ", ") + "."
	if near := strict.Nearest(word, subcommands(cmd)); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Errorf("unknown command %q of %s; %s See %[2]s --help", word, cmd.CommandPath(), hint)
}

// subcommands returns the names of cmd's subcommands, sorted.
func subcommands(cmd *cobra.Command) []string {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	slices.Sort(names)
	return names
}
