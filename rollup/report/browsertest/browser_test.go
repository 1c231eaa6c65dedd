// Package browsertest looks at the page of a report in a real browser, without a window.
// It is a module of its own, since nothing else needs one.
package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is the one of all tests; nil if there is none.
var browser context.Context //nolint:gochecknoglobals // set once, before all tests

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	path := find()
	if path == "" {
		fmt.Fprintln(os.Stderr, "no Chromium: the page of reports is NOT tested in a browser. Install it (Debian: apt-get install chromium), or set LLMTAG_CHROMIUM to it.")
		return m.Run()
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // Chromium's does not work for root
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	defer cancel()
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	if err := chromedp.Run(ctx); err != nil {
		fmt.Fprintf(os.Stderr, "starting %s: %v\n", path, err)
		return 1
	}
	browser = ctx
	return m.Run()
}

// find is where a Chromium is: LLMTAG_CHROMIUM, or one on the path, or "".
func find() string {
	if path := os.Getenv("LLMTAG_CHROMIUM"); path != "" {
		return path
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome-headless-shell", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// A tab shows a page.
type tab struct {
	t   *testing.T
	ctx context.Context //nolint:containedctx // it is the tab
}

// show opens a page, after actions such as the choice of a width. What it asks of the
// network, or says to the console, fails the test.
func show(t *testing.T, html string, before ...chromedp.Action) *tab {
	t.Helper()
	return open(t, html, func(what string) { t.Errorf("the page %s", what) }, before...)
}

func open(t *testing.T, html string, say func(string), before ...chromedp.Action) *tab {
	t.Helper()
	if browser == nil {
		t.Skip("no Chromium")
	}
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 30*time.Second)
	t.Cleanup(cancel)
	var mu sync.Mutex
	var said []string
	chromedp.ListenTarget(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if url := e.Request.URL; url != "file://"+file && !strings.HasPrefix(url, "data:") {
				said = append(said, "requests "+url)
			}
		case *runtime.EventConsoleAPICalled:
			said = append(said, fmt.Sprintf("console: %s", e.Type))
		case *runtime.EventExceptionThrown:
			said = append(said, "throws "+e.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			said = append(said, "log: "+e.Entry.Text)
		}
	})
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, what := range said {
			say(what)
		}
	})
	tb := &tab{t, ctx}
	tb.do(network.Enable(), log.Enable())
	tb.do(before...)
	tb.do(chromedp.Navigate("file://"+file), chromedp.WaitReady("footer", chromedp.ByQuery))
	return tb
}

func (tb *tab) do(actions ...chromedp.Action) {
	tb.t.Helper()
	if err := chromedp.Run(tb.ctx, actions...); err != nil {
		tb.t.Fatal(err)
	}
}

// eval is the value of an expression of the page.
func eval[T any](tb *tab, script string, args ...any) T {
	tb.t.Helper()
	for i, arg := range args {
		text, err := json.Marshal(arg)
		if err != nil {
			tb.t.Fatal(err)
		}
		args[i] = string(text)
	}
	if len(args) > 0 {
		script = fmt.Sprintf(script, args...)
	}
	var out T
	if err := chromedp.Run(tb.ctx, chromedp.Evaluate(script, &out)); err != nil {
		tb.t.Fatalf("%s: %v", script, err)
	}
	return out
}

// column are the texts of a column of the rows that are shown.
func (tb *tab) column(i int) []string {
	tb.t.Helper()
	return eval[[]string](tb, `[...document.querySelectorAll("#table tbody tr[data-r]")].filter(r => r.offsetParent !== null).map(r => r.cells[%s].textContent)`, i)
}

func (tb *tab) click(selector string) {
	tb.t.Helper()
	tb.do(chromedp.Click(selector, chromedp.ByQuery))
}

func sorted(values []string, compare func(a, b string) int) bool {
	return slices.IsSortedFunc(values, compare)
}
