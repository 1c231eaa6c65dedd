package tag

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// maxRewritten bounds the body that is held to ask for usage. A longer one is
// sent as it is; prompts with pictures have some megabytes.
const maxRewritten = 64 << 20

// askForUsage asks for the usage of a stream if the caller has not said whether to.
// A body that is compressed or signed is left alone, and so is a request whose
// caller wants the answer in an encoding of their own: the message that answers
// could not be taken out again.
func (a *attempt) askForUsage(out *http.Request) error {
	h := out.Header
	if h.Get("Content-Encoding") != "" || strings.HasPrefix(h.Get("Authorization"), "AWS4-") || out.ContentLength > maxRewritten {
		return nil
	}
	if e := h.Get("Accept-Encoding"); e != "" && e != "identity" {
		return nil
	}
	if media := strings.ToLower(h.Get("Content-Type")); media != "" && !strings.Contains(media, "json") {
		return nil
	}
	old, err := io.ReadAll(io.LimitReader(out.Body, maxRewritten+1))
	if err != nil {
		_ = out.Body.Close()
		return err
	}
	if len(old) > maxRewritten {
		out.Body = struct {
			io.Reader
			io.Closer
		}{io.MultiReader(bytes.NewReader(old), out.Body), out.Body}
		return nil
	}
	_ = out.Body.Close()
	body, ok := addStreamOptions(old)
	if ok {
		a.sent.asked = true
		out.ContentLength = int64(len(body))
		if h.Get("Content-Length") != "" {
			h.Set("Content-Length", strconv.Itoa(len(body)))
		}
	} else {
		body = old
	}
	out.Body = io.NopCloser(bytes.NewReader(body))
	if out.GetBody != nil {
		out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	}
	return nil
}

// addStreamOptions returns body with stream_options.include_usage, if it asks for
// a stream and says nothing of it. Nothing else changes, not even a space.
func addStreamOptions(body []byte) ([]byte, bool) {
	d := json.NewDecoder(bytes.NewReader(body))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, false
	}
	var (
		stream  bool
		options json.RawMessage
		at      int64 // end of the value of stream_options
		last    int64 // end of the last member
	)
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, false
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, false
		}
		last = d.InputOffset()
		switch name {
		case "stream":
			stream = string(value) == "true"
		case "stream_options":
			options, at = value, last
		}
	}
	if t, err := d.Token(); err != nil || t != json.Delim('}') || !stream {
		return nil, false
	}
	const include = `"include_usage":true`
	switch {
	case options == nil:
		return splice(body, last, 0, `,"stream_options":{`+include+`}`), true
	case string(options) == "null":
		return splice(body, at-int64(len(options)), len(options), `{`+include+`}`), true
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(options, &members) != nil {
		return nil, false
	}
	if v, ok := members["include_usage"]; ok && string(v) != "null" {
		return nil, false // the caller has said
	}
	delete(members, "include_usage")
	add := include
	if len(members) > 0 {
		add += ","
	}
	if len(members) == 0 {
		return splice(body, at-int64(len(options)), len(options), `{`+include+`}`), true
	}
	return splice(body, at-int64(len(options))+1, 0, add), true
}

// splice replaces n bytes of body at a place.
func splice(body []byte, at int64, n int, with string) []byte {
	out := make([]byte, 0, len(body)+len(with))
	out = append(out, body[:at]...)
	out = append(out, with...)
	return append(out, body[at+int64(n):]...)
}

// maxHeld bounds what a hider holds of a message that is not at its end. The one
// it looks for is far shorter.
const maxHeld = 64 << 10

// A hider takes the message out of a stream that is there because we asked for it.
// A message is held until it has come to its end, which is when a caller could use
// it.
type hider struct {
	a    *attempt
	buf  []byte // as read
	held []byte // of a message that is not at its end
	out  []byte // for the caller
	err  error  // that ended the stream
	pass bool   // the message at hand is too long to be the one
}

func newHider(a *attempt) *hider { return &hider{a: a, buf: make([]byte, 16<<10)} }

func (h *hider) read(inner io.Reader, p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for len(h.out) == 0 {
		if h.err != nil {
			return 0, h.err
		}
		n, err := inner.Read(h.buf)
		h.a.saw(h.buf[:n], err) // which tells by its beginning whether it is a stream
		if h.a.isStream() {
			h.take(h.buf[:n])
		} else {
			h.out = append(h.out, h.buf[:n]...)
		}
		if err != nil {
			h.out = append(h.out, h.held...)
			h.held, h.err = nil, err
		}
	}
	n := copy(p, h.out)
	if h.out = h.out[n:]; len(h.out) == 0 {
		h.out = nil
	}
	return n, nil
}

// isStream reports whether the answer is one of server-sent events, as far as it has
// come.
func (a *attempt) isStream() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.answer.kind == sse
}

// take sorts what was read into messages.
func (h *hider) take(p []byte) {
	from := max(0, len(h.held)-3)
	h.held = append(h.held, p...)
	for {
		end := messageEnd(h.held, from)
		if end < 0 {
			break
		}
		if h.pass || end > maxHeld || !usageOnly(h.held[:end]) {
			h.out = append(h.out, h.held[:end]...)
		}
		h.pass = false
		h.held, from = h.held[end:], 0
	}
	if len(h.held) > maxHeld {
		n := len(h.held) - 3 // in which an end may have begun
		h.out, h.pass = append(h.out, h.held[:n]...), true
		h.held = h.held[n:]
	}
	h.held = append([]byte(nil), h.held...)
}

// messageEnd returns where the first message ends, after the empty line, or -1.
func messageEnd(p []byte, from int) int {
	for i := from; i < len(p); i++ {
		j := bytes.IndexByte(p[i:], '\n')
		if j < 0 {
			return -1
		}
		i += j
		rest := p[i+1:]
		if len(rest) > 0 && rest[0] == '\n' {
			return i + 2
		}
		if len(rest) > 1 && rest[0] == '\r' && rest[1] == '\n' {
			return i + 3
		}
	}
	return -1
}

// usageOnly reports whether a message is the one that was asked for: it has usage,
// and an empty list of choices.
func usageOnly(message []byte) bool {
	if !bytes.Contains(message, []byte(`"usage"`)) || !bytes.Contains(message, []byte(`"choices"`)) {
		return false
	}
	var data []byte
	for line := range bytes.Lines(message) {
		if v, ok := bytes.CutPrefix(line, []byte("data:")); ok {
			data = append(data, v...)
		}
	}
	var m struct {
		Choices *[]json.RawMessage `json:"choices"`
		Usage   *struct{}          `json:"usage"`
	}
	return json.Unmarshal(data, &m) == nil && m.Choices != nil && len(*m.Choices) == 0 && m.Usage != nil
}
