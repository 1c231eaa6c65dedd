package invoice

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
)

// csvRows are the rows of a CSV file. Rows may be shorter than the header: trailing
// empty cells are cut off by some exports.
type csvRows struct {
	csv     *csv.Reader
	columns *header
	decimal bool // the decimal point is a comma, as where cells are divided by semicolons
}

func newCSVRows(in *bufio.Reader) (*csvRows, error) {
	r := &csvRows{csv: csv.NewReader(in)}
	r.csv.Comma = delimiter(in)
	r.csv.FieldsPerRecord = -1
	r.csv.ReuseRecord = true
	r.csv.LazyQuotes = true
	r.decimal = r.csv.Comma == ';'
	names, err := r.csv.Read()
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		names[i] = strings.TrimSpace(name)
	}
	r.columns = newHeader(names)
	return r, nil
}

// delimiter is what divides the cells of the first line.
func delimiter(in *bufio.Reader) rune {
	line, _ := in.Peek(4096)
	line, _, _ = bytes.Cut(line, []byte("\n"))
	best, most := ',', bytes.Count(line, []byte(","))
	for _, c := range []rune{';', '\t'} {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

func (r *csvRows) header() *header { return r.columns }
func (r *csvRows) comma() bool     { return r.decimal }

func (r *csvRows) next() ([]string, int64, error) {
	cells, err := r.csv.Read()
	if err != nil {
		if fault, ok := errors.AsType[*csv.ParseError](err); ok {
			return nil, 0, &rowError{line: int64(fault.StartLine), err: fault.Err, text: []byte(strings.Join(cells, ","))}
		}
		return nil, 0, err
	}
	line, _ := r.csv.FieldPos(0)
	if len(cells) > len(r.columns.names) && strings.Join(cells[len(r.columns.names):], "") != "" {
		return nil, 0, &rowError{
			line: int64(line), text: []byte(strings.Join(cells, ",")),
			err: fmt.Errorf("the row has %d cells, the header %d", len(cells), len(r.columns.names)),
		}
	}
	return cells, int64(line), nil
}
