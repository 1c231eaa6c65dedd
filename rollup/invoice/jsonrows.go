package invoice

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// jsonRows are the rows of JSON: pages of an API with buckets of results, a list of
// objects, or an object a line. Columns are the paths of members, such as
// "amount.value"; lists stay JSON. A result has its bucket's members too.
type jsonRows struct {
	decoder *json.Decoder
	list    bool // the file is one list
	begun   bool
	count   int64
	queue   [][]string
	columns *header
	at      map[string]int // by the exact name of the column
	more    bool           // the last page says that another one follows
	pages   bool
}

func newJSONRows(in *bufio.Reader) *jsonRows {
	r := &jsonRows{decoder: json.NewDecoder(in), columns: newHeader(nil), at: map[string]int{}}
	r.decoder.UseNumber()
	head, _ := in.Peek(4096)
	r.list = bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("["))
	return r
}

func (r *jsonRows) header() *header { return r.columns }
func (r *jsonRows) comma() bool     { return false }

func (r *jsonRows) next() ([]string, int64, error) {
	for len(r.queue) == 0 {
		if err := r.read(); err != nil {
			return nil, 0, err
		}
	}
	cells := r.queue[0]
	r.queue = r.queue[1:]
	return cells, r.count, nil
}

// read reads one value of the file.
func (r *jsonRows) read() error {
	if r.list && !r.begun {
		if _, err := r.decoder.Token(); err != nil {
			return broken(err)
		}
		r.begun = true
	}
	if r.list && !r.decoder.More() {
		if _, err := r.decoder.Token(); err != nil {
			return broken(err)
		}
		return r.end()
	}
	var object map[string]any
	err := r.decoder.Decode(&object)
	switch {
	case errors.Is(err, io.EOF):
		return r.end()
	case err != nil:
		return broken(err)
	}
	r.count++
	r.value(object)
	return nil
}

// end is the end of the file, which is one in the middle if a page is missing.
func (r *jsonRows) end() error {
	switch {
	case r.more:
		r.more = false
		return errors.New("the last page says that more follow (has_more): pages are missing; ask for those after it, and add them to the file")
	case r.pages && len(r.columns.names) == 0:
		return errors.New("the pages have no results: nothing was used then, or the key may not see it")
	}
	return io.EOF
}

func broken(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errors.New("the file ends in the middle of an object: it was cut off")
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("expected an object, found %s", wrong.Value)
	}
	return fmt.Errorf("this is no JSON: %w", err)
}

// value adds the rows of an object: those of its buckets, or itself.
func (r *jsonRows) value(object map[string]any) {
	buckets, ok := object["data"].([]any)
	if !ok {
		r.bucket(object)
		return
	}
	r.more, _ = object["has_more"].(bool)
	r.pages = true
	for _, b := range buckets {
		if bucket, ok := b.(map[string]any); ok {
			r.bucket(bucket)
		}
	}
}

// bucket adds a row for each of an object's results, or for itself if it is no bucket.
func (r *jsonRows) bucket(object map[string]any) {
	results, ok := object["results"].([]any)
	if !ok {
		r.row(object)
		return
	}
	delete(object, "results")
	for _, result := range results {
		if members, ok := result.(map[string]any); ok {
			r.row(object, members)
		}
	}
}

// row adds a row of the members of objects.
func (r *jsonRows) row(objects ...map[string]any) {
	b := rowBuilder{rows: r}
	for _, object := range objects {
		b.members("", object)
	}
	r.queue = append(r.queue, b.cells)
}

// A rowBuilder fills the cells of one row.
type rowBuilder struct {
	rows  *jsonRows
	cells []string
	grown bool // the header is one of its own already
}

func (b *rowBuilder) members(prefix string, object map[string]any) {
	for _, key := range sortedKeys(object) {
		// The keys of a map of tags are the user's, and no columns.
		if inner, ok := object[key].(map[string]any); ok && !strings.HasSuffix(key, "tags") {
			b.members(prefix+key+".", inner)
			continue
		}
		b.put(prefix+key, cellText(object[key]))
	}
}

func (b *rowBuilder) put(column, text string) {
	r := b.rows
	i, ok := r.at[column]
	if !ok {
		if !b.grown {
			// Who has bound the old header sees another one, and binds anew.
			r.columns, b.grown = newHeader(r.columns.names), true
		}
		i = r.columns.add(column)
		r.at[column] = i
	}
	for len(b.cells) <= i {
		b.cells = append(b.cells, "")
	}
	b.cells[i] = text
}

// cellText is a value as a CSV file would have it.
func cellText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	default:
		data, _ := json.Marshal(v) // it was JSON
		return string(data)
	}
}
