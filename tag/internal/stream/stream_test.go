package stream_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/tag/internal/stream"
)

// A message is what a consumer was told of one.
type message struct{ Name, Data string }

// A collector is a consumer that keeps what it is told, and refuses what no reader
// may do: data outside of messages, or messages within messages.
type collector struct {
	t        *testing.T
	messages []message
	open     bool
}

func (c *collector) Begin(name []byte) {
	if c.open {
		c.t.Error("a message begins within another")
	}
	c.open = true
	c.messages = append(c.messages, message{Name: string(name)})
}

func (c *collector) Data(p []byte, _ bool) {
	if !c.open {
		c.t.Errorf("data outside of a message: %q", p)
		return
	}
	c.messages[len(c.messages)-1].Data += string(p)
}

func (c *collector) End() {
	if !c.open {
		c.t.Error("a message ends that has not begun")
	}
	c.open = false
}

type reader interface {
	Write(p []byte)
	Close()
}

// read reads a body in pieces, and holds that no byte of it was changed.
func read(t *testing.T, open func(*collector) reader, body []byte, cuts ...int) []message {
	t.Helper()
	c := &collector{t: t}
	r := open(c)
	own := bytes.Clone(body)
	from := 0
	for _, to := range append(cuts, len(own)) {
		r.Write(own[from:to])
		from = to
	}
	r.Close()
	if !bytes.Equal(own, body) {
		t.Errorf("reading changed the bytes of %q", body)
	}
	if c.open {
		t.Errorf("%q: the last message has no end", body)
	}
	return c.messages
}

// everywhere reads a body whole, byte by byte, and cut at every one and two places.
func everywhere(t *testing.T, open func(*collector) reader, body []byte, want []message) {
	t.Helper()
	check := func(cuts ...int) {
		if diff := cmp.Diff(want, read(t, open, body, cuts...)); diff != "" {
			t.Fatalf("%q cut at %v (-want +got):\n%s", body, cuts, diff)
		}
	}
	check()
	all := make([]int, len(body))
	for i := range all {
		all[i] = i
	}
	check(all...)
	for a := range all {
		check(a)
		for b := a; b < len(body) && len(body) < 200; b++ {
			check(a, b)
		}
	}
}

func sse(c *collector) reader { return stream.NewSSE(c) }

func TestServerSentEvents(t *testing.T) {
	tests := map[string]struct {
		body string
		want []message
	}{
		"a line of data and an empty line are a message": {"data: a\n\ndata: b\n\n", []message{{"", "a"}, {"", "b"}}},
		"lines end with CR LF":                           {"data: a\r\n\r\ndata: b\r\n\r\n", []message{{"", "a"}, {"", "b"}}},
		"lines end with CR":                              {"data: a\r\rdata: b\r\r", []message{{"", "a"}, {"", "b"}}},
		"lines end with all three in turn":               {"data: a\r\n\ndata: b\r\n\r\ndata: c\n\r", []message{{"", "a"}, {"", "b"}, {"", "c"}}},
		"several lines of data are joined by a line feed": {
			"data: a\ndata:b\ndata:  c\n\n", []message{{"", "a\nb\n c"}},
		},
		"a message has the name of its event":          {"event: ping\ndata: {}\n\ndata: x\n\n", []message{{"ping", "{}"}, {"", "x"}}},
		"the last name counts":                         {"event: a\nevent: bc\ndata: x\n\n", []message{{"bc", "x"}}},
		"without data there is no message":             {"event: ping\n\nid: 1\nretry: 5\n\n: comment\n\ndata: x\n\n", []message{{"", "x"}}},
		"other fields are passed over":                 {"id: 1\ndatax: y\ndata: x\nretry: 1\n\n", []message{{"", "x"}}},
		"a byte order mark is no part of the first":    {"\ufeffdata: x\n\n", []message{{"", "x"}}},
		"one later is":                                 {"data: x\n\n\ufeffdata: y\n\ndata: z\n\n", []message{{"", "x"}, {"", "z"}}},
		"a message that no empty line ends is one":     {"data: x", []message{{"", "x"}}},
		"a line that is cut is read as far as it goes": {"data: x\n\ndata: {\"a", []message{{"", "x"}, {"", `{"a`}}},
		"empty data is a message":                      {"data:\n\n", []message{{"", ""}}},
		"nothing is nothing":                           {"", nil},
		"empty lines are nothing":                      {"\n\n\r\n\n", nil},
		"a name that is absurdly long is no name":      {"event: " + strings.Repeat("x", 1000) + "\ndata: y\n\n", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if name == "a name that is absurdly long is no name" {
				got := read(t, sse, []byte(tt.body))
				if len(got) != 1 || got[0].Data != "y" || len(got[0].Name) > 128 {
					t.Errorf("got %d bytes of name", len(got[0].Name))
				}
				return
			}
			everywhere(t, sse, []byte(tt.body), tt.want)
		})
	}
}

// FuzzServerSentEvents reads anything in pieces as it does as a whole, and messages
// are those of an oracle that splits lines.
func FuzzServerSentEvents(f *testing.F) {
	f.Add("data: a\n\nevent: b\r\ndata: c\r\n\r\n", uint8(3), uint8(9))
	f.Add("\ufeffdata: a\r\rdata", uint8(1), uint8(17))
	f.Fuzz(func(t *testing.T, body string, a, b uint8) {
		n := len(body) + 1
		cuts := []int{min(int(a)%n, int(b)%n), max(int(a)%n, int(b)%n)}
		whole := read(t, sse, []byte(body))
		if diff := cmp.Diff(whole, read(t, sse, []byte(body), cuts...)); diff != "" {
			t.Errorf("%q cut at %v (-whole +pieces):\n%s", body, cuts, diff)
		}
		if len(body) > 128 {
			return // names may be cut
		}
		if diff := cmp.Diff(split(body), whole); diff != "" {
			t.Errorf("%q (-oracle +got):\n%s", body, diff)
		}
	})
}

// split is the standard's algorithm, on a text that is there as a whole.
func split(body string) (messages []message) {
	body = strings.TrimPrefix(body, "\ufeff")
	body = strings.ReplaceAll(strings.ReplaceAll(body, "\r\n", "\n"), "\r", "\n")
	var name string
	var data []string
	dispatch := func() {
		if data != nil {
			messages = append(messages, message{name, strings.Join(data, "\n")})
		}
		name, data = "", nil
	}
	for line := range strings.SplitSeq(body, "\n") {
		if line == "" {
			dispatch()
			continue
		}
		field, value, ok := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case ok && field == "data":
			data = append(data, value)
		case ok && field == "event":
			if data == nil { // a name that comes after is not known when the data is
				name = value
			}
		}
	}
	dispatch()
	return messages
}

func TestMessagesThatASkipperPassesOver(t *testing.T) {
	body := []byte("data: a\n\ndata: b\n\ndata: c\n\n")
	c := &skipping{collector: collector{t: t}, skip: []byte("data: b\n\n")}
	s := stream.NewSSE(c)
	s.Write(body[:9])
	s.Write(body[9:])
	s.Close()
	want := []message{{"", "a"}, {"", "c"}}
	if diff := cmp.Diff(want, c.messages); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

type skipping struct {
	collector
	skip []byte
}

func (s *skipping) Skip(p []byte) int {
	if bytes.HasPrefix(p, s.skip) {
		return len(s.skip)
	}
	return 0
}

func aws(c *collector) reader { return stream.NewAWS(c, func() {}) }

func event(name, payload string) []byte {
	return stream.Message(map[string]string{":event-type": name, ":message-type": "event", ":content-type": "application/json"}, []byte(payload))
}

func TestAWSEventStream(t *testing.T) {
	tests := map[string]struct {
		body []byte
		want []message
	}{
		"a message has the name of its event type": {event("metadata", `{"usage":{}}`), []message{{"metadata", `{"usage":{}}`}}},
		"messages follow each other":               {append(event("a", "1"), event("b", "2")...), []message{{"a", "1"}, {"b", "2"}}},
		"a payload may be empty":                   {append(event("a", ""), event("b", "2")...), []message{{"a", ""}, {"b", "2"}}},
		"headers may be none":                      {stream.Message(nil, []byte("x")), []message{{"", "x"}}},
		"nothing is nothing":                       {nil, nil},
		"what is no event stream is nothing":       {[]byte("<html>bad gateway, please try again</html>"), nil},
		"a message that is cut ends all the same":  {event("a", "12345")[:len(event("a", "12345"))-6], []message{{"a", "123"}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { everywhere(t, aws, tt.body, tt.want) })
	}
}

func TestHeadersOfEveryTypeAreRead(t *testing.T) {
	var head []byte
	add := func(name string, typ byte, value ...byte) {
		head = append(head, byte(len(name)))
		head = append(head, name...)
		head = append(append(head, typ), value...)
	}
	add("true", 0)
	add("false", 1)
	add("byte", 2, 1)
	add("short", 3, 0, 1)
	add("integer", 4, 0, 0, 0, 1)
	add("long", 5, 0, 0, 0, 0, 0, 0, 0, 1)
	add("bytes", 6, 0, 2, 'a', 'b')
	add("time", 8, 0, 0, 0, 0, 0, 0, 0, 1)
	add("uuid", 9, make([]byte, 16)...)
	add(":event-type", 7, append([]byte{0, 5}, "chunk"...)...)
	everywhere(t, aws, framed(head, []byte("x")), []message{{"chunk", "x"}})
}

// framed returns a message with headers that are already encoded.
func framed(head, payload []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(16+len(head)+len(payload)))
	b = binary.BigEndian.AppendUint32(b, uint32(len(head)))
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	b = append(append(b, head...), payload...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

func TestExceptionsAreFailures(t *testing.T) {
	for typ, want := range map[string]int{"event": 0, "exception": 1, "error": 1} {
		failures := 0
		s := stream.NewAWS(&collector{t: t}, func() { failures++ })
		s.Write(stream.Message(map[string]string{":message-type": typ, ":exception-type": "throttlingException"}, []byte("{}")))
		s.Close()
		if failures != want || !s.Done() {
			t.Errorf("a message of type %s: %d failures, want %d; done %v", typ, failures, want, s.Done())
		}
	}
}

func TestLengthsThatCannotBeRightEndTheReading(t *testing.T) {
	prelude := func(total, headers uint32) []byte {
		b := binary.BigEndian.AppendUint32(nil, total)
		b = binary.BigEndian.AppendUint32(b, headers)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	}
	for name, p := range map[string][]byte{
		"a total of less than its parts":   prelude(10, 0),
		"headers longer than the message":  prelude(100, 99),
		"headers beyond the specification": prelude(1<<20, 200<<10),
		"a message beyond it":              prelude(1<<31, 10),
		"a checksum that does not hold":    append(prelude(100, 10)[:8], 1, 2, 3, 4),
	} {
		body := slices.Concat(p, event("a", "1"))
		if got := read(t, aws, body); got != nil {
			t.Errorf("%s: got %v, want nothing", name, got)
		}
	}
}

// FuzzAWSEventStream reads anything in pieces as it does as a whole, within bounds.
func FuzzAWSEventStream(f *testing.F) {
	f.Add(append(event("a", "1"), event("b", "22")...), uint8(3), uint8(50))
	f.Add(event("metadata", `{"usage":{}}`)[:40], uint8(13), uint8(17))
	f.Fuzz(func(t *testing.T, body []byte, a, b uint8) {
		n := len(body) + 1
		cuts := []int{min(int(a)%n, int(b)%n), max(int(a)%n, int(b)%n)}
		if diff := cmp.Diff(read(t, aws, body), read(t, aws, body, cuts...)); diff != "" {
			t.Errorf("%q cut at %v (-whole +pieces):\n%s", body, cuts, diff)
		}
	})
}

// TestNothingIsHeld reads a message of any length in the memory of a short one.
func TestNothingIsHeld(t *testing.T) {
	piece := []byte(strings.Repeat("x", 64<<10))
	for name, open := range map[string]func() (write func([]byte), begin []byte){
		"server-sent events": func() (func([]byte), []byte) { return stream.NewSSE(discard{}).Write, []byte("data: ") },
		"AWS event stream": func() (func([]byte), []byte) {
			b := stream.Message(map[string]string{":event-type": "a"}, make([]byte, 20<<20))
			return stream.NewAWS(discard{}, func() {}).Write, b[:100]
		},
	} {
		write, begin := open()
		write(begin)
		if n := testing.AllocsPerRun(100, func() { write(piece) }); n > 0 {
			t.Errorf("%s: %v allocations for a piece of a message, want none", name, n)
		}
	}
}

type discard struct{}

func (discard) Begin([]byte)      {}
func (discard) Data([]byte, bool) {}
func (discard) End()              {}
