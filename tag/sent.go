package tag

import (
	"hash/maphash"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/llmtag/llmtag/tag/internal/usage"
)

// sent is what is known of a request's body: whether any of it has been sent,
// which model it asks for, and a hash by which the next attempt is recognised.
type sent struct {
	first sentBody
	last  atomic.Pointer[sentBody] // that the transport below got; it may ask for another
	asked bool                     // for the usage of the stream, on the caller's behalf
}

// seed is of this process: hashes of bodies mean nothing outside.
var seed = maphash.MakeSeed()

// send makes out ready: its body is observed while it is sent. An error is one of
// reading the body, as the transport below would return it.
func (a *attempt) send(out *http.Request) error {
	if out.Body == nil || out.Body == http.NoBody {
		return nil
	}
	if a.t.config.includeUsage && a.to.AsksUsage {
		if err := a.askForUsage(out); err != nil {
			return err
		}
	}
	out.Body = a.watch(&a.sent.first, out, out.Body)
	if get := out.GetBody; get != nil {
		out.GetBody = func() (io.ReadCloser, error) {
			body, err := get()
			if err != nil {
				return nil, err
			}
			return a.watch(new(sentBody), out, body), nil
		}
	}
	return nil
}

// watch makes b the observer of a body of the request.
func (a *attempt) watch(b *sentBody, out *http.Request, body io.ReadCloser) *sentBody {
	b.inner = body
	b.hash.SetSeed(seed)
	media := out.Header.Get("Content-Type")
	switch {
	case out.Header.Get("Content-Encoding") != "" || a.to.Model != "":
	case strings.HasPrefix(strings.ToLower(media), "multipart/"):
		b.form = new(formField)
	case media == "" || strings.Contains(strings.ToLower(media), "json"):
		b.json = &b.reader
		b.json.Init(usage.Request())
	}
	a.sent.last.Store(b)
	return b
}

// begun reports whether any of the request's body was asked for, which happens
// when there is a connection.
func (s *sent) begun() bool {
	b := s.last.Load()
	if b == nil {
		return false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.begun
}

func (s *sent) model() string {
	b := s.last.Load()
	if b == nil {
		return ""
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.json != nil:
		return b.json.Model()
	case b.form != nil:
		return b.form.model()
	}
	return ""
}

// sum returns the hash of what was sent.
func (s *sent) sum() uint64 {
	b := s.last.Load()
	if b == nil {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.hash.Sum64()
}

// A sentBody observes a request's body while the transport below reads it, which
// may go on after the answer is there.
type sentBody struct {
	inner io.ReadCloser

	mu    sync.Mutex
	begun bool
	hash  maphash.Hash
	json  *usage.Reader // nil if the body is not JSON, else reader

	reader usage.Reader
	form   *formField // nil if the body is not a form
}

// Read reads the body.
func (b *sentBody) Read(p []byte) (int, error) {
	n, err := b.inner.Read(p)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.begun = true
	if n > 0 {
		_, _ = b.hash.Write(p[:n])
		if b.json != nil {
			b.json.Document(p[:n])
		}
		if b.form != nil {
			b.form.write(p[:n])
		}
	}
	return n, err
}

// Close closes the body.
func (b *sentBody) Close() error { return b.inner.Close() }

// A formField finds the field "model" of a multipart form, such as that of a
// transcription, as it passes: beside a recording of any length.
type formField struct {
	tail  []byte // end of what has passed, in which the field may begin
	value []byte
	in    bool
	done  bool
}

const fieldMark = `name="model"` + "\r\n\r\n"

func (f *formField) write(p []byte) {
	if f.done {
		return
	}
	if !f.in {
		joined := append(f.tail, p[:min(len(p), len(fieldMark))]...)
		if i := strings.Index(string(joined), fieldMark); i >= 0 {
			f.in = true
			p = p[i+len(fieldMark)-len(f.tail):]
		} else if i := strings.Index(string(p), fieldMark); i >= 0 {
			f.in = true
			p = p[i+len(fieldMark):]
		} else {
			f.tail = append(f.tail[:0:0], lastBytes(f.tail, p, len(fieldMark)-1)...)
			return
		}
	}
	for _, c := range p {
		if c == '\r' || c == '\n' || len(f.value) > maxValue {
			f.done = true
			return
		}
		f.value = append(f.value, c)
	}
}

// lastBytes returns the last n bytes of a and b together.
func lastBytes(a, b []byte, n int) []byte {
	if len(b) >= n {
		return b[len(b)-n:]
	}
	joined := append(append([]byte(nil), a...), b...)
	return joined[max(0, len(joined)-n):]
}

func (f *formField) model() string {
	if !f.done || len(f.value) > maxValue {
		return ""
	}
	return string(f.value)
}
