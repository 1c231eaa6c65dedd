package tag

import (
	"bytes"
	"hash/maphash"
	"io"
	"net"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/llmtag/llmtag/tag/internal/usage"
)

// sent is what is known of a request's body: which model it asks for, and a hash by
// which the next attempt is recognised.
type sent struct {
	asked  bool   // for the usage of the stream, on the caller's behalf
	memory inMem  // the body, if it lies in memory
	name   string // of the model, likewise

	last atomic.Pointer[sentBody] // that the transport below got; it may ask for another
}

// looks are what bodies in memory are looked at with: together they would be half
// of what a request allocates.
var looks = sync.Pool{New: func() any { return new(look) }}

type look struct {
	sentBody
	buf [1 << 10]byte // see inMem
}

// seed is of this process: hashes of bodies mean nothing outside.
var seed = maphash.MakeSeed()

// send makes out ready: its body is observed. An error is one of reading the body,
// as the transport below would return it.
//
// A body in memory is looked at where it lies, and stays the very reader that it
// was: net/http sends those in one piece with the header, and others in two.
// Neither it nor GetBody is read on the side.
func (a *attempt) send(out *http.Request) error {
	if out.Body == nil || out.Body == http.NoBody {
		return nil
	}
	if a.t.config.includeUsage && a.to.AsksUsage {
		if err := a.askForUsage(out); err != nil {
			return err
		}
	}
	if a.sent.memory = inMemory(out.Body); a.sent.memory.ok {
		a.sent.name = a.modelIn(out)
		return nil
	}
	a.watchBodies(out)
	return nil
}

// watchBodies observes the body while it is sent, and each that takes its place.
func (a *attempt) watchBodies(out *http.Request) {
	out.Body = a.watch(out, out.Body)
	if get := out.GetBody; get != nil {
		out.GetBody = func() (io.ReadCloser, error) {
			body, err := get()
			if err != nil {
				return nil, err
			}
			return a.watch(out, body), nil
		}
	}
}

// reached reports whether a request that ended with an error may have reached the
// provider: not if there was no connection.
func reached(err error) bool {
	for err != nil {
		switch e := err.(type) { //nolint:errorlint // the chain is gone through by hand, for several types at once
		case *net.OpError:
			if e.Op == "dial" || e.Op == "proxyconnect" || e.Op == "socks connect" {
				return false
			}
		case *net.DNSError:
			return false
		}
		u, ok := err.(interface{ Unwrap() error })
		if !ok {
			break
		}
		err = u.Unwrap()
	}
	return true
}

// inMem is a body that lies in memory: one of the three, from a place on. It is
// looked at without being read.
type inMem struct {
	text   *strings.Reader
	bytes  *bytes.Reader
	buffer []byte
	at     int64 // in text or bytes
	ok     bool
}

// each calls yield with the body, piece by piece, until it returns false. The
// pieces lie in buf, if they do not lie anywhere.
func (m *inMem) each(buf []byte, yield func(piece []byte) bool) {
	if m.text == nil && m.bytes == nil {
		yield(m.buffer)
		return
	}
	for at := m.at; ; {
		var n int
		if m.text != nil {
			n, _ = m.text.ReadAt(buf, at)
		} else {
			n, _ = m.bytes.ReadAt(buf, at)
		}
		if n <= 0 || !yield(buf[:n]) {
			return
		}
		at += int64(n)
	}
}

// nopCloser is what makes a reader a body.
var nopClosers = [...]reflect.Type{
	reflect.TypeOf(io.NopCloser(io.MultiReader())),
	reflect.TypeOf(io.NopCloser(new(strings.Reader))), // it can also WriteTo
}

// inMemory returns the rest of a body, if it is one that net/http takes for being
// in memory.
func inMemory(body io.Reader) (m inMem) {
	if t := reflect.TypeOf(body); t == nopClosers[0] || t == nopClosers[1] {
		r, ok := reflect.TypeAssert[io.Reader](reflect.ValueOf(body).Field(0))
		if !ok {
			return inMem{}
		}
		body = r
	}
	switch r := body.(type) {
	case *bytes.Buffer:
		m.buffer, m.ok = r.Bytes(), true
	case *bytes.Reader:
		m.bytes, m.at, m.ok = r, r.Size()-int64(r.Len()), true
	case *strings.Reader:
		m.text, m.at, m.ok = r, r.Size()-int64(r.Len()), true
	}
	return m
}

// modelIn finds the model in a request's body.
func (a *attempt) modelIn(out *http.Request) string {
	l := looks.Get().(*look) //nolint:errcheck // the pool has no others
	defer looks.Put(l)
	l.sentBody = sentBody{}
	if !a.reads(&l.sentBody, out) {
		return ""
	}
	name := ""
	a.sent.memory.each(l.buf[:], func(piece []byte) bool {
		l.read(piece)
		name = l.model()
		return name == ""
	})
	return name
}

// watch returns the observer of a body of the request.
func (a *attempt) watch(out *http.Request, body io.ReadCloser) *sentBody {
	b := &sentBody{inner: body}
	b.hash.SetSeed(seed)
	a.reads(b, out)
	a.sent.last.Store(b)
	return b
}

// reads makes b a reader of the request's body, and reports whether it can tell the
// model.
func (a *attempt) reads(b *sentBody, out *http.Request) bool {
	media := strings.ToLower(out.Header.Get("Content-Type"))
	switch {
	case out.Header.Get("Content-Encoding") != "" || a.to.Model != "":
		return false
	case strings.HasPrefix(media, "multipart/"):
		b.form = new(formField)
	case media == "" || strings.Contains(media, "json"):
		b.json = &b.reader
		b.json.Init(usage.Request())
	default:
		return false
	}
	return true
}

func (s *sent) model() string {
	b := s.last.Load()
	if b == nil {
		return s.name
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.model()
}

// sum returns the hash of what was sent.
func (s *sent) sum() uint64 {
	if s.memory.ok {
		l := looks.Get().(*look) //nolint:errcheck // the pool has no others
		defer looks.Put(l)
		var h maphash.Hash
		h.SetSeed(seed)
		s.memory.each(l.buf[:], func(piece []byte) bool {
			_, _ = h.Write(piece)
			return true
		})
		return h.Sum64()
	}
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

	mu   sync.Mutex
	hash maphash.Hash
	json *usage.Reader // nil if the body is not JSON, else reader
	form *formField    // nil if the body is not a form

	reader usage.Reader
}

// Read reads the body.
func (b *sentBody) Read(p []byte) (int, error) {
	n, err := b.inner.Read(p)
	if n > 0 {
		b.mu.Lock()
		defer b.mu.Unlock()
		_, _ = b.hash.Write(p[:n])
		b.read(p[:n])
	}
	return n, err
}

// Close closes the body.
func (b *sentBody) Close() error { return b.inner.Close() }

func (b *sentBody) read(p []byte) {
	if b.json != nil {
		b.json.Document(p)
	}
	if b.form != nil {
		b.form.write(p)
	}
}

func (b *sentBody) model() string {
	switch {
	case b.json != nil:
		return b.json.Model()
	case b.form != nil:
		return b.form.model()
	}
	return ""
}
