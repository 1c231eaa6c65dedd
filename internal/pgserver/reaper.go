package pgserver

import (
	"errors"
	"io"
	"os/exec"
)

// A reaper is a process that outlives this one, to stop the server and remove its
// directory if this one was killed and could not: its standard input ends with us.
type reaper struct {
	cmd   *exec.Cmd
	stdin io.Closer
}

// reap waits for the end of the standard input, and then for that of the server. A
// server that has no pid file any more was stopped; initdb may still write.
const reap = `read -r _
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ] && kill -QUIT "$pid" 2>/dev/null; then
	while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
fi
for _ in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf "$1" 2>/dev/null
	[ -e "$1" ] || exit 0
	sleep 1
done`

func newReaper(dir string) (*reaper, error) {
	r := &reaper{cmd: exec.Command("/bin/sh", "-c", reap, "llmtag-reaper", dir)} //nolint:noctx // it ends with us
	(&account{}).prepare(r.cmd)                                                  // not by the signals of a terminal
	stdin, err := r.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	r.stdin = stdin
	return r, r.cmd.Start()
}

// close lets the reaper go, and waits for it.
func (r *reaper) close() error {
	return errors.Join(r.stdin.Close(), r.cmd.Wait())
}
