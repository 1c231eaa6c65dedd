package main

import "github.com/spf13/cobra"

// commands are those of llmrollup, each in the file of its name.
func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.demoCommand(),
		a.firstcutCommand(),
		a.ingestCommand(),
		a.migrateCommand(),
		a.pricesCommand(),
		a.reconcileCommand(),
		a.reportCommand(),
		a.runCommand(),
		a.verifyCommand(),
	}
}
