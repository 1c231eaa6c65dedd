package cache

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

func open(t *testing.T, dir string) *Cache {
	t.Helper()
	c, err := Open(func(string) string { return dir })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func key(texts ...string) Key {
	h := NewHash("test")
	h.Add(texts...)
	return h.Key()
}

func TestAnEntryIsThereAsItWasWritten(t *testing.T) {
	c := open(t, t.TempDir())
	if _, ok := c.Get(key("a")); ok {
		t.Error("an empty cache has an entry")
	}
	for _, data := range []string{"", "one", "another"} {
		if err := c.Put(key("a"), []byte(data)); err != nil {
			t.Fatal(err)
		}
		if got, ok := c.Get(key("a")); !ok || string(got) != data {
			t.Errorf("Get = %q, %t, want %q", got, ok, data)
		}
	}
	if _, ok := c.Get(key("b")); ok {
		t.Error("another key has an entry")
	}
}

func TestKeysTellTextsApart(t *testing.T) {
	keys := map[Key]string{}
	for _, texts := range [][]string{{}, {""}, {"", ""}, {"ab"}, {"a", "b"}, {"a", "", "b"}, {"1:a"}, {"a", "1:b"}} {
		k := key(texts...)
		if other, ok := keys[k]; ok {
			t.Errorf("%q has the key of %s", texts, other)
		}
		keys[k] = fmt.Sprintf("%q", texts)
	}
}

// Whatever happens to its file, a damaged entry is no entry.
func TestADamagedEntryIsNotThere(t *testing.T) {
	c := open(t, t.TempDir())
	if err := c.Put(key("a"), []byte("the findings of a run")); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(c.file(key("a")))
	if err != nil {
		t.Fatal(err)
	}
	damage := func(name string, data []byte) {
		if err := os.WriteFile(c.file(key("a")), data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := c.Get(key("a")); ok {
			t.Errorf("%s: Get = %q", name, got)
		}
	}
	for n := range whole {
		damage(fmt.Sprintf("cut after %d bytes", n), whole[:n])
		flipped := append([]byte{}, whole...)
		flipped[n] ^= 1
		damage(fmt.Sprintf("byte %d changed", n), flipped)
	}
	damage("more at the end", append(slices.Clip(whole), 0))
	if err := c.Put(key("b"), []byte("other findings")); err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(c.file(key("b")))
	if err != nil {
		t.Fatal(err)
	}
	damage("another entry's file", other)
}

func TestManyWritersAndReadersOfOneEntry(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			c := open(t, dir)
			for range 50 {
				if err := c.Put(key("a"), fmt.Append(nil, i, i, i)); err != nil {
					t.Error(err)
				}
				if got, ok := c.Get(key("a")); !ok || got[0] != got[2] {
					t.Errorf("Get = %q, %t", got, ok)
				}
			}
		})
	}
	wg.Wait()
	left, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(left) != 1 {
		t.Errorf("files in the cache: %q, %v; want one", left, err)
	}
}

func TestWhereNothingCanBeKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*Cache{"off": open(t, "off"), "below a file": open(t, filepath.Join(file, "cache"))} {
		err := c.Put(key("a"), []byte("x"))
		if (err != nil) == (c == nil) {
			t.Errorf("%s: Put = %v", name, err)
		}
		if _, ok := c.Get(key("a")); ok {
			t.Errorf("%s: there is an entry", name)
		}
		c.Trim()
	}
	if _, err := Open(func(string) string { return "relative/dir" }); err == nil {
		t.Error("a relative LLMTAG_CACHE is accepted")
	}
}

func TestTrimKeepsWhatIsUsed(t *testing.T) {
	c := open(t, t.TempDir())
	past := time.Now().Add(-2 * old)
	for _, name := range []string{"used", "unused"} {
		if err := c.Put(key(name), []byte(name)); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(c.file(key(name)), past, past); err != nil {
			t.Fatal(err)
		}
	}
	c.Get(key("used"))
	c.Trim()
	if _, ok := c.Get(key("used")); !ok {
		t.Error("an entry that was just used is gone")
	}
	if _, ok := c.Get(key("unused")); ok {
		t.Error("an entry that nobody used is still there")
	}
	// The next look is a day later.
	if err := c.Put(key("late"), nil); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(c.file(key("late")), past, past); err != nil {
		t.Fatal(err)
	}
	c.Trim()
	if _, err := os.Stat(c.file(key("late"))); err != nil {
		t.Error("the cache is trimmed at every run")
	}
}
