package source

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// A csvScanner splits records as encoding/csv does, without an allocation each.
type csvScanner struct {
	comma   byte
	fields  [][]byte // of the last record; until the next
	wide    bool     // it may have a byte that is not ASCII
	quotes  bool     // it has quotes, and so perhaps several lines
	scratch []byte   // of fields with quotes in them
}

// What is wrong with a record.
var (
	errBareQuote = errors.New(`has a " in a field that does not begin with one; write the field as "…" and the quote as ""`)
	errQuote     = errors.New(`has something after the " that ends a field; write a quote within a field as ""`)
	errOpenQuote = errors.New(`has a " that is not closed`)
)

// record reads the first record of data into s.fields and returns its length, its
// end of line included. After an error, the length is that of the first line.
func (s *csvScanner) record(data []byte) (n int, err error) {
	s.fields, s.wide, s.quotes = s.fields[:0], false, false
	const (
		ones  = 0x0101010101010101
		lows  = 0x7f7f7f7f7f7f7f7f
		highs = 0x8080808080808080
	)
	comma := ones * uint64(s.comma)
	start, i := 0, 0
	wide := uint64(0)
	for ; i+8 <= len(data); i += 8 {
		// Eight bytes at a time: a high bit for each byte that is a comma, a quote
		// or an end of line, and for no other.
		x := binary.LittleEndian.Uint64(data[i:])
		wide |= x & highs
		c, q, e := x^comma, x^(ones*'"'), x^(ones*'\n')
		c = (c&lows + lows) | c
		q = (q&lows + lows) | q
		e = (e&lows + lows) | e
		for stop := ^(c & q & e) & highs; stop != 0; stop &= stop - 1 {
			at := i + bits.TrailingZeros64(stop)/8
			switch data[at] {
			case s.comma:
				s.fields = append(s.fields, data[start:at])
				start = at + 1
			case '\n':
				s.wide = wide != 0
				s.fields = append(s.fields, withoutReturn(data[start:at]))
				return at + 1, nil
			default:
				return s.quotedRecord(data)
			}
		}
	}
	for ; i < len(data); i++ {
		switch c := data[i]; c {
		case s.comma:
			s.fields = append(s.fields, data[start:i])
			start = i + 1
		case '\n':
			s.wide = wide != 0
			s.fields = append(s.fields, withoutReturn(data[start:i]))
			return i + 1, nil
		case '"':
			return s.quotedRecord(data)
		default:
			wide |= uint64(c & utf8.RuneSelf)
		}
	}
	s.wide = wide != 0
	s.fields = append(s.fields, withoutReturn(data[start:]))
	return len(data), nil
}

// withoutReturn is the last field of a line, without the first half of a Windows
// end of line.
func withoutReturn(field []byte) []byte {
	if n := len(field); n > 0 && field[n-1] == '\r' {
		return field[:n-1]
	}
	return field
}

// quotedRecord is record for what has quotes.
func (s *csvScanner) quotedRecord(data []byte) (n int, err error) {
	s.fields, s.wide, s.quotes = s.fields[:0], true, true
	if n, err = s.quoted(data); err == nil {
		return n, nil
	}
	if n = bytes.IndexByte(data, '\n') + 1; n == 0 {
		n = len(data)
	}
	return n, err
}

// quoted splits a record with quotes; it returns 0 after an error.
func (s *csvScanner) quoted(data []byte) (n int, err error) {
	s.scratch = s.scratch[:0] // what is appended beyond its capacity is elsewhere, and stays
	i := 0
	for {
		if i < len(data) && data[i] == '"' {
			start := len(s.scratch)
			i++
			for {
				j := bytes.IndexByte(data[i:], '"')
				if j < 0 {
					return 0, errOpenQuote
				}
				s.scratch = append(s.scratch, data[i:i+j]...)
				i += j + 1
				if i < len(data) && data[i] == '"' {
					s.scratch = append(s.scratch, '"')
					i++
					continue
				}
				break
			}
			field := s.scratch[start:len(s.scratch):len(s.scratch)]
			if bytes.IndexByte(field, '\r') >= 0 {
				field = bytes.ReplaceAll(field, []byte("\r\n"), []byte("\n"))
			}
			s.fields = append(s.fields, field)
			switch rest := data[i:]; {
			case len(rest) == 0, len(rest) == 1 && rest[0] == '\r':
				return len(data), nil
			case rest[0] == '\n':
				return i + 1, nil
			case len(rest) > 1 && rest[0] == '\r' && rest[1] == '\n':
				return i + 2, nil
			case rest[0] == s.comma:
				i++
				continue
			}
			return 0, errQuote
		}
		j := i
		for j < len(data) && data[j] != s.comma && data[j] != '\n' {
			if data[j] == '"' {
				return 0, errBareQuote
			}
			j++
		}
		field := data[i:j]
		if j == len(data) || data[j] == '\n' {
			s.fields = append(s.fields, bytes.TrimSuffix(field, []byte("\r")))
			return min(j+1, len(data)), nil
		}
		s.fields = append(s.fields, field)
		i = j + 1
	}
}

// A header says of which field each column is.
type header struct {
	names   []string
	columns []int // indices in fields; -1 for a column of none
	lite    bool  // of LiteLLM's spend logs
	comma   byte
}

// parseHeader reads the first line of a CSV file.
func parseHeader(line []byte) (*header, error) {
	h := &header{comma: ','}
	for _, comma := range []byte{';', '\t'} {
		if bytes.Count(line, []byte{comma}) > bytes.Count(line, []byte{h.comma}) {
			h.comma = comma
		}
	}
	s := csvScanner{comma: h.comma}
	if _, err := s.record(line); err != nil {
		return nil, fmt.Errorf("the header %w", err)
	}
	seen := map[string]bool{}
	for _, name := range s.fields {
		name := strings.TrimSpace(string(name))
		if seen[name] && name != "" {
			return nil, fmt.Errorf("the header has the column %q twice", name)
		}
		seen[name] = true
		h.names = append(h.names, name)
		h.columns = append(h.columns, fieldByName([]byte(strings.ToLower(name))))
	}
	h.lite = !seen["ts"] && seen["startTime"]
	if !seen["ts"] && !h.lite {
		return nil, fmt.Errorf("the header has no column ts: it is %.200q, expected the names of the event's fields, such as ts,model,input_tokens,output_tokens,project_id,service_name,team_id,request_id", strings.Join(h.names, string(h.comma)))
	}
	return h, nil
}

// unknown are the columns that are of no field.
func (h *header) unknown() map[string]int64 {
	names := make(map[string]int64)
	for i, name := range h.names {
		if !h.lite && h.columns[i] < 0 && name != rejectedKey {
			names[name] = 1
		}
	}
	return names
}

// event reads the fields of a record into e, which is empty.
func (h *header) event(values [][]byte, e *usage.Event) (idSeen bool, err error) {
	timeSeen := false
	for i, value := range values {
		if len(value) == 0 || h.columns[i] < 0 {
			continue
		}
		f := &fields[h.columns[i]]
		var ok bool
		switch f.kind {
		case ofText:
			e.Text[f.index] = value
			if bytes.IndexByte(value, 0) >= 0 {
				return false, fmt.Errorf("%s: has a NUL byte, which no text in a database has", f.name)
			}
		case ofNumber:
			var n int64
			if n, ok = csvNumber(value); !ok {
				return false, fmt.Errorf("%s: is %.40q, expected a whole number", f.name, value)
			}
			e.Set(f.index, n)
		case ofID:
			idSeen = true
			if !parseUUID(value, &e.ID) {
				return false, errors.New("event_id: is no UUID; leave it out to have it derived from the line")
			}
		case ofTime:
			timeSeen = true
			if e.Micros, ok = csvTime(value); !ok {
				return false, fmt.Errorf(`ts: is %.40q, expected RFC 3339 such as 2026-11-30T12:34:56Z`, value)
			}
		case ofStatus:
			if e.Status, ok = statusOf(value); !ok {
				return false, errors.New("status: is none of ok, error, cancelled and truncated")
			}
		case ofUsageStatus:
			if e.UsageStatus, ok = usageStatusOf(value); !ok {
				return false, errors.New("usage_status: is none of reported, partial, missing and suspect")
			}
		case ofUnits:
			if err := csvUnits(value, e); err != nil {
				return false, err
			}
		}
	}
	if !timeSeen {
		return false, errors.New(`ts: is missing; write the time of the request, such as 2026-11-30T12:34:56Z`)
	}
	return idSeen, nil
}

// csvNumber reads a whole number. Data frames write a column of whole numbers with
// gaps as 12.0, which is exact.
func csvNumber(value []byte) (int64, bool) {
	if whole, fraction, found := bytes.Cut(value, []byte(".")); found {
		if len(bytes.Trim(fraction, "0")) > 0 || len(fraction) == 0 {
			return 0, false
		}
		value = whole
	}
	digits := bytes.TrimPrefix(value, []byte("-"))
	if len(digits) == 0 || len(digits) > 18 {
		return 0, false
	}
	n := int64(0)
	for _, c := range digits {
		if c -= '0'; c > 9 {
			return 0, false
		}
		n = n*10 + int64(c)
	}
	if len(digits) < len(value) {
		n = -n
	}
	return n, true
}

// csvTime reads RFC 3339, and what PostgreSQL writes for a timestamptz.
func csvTime(value []byte) (micros int64, ok bool) {
	if micros, ok := parseTime(value); ok {
		return micros, true
	}
	text := string(value)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999Z07"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Truncate(time.Microsecond).UnixMicro(), true
		}
	}
	return 0, false
}

func csvUnits(value []byte, e *usage.Event) error {
	t := tag.Event{EventID: tag.FormatEventID(e.ID)}
	var u usage.Event
	if json.Unmarshal(value, &t.Units) != nil {
		return fmt.Errorf("units: is %.40q, expected a JSON object of numbers", value)
	}
	if err := fromTag(&t, &u); err != nil {
		return err
	}
	e.Units = u.Units
	return nil
}
