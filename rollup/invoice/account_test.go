package invoice_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/invoice/exporttest"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/source"
)

func rowsOf(random *rand.Rand, x exporttest.Export, n int) []exporttest.Row {
	rows := make([]exporttest.Row, n)
	for i := range rows {
		tokens := 1 + random.Int64N(1_000_000)
		rows[i] = exporttest.Row{
			Day: time.Date(2026, 10, 1+random.IntN(28), 0, 0, 0, 0, time.UTC), Project: []string{"a", "b, c", `d"e`}[random.IntN(3)], APIKey: "k",
			Model: x.Models[random.IntN(len(x.Models))], Kind: []string{"input", "output", "cache_read"}[random.IntN(3)], Tokens: tokens, Cost: price.One.Times(tokens).Per(64),
		}
	}
	return rows
}

func export(t *testing.T, x exporttest.Export, rows []exporttest.Row) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := x.Write(&b, rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// recordsOf are the records of a CSV file; short ones are filled with empty cells.
func recordsOf(data []byte) ([][]string, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	for i := range records {
		for len(records[i]) < len(records[0]) {
			records[i] = append(records[i], "")
		}
	}
	return records, err
}

func readBytes(t *testing.T, opts invoice.Options, files ...[]byte) (*invoice.Bill, *invoice.Summary, error) {
	t.Helper()
	var names []string
	for i, data := range files {
		name := filepath.Join(t.TempDir(), string(rune('a'+i)))
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return invoice.Read(context.Background(), names, opts)
}

// total is the money of a bill that is told once.
func total(b *invoice.Bill) price.Money {
	var sum price.Money
	for i := range b.Entries {
		if e := b.Entries[i].Once(); e.Cost != nil {
			sum = sum.Add(*e.Cost)
		}
	}
	return sum
}

// What a file says does not depend on the order of its columns and rows, on how it is
// divided into files, nor on marks of the byte order, line ends and case of headers.
func TestABillDoesNotDependOnHowItIsWritten(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, x := range exporttest.Exports {
		data := export(t, x, rowsOf(random, x, 60))
		if !bytes.Contains(data[:200], []byte(",")) || bytes.HasPrefix(data, []byte("{")) {
			continue // JSON has no columns
		}
		t.Run(x.Name, func(t *testing.T) {
			want, _, err := readBytes(t, invoice.Options{}, data)
			if err != nil {
				t.Fatal(err)
			}
			records, err := recordsOf(data)
			if err != nil {
				t.Fatal(err)
			}
			columns := random.Perm(len(records[0]))
			for i, record := range records {
				mixed := make([]string, len(record))
				for to, from := range columns {
					mixed[to] = record[from]
				}
				records[i] = mixed
			}
			for i := range records[0] {
				records[0][i] = strings.ToUpper(records[0][i])
			}
			body := records[1:]
			random.Shuffle(len(body), func(i, j int) { body[i], body[j] = body[j], body[i] })
			var files [][]byte
			for part := range slices.Chunk(body, 25) {
				var b bytes.Buffer
				b.WriteString("\ufeff")
				w := csv.NewWriter(&b)
				w.UseCRLF = true
				if err := w.WriteAll(append([][]string{records[0]}, part...)); err != nil {
					t.Fatal(err)
				}
				files = append(files, b.Bytes())
			}
			got, _, err := readBytes(t, invoice.Options{}, files...)
			if err != nil {
				t.Fatal(err)
			}
			got.Files = want.Files
			if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b price.Money) bool { return a.Cmp(b) == 0 })); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Each row is part of an entry, put aside, of another service, or outside of the range;
// and none of those that are put aside changes what the others say.
func FuzzEveryRowIsAccountedFor(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, uint16(3), "much")
	}
	f.Add(uint64(3), uint16(40), "\"")
	f.Add(uint64(4), uint16(11), "1e999999999")
	f.Add(uint64(5), uint16(7), "9999-99-99")
	f.Add(uint64(6), uint16(21), "-0.000000000000000000000000000000000000000000000000000000000000000000001")
	f.Fuzz(func(t *testing.T, seed uint64, at uint16, garbage string) {
		random := rand.New(rand.NewPCG(seed, 9))
		x := exporttest.Exports[seed%uint64(len(exporttest.Exports))]
		rows := rowsOf(random, x, 12)
		data := export(t, x, rows)
		if bytes.HasPrefix(data, []byte("{")) {
			_, _, _ = readBytes(t, invoice.Options{}, append(data[:int(at)%len(data)], garbage...)) // it returns
			return
		}
		records, err := recordsOf(data)
		if err != nil {
			t.Fatal(err)
		}
		row := 1 + int(at)%(len(records)-1)
		records[row][int(at/16)%len(records[0])] = strings.Map(func(r rune) rune {
			if r == '\r' {
				return -1
			}
			return r
		}, garbage)
		var b bytes.Buffer
		if err := csv.NewWriter(&b).WriteAll(records); err != nil {
			t.Fatal(err)
		}
		var rejected int64
		bill, sum, err := readBytes(t, invoice.Options{Reject: func(source.Reject) error { rejected++; return nil }}, b.Bytes())
		if err != nil {
			return // another currency, or no row at all
		}
		if rejected != sum.Rejected {
			t.Errorf("%d rows were put aside, the summary says %d", rejected, sum.Rejected)
		}
		if all := bill.Rows + sum.Rejected + sum.Others; all != int64(len(records)-1) {
			// A row whose every cell is empty is a day without usage.
			t.Errorf("%d of %d rows are accounted for\n%s", all, len(records)-1, &b)
		}
	})
}

// An export that is read twice costs what it costs once.
func TestRepeatedRowsCountOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, x := range exporttest.Exports {
		if !x.Cost {
			continue
		}
		data := export(t, x, rowsOf(random, x, 40))
		once, _, err := readBytes(t, invoice.Options{}, data)
		if err != nil {
			t.Fatal(err)
		}
		twice, _, err := readBytes(t, invoice.Options{}, data, data)
		if err != nil {
			t.Fatal(err)
		}
		if total(once).Cmp(total(twice)) != 0 || total(once).Sign() == 0 {
			t.Errorf("%s: once %s, twice %s", x.Name, total(once), total(twice))
		}
	}
}
