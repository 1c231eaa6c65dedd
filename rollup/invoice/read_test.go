package invoice_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/source"
)

var update = flag.Bool("update", false, "write what is read of the exports into testdata")

// Each archive in testdata holds the files of one export, in the form in which the
// provider writes it, and what is read of them.
func TestExports(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, archive := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(archive), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(archive)
			if err != nil {
				t.Fatal(err)
			}
			var files []string
			var want string
			dir := t.TempDir()
			for _, f := range ar.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				name := filepath.Join(dir, f.Name)
				if err := os.WriteFile(name, f.Data, 0o600); err != nil {
					t.Fatal(err)
				}
				files = append(files, name)
			}
			got := strings.ReplaceAll(read(t, files), dir+string(filepath.Separator), "")
			if *update {
				for i, f := range ar.Files {
					if f.Name == "want" {
						ar.Files = append(ar.Files[:i], ar.Files[i+1:]...)
						break
					}
				}
				ar.Files = append(ar.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(archive, txtar.Format(ar), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("what is read differs (-want +got):\n%s", diff)
			}
		})
	}
}

// read shows what is read of files.
func read(t *testing.T, files []string) string {
	t.Helper()
	var b strings.Builder
	bill, sum, err := invoice.Read(context.Background(), files, invoice.Options{Reject: func(r source.Reject) error {
		fmt.Fprintln(&b, "rejected:", r.String())
		return nil
	}})
	if err != nil {
		fmt.Fprintln(&b, "error:", err)
		return b.String()
	}
	for _, fault := range sum.Faults {
		fmt.Fprintln(&b, "fault:", fault)
	}
	fmt.Fprintf(&b, "%s, %s: %d rows from %s to %s %s, rounded by %s, others %d\n", bill.Provider, bill.Export, bill.Rows,
		bill.From.Format("2006-01-02"), bill.To.Format("2006-01-02"), bill.Currency, bill.Rounding, sum.Others)
	for _, e := range bill.Entries {
		show(&b, &e)
	}
	return b.String()
}

func show(b *strings.Builder, e *invoice.Entry) {
	fmt.Fprintf(b, "%s %s/%s %s %q", e.Slice.Format("2006-01-02"), e.Provider, e.Model, e.Kind, e.Item)
	for _, x := range []struct{ name, value string }{
		{"account", e.Account},
		{"project", e.Project},
		{"key", e.APIKey},
		{"user", e.User},
		{"resource", e.Resource},
		{"tags", e.Tags},
		{"tier", e.ServiceTier},
		{"region", e.Region},
	} {
		if x.value != "" {
			fmt.Fprintf(b, " %s=%s", x.name, x.value)
		}
	}
	if e.PromptFrom > 0 {
		fmt.Fprintf(b, " from=%d", e.PromptFrom)
	}
	if e.Charge != invoice.Used {
		fmt.Fprintf(b, " charge=%s", e.Charge)
	}
	if e.Requests > 0 {
		fmt.Fprintf(b, " requests %d", e.Requests)
	}
	for _, x := range []struct {
		name  string
		value *price.Money
	}{{"quantity", e.Quantity}, {"cost", e.Cost}, {"list", e.List}} {
		if x.value != nil {
			fmt.Fprintf(b, " %s %s", x.name, x.value)
		}
	}
	if e.Repeated > 0 {
		fmt.Fprintf(b, " repeated %d: %s", e.Repeated, e.RepeatedCost)
	}
	b.WriteByte('\n')
}
