//go:build !unix

package pgserver

import "os/exec"

const supported = false

func (*account) prepare(*exec.Cmd) {}
