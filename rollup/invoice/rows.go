package invoice

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf16"
)

// newRows finds out in which form a file is: CSV, or JSON of an API or a database.
func newRows(in *bufio.Reader) (rowReader, error) {
	in = decoded(in)
	head, err := in.Peek(4096)
	if len(head) == 0 {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("the file is empty")
		}
		return nil, err
	}
	text := bytes.TrimLeft(head, " \t\r\n")
	lower := bytes.ToLower(text)
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return nil, errors.New("this is an archive or a spreadsheet; unpack it, or save the sheet as CSV")
	case bytes.HasPrefix(head, []byte("PAR1")):
		return nil, errors.New("this is a Parquet file; choose CSV as the format of the report, or write it as CSV, for example by DuckDB: COPY (FROM 'in.parquet') TO 'out.csv'")
	case bytes.HasPrefix(head, []byte("%PDF")):
		return nil, errors.New("this is an invoice as a PDF; download the usage or cost export as CSV")
	case bytes.HasPrefix(lower, []byte("<!doctype")), bytes.HasPrefix(lower, []byte("<html")), bytes.HasPrefix(lower, []byte("<?xml")):
		return nil, errors.New("this is a web page, not an export: a page of errors or of a login was saved in its place; download it again")
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		return newJSONRows(in), nil
	case bytes.IndexByte(head, 0) >= 0:
		return nil, errors.New("this is no text file")
	}
	return newCSVRows(in)
}

// decoded takes the mark of the byte order away, and makes UTF-16 UTF-8.
func decoded(in *bufio.Reader) *bufio.Reader {
	head, _ := in.Peek(3)
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = in.Discard(3)
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		_, _ = in.Discard(2)
		return bufio.NewReader(&utf16Reader{in: in, order: binary.LittleEndian})
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		_, _ = in.Discard(2)
		return bufio.NewReader(&utf16Reader{in: in, order: binary.BigEndian})
	}
	return in
}

// A utf16Reader reads UTF-16 as UTF-8.
type utf16Reader struct {
	in    *bufio.Reader
	order binary.ByteOrder
	out   []byte
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 {
		r, err := u.unit()
		if err != nil {
			return 0, err
		}
		if utf16.IsSurrogate(r) {
			low, err := u.unit()
			if err != nil {
				return 0, err
			}
			r = utf16.DecodeRune(r, low)
		}
		u.out = []byte(string(r))
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	return n, nil
}

func (u *utf16Reader) unit() (rune, error) {
	var b [2]byte
	if _, err := io.ReadFull(u.in, b[:]); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = io.EOF
		}
		return 0, err
	}
	return rune(u.order.Uint16(b[:])), nil
}

// object is the row as JSON, for those that are put aside.
func (r *record) object() []byte {
	object := map[string]string{}
	for i, cell := range r.cells {
		if i < len(r.header.names) && cell != "" {
			object[r.header.names[i]] = cell
		}
	}
	data, _ := json.Marshal(object) // strings
	return data
}
