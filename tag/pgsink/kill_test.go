package pgsink

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/store"
	"github.com/llmtag/llmtag/tag"
)

func spooled(pool *pgxpool.Pool, dir string) (tag.Sink, error) {
	return tag.Spooled(dir, New(pool), tag.Logger(slog.New(slog.DiscardHandler)),
		tag.Batch(200, 10*time.Millisecond), tag.Backoff(5*time.Millisecond, 100*time.Millisecond), tag.QueueSize(20_000, 1<<26))
}

// recordUntilKilled is what a child process does: it records, and says what is
// safe: the number of a process, and how many of its events are.
func recordUntilKilled(url, dir string) error {
	ctx := context.Background()
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return err
	}
	sink, err := spooled(pool, dir)
	if err != nil {
		return err
	}
	rec := tag.NewRecorder(sink)
	tick := time.NewTicker(time.Millisecond)
	for i := 0; ; i++ {
		for range 10 {
			e := event(i)
			e.EventID = childID(os.Getpid(), i)
			rec.Record(e)
			i++
		}
		i--
		if err := rec.Sync(ctx); err != nil {
			return err
		}
		fmt.Printf("%d\n", i+1)
		<-tick.C
	}
}

func childID(pid, i int) string { return fmt.Sprintf("019adfae-3b86-7e7c-%04x-%012x", pid&0xffff, i) }

// heard is what a child says. A child is killed at a random time after its first
// word: a busy machine takes long to start it.
type heard struct {
	words bytes.Buffer // not embedded: io.Copy would use its ReadFrom
	once  sync.Once
	first chan struct{}
}

func (h *heard) Write(p []byte) (int, error) {
	defer h.once.Do(func() { close(h.first) })
	return h.words.Write(p)
}

func (h *heard) wait(t *testing.T) {
	t.Helper()
	select {
	case <-h.first:
	case <-time.After(time.Minute):
		t.Fatal("a child has said nothing for a minute")
	}
}

// TestKilledAndRestartedUnderLoad kills processes that record, and stops and kills
// the server below them, at random. In the end every event that was safe is in the
// table, once.
func TestKilledAndRestartedUnderLoad(t *testing.T) {
	server := pgtest.Start(t)
	url := server.URL("postgres")
	pool := pgtest.Connect(t, url)
	if err := store.Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	dir := filepath.Join(t.TempDir(), "spool")
	accepted := map[int]int{} // by process
	for round := range 5 {
		var children [2]*exec.Cmd
		var said [2]*heard
		for i := range children {
			cmd := exec.CommandContext(t.Context(), os.Args[0])
			cmd.Env = append(os.Environ(), "LLMTAG_TEST_URL="+url, "LLMTAG_TEST_SPOOL="+dir)
			said[i] = &heard{first: make(chan struct{})}
			cmd.Stdout, cmd.Stderr = said[i], os.Stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			children[i] = cmd
		}
		wait := func() { time.Sleep(time.Duration(r.IntN(300)) * time.Millisecond) }
		for _, h := range said {
			h.wait(t)
		}
		wait()
		if round != 0 {
			if err := server.Stop([]syscall.Signal{syscall.SIGINT, syscall.SIGQUIT}[r.IntN(2)]); err != nil {
				t.Fatal(err)
			}
			wait()
			if r.IntN(2) == 0 { // while the server is down
				_ = children[0].Process.Kill()
			}
			if err := server.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			wait()
		}
		for i, cmd := range children {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			lines := bufio.NewScanner(&said[i].words)
			for lines.Scan() {
				var n int
				if _, err := fmt.Sscan(lines.Text(), &n); err == nil {
					accepted[cmd.Process.Pid] = n
				}
			}
		}
	}
	replayed := int64(0)
	for range 15 { // each delivers what one process has left
		sink, err := spooled(pool, dir)
		if err != nil {
			t.Fatal(err)
		}
		rec := tag.NewRecorder(sink)
		if err := rec.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		replayed += rec.Stats().Sinks[0].Replayed
	}
	var total int
	if err := pool.QueryRow(t.Context(), "select count(*) from llm_event").Scan(&total); err != nil {
		t.Fatal(err)
	}
	safe := 0
	for pid, n := range accepted {
		var unique, all int
		err := pool.QueryRow(t.Context(), "select count(distinct event_id), count(*) from llm_event where event_id between $1 and $2",
			childID(pid, 0), childID(pid, n-1)).Scan(&unique, &all)
		if err != nil {
			t.Fatal(err)
		}
		if unique != n || all != n {
			t.Errorf("process %d: %d events were safe, %d are in the table, in %d rows", pid, n, unique, all)
		}
		safe += n
	}
	if safe < 100 {
		t.Errorf("only %d events were recorded: the test shows nothing", safe)
	}
	t.Logf("%d processes killed, %d events safe, %d in the table, %d from spools at the end", len(accepted), safe, total, replayed)
}
