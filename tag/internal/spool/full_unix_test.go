//go:build unix

package spool

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAWriteThatIsCutLeavesNothingBehind bounds the size of files, as a full disk
// does: part of a group is written, then an error comes. Nothing of the group may
// appear, and what comes later must. The bound is the process's, so it is one of
// its own.
func TestAWriteThatIsCutLeavesNothingBehind(t *testing.T) {
	const bounded = "LLMTAG_TEST_BOUNDED"
	if os.Getenv(bounded) == "" {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
		cmd.Env = append(os.Environ(), bounded+"=1")
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 8))
	for range 20 {
		s := open(t, config(t))
		limit := before
		limit.Cur = 1000 + r.Uint64N(3000)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			t.Fatal(err)
		}
		want := []string{}
		failed := 0
		for i := 0; failed < 3; i++ {
			group := [][]byte{[]byte(record(3 * i)), []byte(record(3*i + 1)), []byte(record(3*i + 2))}
			if _, err := s.Append(group); err != nil {
				failed++
				continue
			}
			want = append(want, record(3*i), record(3*i+1), record(3*i+2))
		}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Fatal(err)
		}
		fill(t, s, 1000, 1003)
		got, lost := drain(t, s, 7)
		if diff := cmp.Diff(append(want, records(1000, 1003)...), got); diff != "" || lost > 0 {
			t.Fatalf("bound %d: %d lost (-want +got):\n%s", limit.Cur, lost, diff)
		}
	}
}
