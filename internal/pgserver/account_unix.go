//go:build unix

package pgserver

import (
	"os/exec"
	"syscall"
)

const supported = true

// prepare makes cmd run as the account. It gets a process group of its own: what is
// typed on a terminal is for this process, which then stops the server.
func (a *account) prepare(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if a.name != "" {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)} //nolint:gosec // they are of this system
	}
}
