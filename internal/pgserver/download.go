package pgserver

import (
	"archive/tar"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/llmtag/llmtag/internal/strict"
)

//go:embed download.yaml
var downloadFile []byte

// A Download is a PostgreSQL that can be had from npm's registry.
type Download struct {
	Version   string                `key:"version,required"`
	Megabytes int                   `key:"megabytes,required"` // to be transferred, about
	Packages  map[string]npmPackage `key:"packages,required"`  // by operating system and processor, as Go calls them

	registry string
	platform string
	dir      string // where it is unpacked
}

type npmPackage struct {
	Name      string `key:"name,required"`
	Integrity string `key:"integrity,required"`
}

var download = sync.OnceValue(func() Download {
	var d Download
	report := func(at strict.Pos, problem, hint string) {
		panic(fmt.Sprintf("pgserver: %v: %s; %s", at, problem, hint)) // a test loads it
	}
	(&strict.Decoder{Report: report}).Decode(strict.Document("download.yaml", "", downloadFile, "version", report), &d, "")
	return d
})

// Downloads returns what can be had for this machine, and false if there is nothing.
// The registry is npm's, or the mirror that npm_config_registry names.
func Downloads(getenv func(string) string) (*Download, bool) {
	d := download()
	d.registry = strings.TrimRight(cmp.Or(getenv("npm_config_registry"), "https://registry.npmjs.org"), "/")
	d.platform = runtime.GOOS + "/" + runtime.GOARCH
	if _, ok := d.Packages[d.platform]; !ok {
		return nil, false
	}
	who, err := unprivileged()
	if err != nil {
		return nil, false
	}
	cache, err := os.UserCacheDir()
	if err != nil || !who.reaches(filepath.Dir(cache)) {
		cache = "/var/cache" // who runs the server cannot enter root's directory
	}
	d.dir = filepath.Join(cache, "llmtag", "postgresql-"+d.Version)
	return &d, true
}

// URL is where it is downloaded from.
func (d *Download) URL() string {
	name := d.Packages[d.platform].Name
	return d.registry + "/" + name + "/-/" + path.Base(name) + "-" + d.Version + ".tgz"
}

// Dir is where it is unpacked, and stays.
func (d *Download) Dir() string { return d.dir }

// Bin returns the directory of its programs, and false if it was not fetched yet.
func (d *Download) Bin() (string, bool) {
	bin := filepath.Join(d.dir, "native", "bin")
	return bin, complete(bin)
}

// Fetch downloads and unpacks it, and returns the directory of its programs. Nothing is
// unpacked of what is not, to the bit, what is expected.
func (d *Download) Fetch(ctx context.Context) (string, error) {
	data, err := d.get(ctx)
	if err != nil {
		return "", fmt.Errorf("downloading PostgreSQL from %s: %w", d.URL(), err)
	}
	sum := sha512.Sum512(data)
	got := "sha512-" + base64.StdEncoding.EncodeToString(sum[:])
	if want := d.Packages[d.platform].Integrity; subtle.ConstantTimeCompare([]byte(got), []byte(want)) != 1 {
		return "", fmt.Errorf("downloading PostgreSQL from %s: its checksum is %s, expected %s; nothing was unpacked", d.URL(), got, want)
	}
	parent := filepath.Dir(d.dir)
	if err := os.MkdirAll(parent, 0o755); err != nil { //nolint:gosec // who runs the server enters it
		return "", err
	}
	temporary, err := os.MkdirTemp(parent, "unpacking")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(temporary)
	if err := os.Chmod(temporary, 0o755); err != nil { //nolint:gosec // the same
		return "", err
	}
	if err := unpack(bytes.NewReader(data), temporary); err != nil {
		return "", fmt.Errorf("unpacking PostgreSQL: %w", err)
	}
	if err := errors.Join(os.RemoveAll(d.dir), os.Rename(temporary, d.dir)); err != nil {
		return "", err
	}
	bin, ok := d.Bin()
	if !ok {
		return "", fmt.Errorf("the package from %s has no initdb and postgres", d.URL())
	}
	return bin, nil
}

func (d *Download) get(ctx context.Context) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.URL(), nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New("the registry answers " + resp.Status)
	}
	return io.ReadAll(io.LimitReader(resp.Body, int64(d.Megabytes)<<22)) // four times what is expected
}

// unpack unpacks what is below package/ into dir, and makes the links that the package
// lists, as npm packages cannot have any.
func unpack(r io.Reader, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	zip, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	for files := tar.NewReader(zip); ; {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		name, ok := strings.CutPrefix(header.Name, "package/")
		if !ok || header.Typeflag != tar.TypeReg {
			continue
		}
		if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
			return err
		}
		file, err := root.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_EXCL, header.FileInfo().Mode()&0o755)
		if err != nil {
			return err
		}
		if _, err := io.Copy(file, files); err != nil { //nolint:gosec // its checksum is the one that we know
			return errors.Join(err, file.Close())
		}
		if err := file.Close(); err != nil {
			return err
		}
	}
	list, err := root.ReadFile("native/pg-symlinks.json")
	if err != nil {
		return err
	}
	var links []struct {
		Source string `json:"source"`
		Target string `json:"target"`
	}
	if err := json.Unmarshal(list, &links); err != nil {
		return err
	}
	for _, link := range links {
		to, err := filepath.Rel(path.Dir(link.Target), link.Source)
		if err != nil {
			return err
		}
		if err := root.Symlink(to, link.Target); err != nil {
			return err
		}
	}
	return nil
}
