package tag

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func openFile(t *testing.T, path string, opts ...FileOption) *File {
	t.Helper()
	f, err := OpenFile(path, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// readIDs returns the ids of the events in the files that match, file by file.
func readIDs(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(paths)
	ids := []string{}
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			var e Event
			if err := e.parseJSON(lines.Bytes()); err == nil {
				ids = append(ids, e.EventID)
			}
		}
		f.Close()
	}
	return ids
}

func TestAFileRotatesBeforeItIsTooLong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.jsonl")
	now := time.Date(2026, 11, 30, 8, 15, 0, 0, time.UTC)
	f := openFile(t, path, RotateAt(5000), func(s *fileSettings) { s.now = func() time.Time { return now } })
	for i := range 100 {
		if err := f.Write(t.Context(), []Event{numbered(i)}); err != nil {
			t.Fatal(err)
		}
	}
	paths, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "events-20261130T081500.*Z.jsonl"))
	if len(paths) < 10 {
		t.Errorf("old files: %v", paths)
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || info.Size() > 5000 || info.Size() < 4000 {
			t.Errorf("%s: %v, %d bytes, want just below 5000", path, err, info.Size())
		}
	}
	if diff := cmp.Diff(ids(0, 100), readIDs(t, filepath.Join(filepath.Dir(path), "*"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFileRotatesAtMidnight(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.jsonl")
	now := time.Now()
	f := openFile(t, path, RotateEvery(24*time.Hour), func(s *fileSettings) { s.now = func() time.Time { return now } })
	for i := range 4 {
		if i == 2 {
			now = now.Add(24 * time.Hour)
		}
		if err := f.Write(t.Context(), []Event{numbered(i)}); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, now, now); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(ids(2, 4), readIDs(t, path)); diff != "" {
		t.Errorf("the new file (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(ids(0, 2), readIDs(t, filepath.Join(filepath.Dir(path), "events-*"))); diff != "" {
		t.Errorf("the old file (-want +got):\n%s", diff)
	}
}

func TestAFileThatWasMovedAwayIsMadeAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.jsonl")
	f := openFile(t, path)
	write := func(i int) {
		t.Helper()
		if err := f.Write(t.Context(), []Event{numbered(i)}); err != nil {
			t.Fatal(err)
		}
	}
	write(0)
	if err := os.Rename(path, path+".1"); err != nil {
		t.Fatal(err)
	}
	write(1)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	write(2)
	if diff := cmp.Diff([]string{"e2", "e0"}, readIDs(t, path+"*")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestATornLineOfAnotherProcessCostsNoEvent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.jsonl")
	f := openFile(t, path)
	if err := os.WriteFile(path, []byte(`{"event_id":"to`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(t.Context(), []Event{numbered(0)}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(ids(0, 1), readIDs(t, path)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSeveralAppendToOneFileThatRotates(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.jsonl")
	var wg sync.WaitGroup
	for w := range 4 { // locks are of the open file, so these are as processes are
		f := openFile(t, path, RotateAt(20_000))
		wg.Go(func() {
			for i := range 50 {
				if err := f.Write(t.Context(), []Event{numbered(1000*w + 2*i), numbered(1000*w + 2*i + 1)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got := readIDs(t, filepath.Join(filepath.Dir(path), "*"))
	want := []string{}
	for w := range 4 {
		want = append(want, ids(1000*w, 1000*w+100)...)
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAClosedFileSaysSo(t *testing.T) {
	f := openFile(t, filepath.Join(t.TempDir(), "events.jsonl"))
	for range 2 {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := f.Write(t.Context(), []Event{numbered(0)}); err == nil {
		t.Error("a closed file took events")
	}
	if _, err := OpenFile(filepath.Join(t.TempDir(), "no", "such")); err == nil {
		t.Error("a file in a directory that is not there was opened")
	}
}
