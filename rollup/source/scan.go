package source

import (
	"encoding/binary"
	"math/bits"
	"time"
	"unicode/utf8"

	"github.com/llmtag/llmtag/rollup/usage"
)

// read reads a line in the form in which package tag and other wrappers write
// events, into e, which is empty. It returns false for every fault and for what is
// rare, such as a key that is there twice, and leaves the line to encoding/json.
// What it does read is what encoding/json reads: FuzzScan compares them.
//
// idSeen is false if the line has no event_id.
func (s *scanner) read(line []byte, e *usage.Event) (idSeen, ok bool) {
	s.b, s.i, s.wide = line, 0, false
	s.unknown, s.scratch = s.unknown[:0], s.scratch[:0]
	return s.event(e)
}

func (s *scanner) event(e *usage.Event) (idSeen, ok bool) {
	s.space()
	if !s.take('{') {
		return false, false
	}
	s.space()
	if s.take('}') {
		return false, false // an event has a time
	}
	var seen uint64
	next := 0 // the field that is expected: the one after the last
	for {
		i := next
		if i < len(fields) && s.prefix(fields[i].key) {
			s.space()
		} else {
			key, ok := s.text()
			if !ok {
				return false, false
			}
			s.space()
			if !s.take(':') {
				return false, false
			}
			s.space()
			if i = fieldByName(key); i < 0 {
				// encoding/json takes keys in any case, and some letters that
				// are not ASCII for those that are.
				if !isPlainKey(key) || !s.skip(0) {
					return false, false
				}
				s.unknown = append(s.unknown, key)
			}
		}
		if i >= 0 {
			if seen>>i&1 != 0 { // of two, the last one holds, unless it is null
				return false, false
			}
			seen |= 1 << i
			if !s.value(&fields[i], e, &idSeen) {
				return false, false
			}
			next = i + 1
		}
		s.space()
		if s.take(',') {
			s.space()
			continue
		}
		if !s.take('}') {
			return false, false
		}
		s.space()
		const ts = 1
		if s.i != len(s.b) || seen>>ts&1 == 0 || s.wide && !utf8.Valid(s.b) {
			return false, false
		}
		return idSeen, true
	}
}

// isPlainKey reports whether key is of lower-case letters, digits and
// underscores, so that it is the key of a field only if it is the same.
func isPlainKey(key []byte) bool {
	for _, c := range key {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return true
}

// A scanner reads JSON from where it is.
type scanner struct {
	b    []byte
	i    int
	wide bool // there was a byte that is not ASCII in a text

	unknown [][]byte // keys of no field
	scratch []byte   // texts that were written with escapes
}

// space passes over what may stand between tokens; mostly there is nothing.
func (s *scanner) space() {
	if s.i < len(s.b) && s.b[s.i] <= ' ' {
		s.spaces()
	}
}

func (s *scanner) spaces() {
	for s.i < len(s.b) {
		switch s.b[s.i] {
		case ' ', '\t', '\r', '\n':
			s.i++
		default:
			return
		}
	}
}

func (s *scanner) take(c byte) bool {
	if s.i < len(s.b) && s.b[s.i] == c {
		s.i++
		return true
	}
	return false
}

func (s *scanner) prefix(p string) bool {
	if len(s.b)-s.i >= len(p) && string(s.b[s.i:s.i+len(p)]) == p {
		s.i += len(p)
		return true
	}
	return false
}

func (s *scanner) null() bool {
	const null = 'n' | 'u'<<8 | 'l'<<16 | 'l'<<24
	if s.i+4 <= len(s.b) && binary.LittleEndian.Uint32(s.b[s.i:]) == null {
		s.i += 4
		return true
	}
	return false
}

// text reads a string.
func (s *scanner) text() ([]byte, bool) {
	if !s.take('"') {
		return nil, false
	}
	const (
		ones  = 0x0101010101010101
		highs = 0x8080808080808080
	)
	start, i := s.i, s.i
	for i+8 <= len(s.b) {
		// Eight bytes at a time: the lowest byte that has its high bit set in stop
		// is a quote, a backslash, a control character or not ASCII.
		x := binary.LittleEndian.Uint64(s.b[i:])
		quote, slash := x^(ones*'"'), x^(ones*'\\')
		stop := ((quote-ones)&^quote | (slash-ones)&^slash | (x-ones*' ')&^x | x) & highs
		if stop == 0 {
			i += 8
			continue
		}
		i += bits.TrailingZeros64(stop) / 8
		if s.b[i] < utf8.RuneSelf {
			break
		}
		s.wide = true
		i++
	}
	for ; i < len(s.b); i++ {
		switch c := s.b[i]; {
		case c == '"':
			s.i = i + 1
			return s.b[start:i], true
		case c == '\\':
			return s.escaped(start, i)
		case c < ' ':
			return nil, false
		case c >= utf8.RuneSelf:
			s.wide = true
		}
	}
	return nil, false
}

// number reads a whole number.
func (s *scanner) number() (n int64, ok bool) {
	negative := s.take('-')
	start := s.i
	for s.i < len(s.b) {
		c := s.b[s.i] - '0'
		if c > 9 {
			break
		}
		n = n*10 + int64(c)
		s.i++
	}
	digits := s.i - start
	if digits == 0 || digits > 18 || digits > 1 && s.b[start] == '0' {
		return 0, false
	}
	if s.i < len(s.b) {
		switch s.b[s.i] {
		case '.', 'e', 'E':
			return 0, false
		}
	}
	if negative {
		n = -n
	}
	return n, true
}

// value reads the value of f into e.
func (s *scanner) value(f *field, e *usage.Event, idSeen *bool) bool {
	if s.null() {
		return f.kind != ofTime // encoding/json says that it is missing
	}
	if f.kind == ofNumber {
		n, ok := s.number()
		if !ok {
			return false
		}
		e.Set(f.index, n)
		return true
	}
	if f.kind == ofUnits {
		return s.units(e)
	}
	text, ok := s.text()
	if !ok {
		return false
	}
	switch f.kind {
	case ofText:
		e.Text[f.index] = text
	case ofID:
		if len(text) > 0 {
			*idSeen = true
			ok = parseUUID(text, &e.ID)
		}
	case ofTime:
		e.Micros, ok = parseTime(text)
	case ofStatus:
		e.Status, ok = statusOf(text)
	case ofUsageStatus:
		e.UsageStatus, ok = usageStatusOf(text)
	case ofNumber, ofUnits: // above
	}
	return ok
}

// units reads an object of numbers.
func (s *scanner) units(e *usage.Event) bool {
	start := s.i
	if !s.take('{') {
		return false
	}
	for first := true; ; first = false {
		s.space()
		if first && s.take('}') {
			return true // none
		}
		if _, ok := s.text(); !ok {
			return false
		}
		s.space()
		if !s.take(':') {
			return false
		}
		s.space()
		if !s.skipNumber() {
			return false
		}
		s.space()
		if s.take(',') {
			continue
		}
		if !s.take('}') {
			return false
		}
		e.Units = s.b[start:s.i]
		return true
	}
}

// parseUUID reads the form of 8-4-4-4-12 hexadecimal digits.
func parseUUID(text []byte, id *[16]byte) bool {
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return false
	}
	at := 0
	bad := byte(0)
	for i := range id {
		if at == 8 || at == 13 || at == 18 || at == 23 {
			at++
		}
		high, low := hexDigit[text[at]], hexDigit[text[at+1]]
		bad |= high | low
		id[i] = high<<4 | low&0xf
		at += 2
	}
	return bad < 0x10
}

// hexDigit is the value of a hexadecimal digit, 0xff for what is none.
var hexDigit = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xff
	}
	for i := range byte(10) {
		t['0'+i] = i
	}
	for i := range byte(6) {
		t['a'+i], t['A'+i] = 10+i, 10+i
	}
	return t
}()

// parseTime reads RFC 3339 with up to six digits of a second, in microseconds
// since 1970; other forms are left to package time.
func parseTime(text []byte) (micros int64, ok bool) {
	const shortest = len("2006-01-02T15:04:05Z")
	if len(text) < shortest || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' {
		return 0, false
	}
	year, a := digits(text[0:4])
	month, b := digits(text[5:7])
	day, c := digits(text[8:10])
	hour, d := digits(text[11:13])
	minute, f := digits(text[14:16])
	second, g := digits(text[17:19])
	if (!a || !b || !c || !d || !f || !g) || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 ||
		day > 28 && day > daysOf(year, month) {
		return 0, false
	}
	micros = int64(daysSince1970(year, month, day))*86_400_000_000 + int64(hour)*3_600_000_000 + int64(minute)*60_000_000 + int64(second)*1_000_000
	text = text[19:]
	if text[0] == '.' {
		n := 1
		for n < len(text) && text[n]-'0' <= 9 {
			n++
		}
		if n == 1 || n > 7 {
			return 0, false
		}
		part, _ := digits(text[1:n])
		for range 7 - n {
			part *= 10
		}
		micros += int64(part)
		text = text[n:]
	}
	if len(text) == 1 && text[0] == 'Z' {
		return micros, true
	}
	if len(text) != 6 || text[0] != '+' && text[0] != '-' || text[3] != ':' {
		return 0, false
	}
	hour, a = digits(text[1:3])
	minute, b = digits(text[4:6])
	if (!a || !b) || hour > 23 || minute > 59 {
		return 0, false
	}
	offset := int64(hour*60+minute) * 60_000_000
	if text[0] == '+' {
		offset = -offset
	}
	return micros + offset, true
}

// digits reads a number of digits only.
func digits(text []byte) (n int, ok bool) {
	for _, c := range text {
		if c -= '0'; c > 9 {
			return 0, false
		}
		n = n*10 + int(c)
	}
	return n, true
}

func daysOf(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// daysSince1970 counts days of the Gregorian calendar, with years that begin in
// March so that the leap day is the last one (after Howard Hinnant's
// days_from_civil).
func daysSince1970(year, month, day int) int {
	if month <= 2 {
		year--
		month += 12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - 719468
}
