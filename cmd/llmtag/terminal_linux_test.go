package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func TestOnATerminalFindingsTeach(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module m\n",
		"ai.go": `package ai

import "net/http"

func Ask() (*http.Response, error) { return http.Post("https://api.openai.com/v1/embeddings", "", nil) }
`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	tests := map[string]struct {
		env  map[string]string
		want []string
	}{
		"in colour":           {nil, []string{"\x1b[31mraw-endpoint\x1b[0m", "http.Post(", "^^^"}},
		"a dumb one in black": {map[string]string{"TERM": "dumb"}, []string{" raw-endpoint: ", "http.Post(", "^^^", "  missing   project_id"}},
		"a narrow one cuts":   {map[string]string{"TERM": "dumb", "COLUMNS": "40"}, []string{"…\r\n"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			terminal, output := openTerminal(t)
			code := run(t.Context(), nil, terminal, &strings.Builder{}, func(k string) string { return tt.env[k] })
			got := output()
			if code != exitFindings {
				t.Errorf("exit code is %d, want %d", code, exitFindings)
			}
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not in %q", want, got)
				}
			}
			if tt.env["TERM"] == "dumb" && strings.Contains(got, "\x1b") {
				t.Errorf("escapes on a dumb terminal: %q", got)
			}
		})
	}
}

// openTerminal returns a pseudo-terminal, and a function that closes it and
// returns what was written to it.
func openTerminal(t *testing.T) (terminal *os.File, output func() string) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { master.Close() })
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	read := make(chan string)
	go func() {
		var b strings.Builder
		buf := make([]byte, 4096)
		for {
			n, err := master.Read(buf)
			b.Write(buf[:n])
			if err != nil { // EIO: the other side is closed
				read <- b.String()
				return
			}
		}
	}()
	return terminal, func() string {
		terminal.Close()
		return <-read
	}
}
