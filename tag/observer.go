package tag

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/llmtag/llmtag/tag/internal/stream"
	"github.com/llmtag/llmtag/tag/internal/usage"
)

// framing is how an answer is made up of messages.
type framing uint8

const (
	undecided framing = iota // until the first bytes are there
	document                 // JSON, one document or many
	sse
	aws
	opaque // audio, pictures, a compression that we cannot undo: nothing is read
)

// An observer reads the bytes of an answer as they pass.
type observer struct {
	reader usage.Reader
	kind   framing
	stream bool // the answer comes message by message
	sse    *stream.SSE
	aws    *stream.AWS
	unzip  *unzipper
}

func (o *observer) init(f *usage.Format, resp *http.Response) {
	o.reader.Init(f)
	media, _, _ := strings.Cut(resp.Header.Get("Content-Type"), ";")
	switch media = strings.ToLower(strings.TrimSpace(media)); {
	case media == "text/event-stream":
		o.is(sse)
	case media == "application/vnd.amazon.eventstream":
		o.is(aws)
	case strings.HasPrefix(media, "audio/"), strings.HasPrefix(media, "image/"), strings.HasPrefix(media, "video/"):
		o.is(opaque)
	case strings.Contains(media, "ndjson"), strings.Contains(media, "jsonl"), strings.Contains(media, "json-seq"),
		strings.Contains(media, "stream+json"): // Cohere, version 1
		o.is(document)
		o.stream = true
	}
	switch encoding := strings.ToLower(resp.Header.Get("Content-Encoding")); encoding {
	case "", "identity":
	case "gzip", "x-gzip": // the caller asked for it: net/http undoes its own
		if o.kind != opaque {
			o.unzip = newUnzipper(o.read)
		}
	default:
		o.is(opaque)
	}
}

func (o *observer) is(kind framing) {
	o.kind = kind
	switch kind {
	case sse:
		o.sse, o.stream = stream.NewSSE(&o.reader), true
	case aws:
		o.aws, o.stream = stream.NewAWS(&o.reader, o.reader.Fail), true
	}
}

// write observes a piece.
func (o *observer) write(p []byte) {
	if o.unzip != nil {
		o.unzip.write(p)
		return
	}
	o.read(p)
}

// read reads a piece that is not compressed.
func (o *observer) read(p []byte) {
	if o.kind == undecided {
		o.decide(p)
	}
	switch o.kind {
	case document:
		o.reader.Document(p)
	case sse:
		o.sse.Write(p)
	case aws:
		o.aws.Write(p)
	}
}

// decide goes by the first byte rather than by a content type, which gateways get
// wrong.
func (o *observer) decide(p []byte) {
	p = bytes.TrimLeft(p, " \t\r\n")
	if len(p) == 0 {
		return
	}
	switch p[0] {
	case '{', '[':
		o.is(document)
	case 'd', 'e', 'i', 'r', ':', 0xef: // data, event, id, retry, a comment, a byte order mark
		o.is(sse)
	default:
		o.is(opaque)
	}
}

// close is where nothing more comes.
func (o *observer) close() {
	if o.unzip != nil {
		o.unzip.close()
		o.unzip = nil
	}
	switch o.kind {
	case sse:
		o.sse.Close()
	case aws:
		o.aws.Close()
	}
}

// content reports whether the answer's first content was seen. Of a compressed
// answer that is not known while it comes.
func (o *observer) content() bool { return o.unzip == nil && o.reader.Content() }

// numbers returns how many numbers the answer has told.
func (o *observer) numbers() int {
	if o.unzip != nil {
		return 0
	}
	return o.reader.Numbers()
}

// complete reports whether the answer came to its end, as far as can be told.
func (o *observer) complete() bool {
	if o.unzip != nil {
		return false
	}
	switch o.kind {
	case document:
		return o.reader.Complete()
	case sse, aws:
		return o.reader.Done()
	case undecided:
		return false
	default:
		return true
	}
}

// broken reports whether a document is not JSON, so that its end cannot be told.
func (o *observer) broken() bool { return o.kind == document && o.reader.Malformed() }
