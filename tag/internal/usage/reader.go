package usage

import (
	"encoding/base64"
	"slices"
)

// slot is where a number or a text is kept.
type slot uint8

// Numbers. What a format does not have stays unset.
const (
	prompt slot = iota
	completion
	total
	cacheRead
	cacheWrite
	cacheWrite5m
	cacheWrite1h
	reasoning
	audioInput
	audioOutput
	imageInput
	imageOutput
	toolPrompt
	cacheHit
	cacheMiss
	billedInput
	billedOutput
	metricsInput
	metricsOutput
	metricsRead
	metricsWrite
	webSearches
	fileSearches
	codeCalls
	searchUnits
	classifications
	pages
	images
	seconds
	characters
	sources
	choices
	partTokens // of the element that is being read
	numbers    // how many there are
)

// Texts.
const (
	model slot = iota
	id
	otherID // used where there is no id
	tier
	region
	speed
	kind // of the message
	finish
	duration
	charge    // US dollars, decimal
	ticks     // xAI's charge in 1e-10 US dollars
	part      // of the element that is being read: its modality, type or time to live
	partState // its second property
	texts     // how many there are
)

// A Format is how a kind of provider writes its answers.
type Format struct {
	Name   string // for messages and tests
	Vendor string // whose format it is: the provider where the host tells nothing

	// ModelAsRequested says that answers do not name the model: it is the one
	// that was asked for.
	ModelAsRequested bool

	root    *node
	streams bool // answers may come as messages that end with a mark
	idle    func(name []byte) bool
	sparse  bool
	each    func(*Reader)
	result  func(*Reader) result
	inner   *Format
	guess   []*Format // see Any
}

// A Reader reads one answer. Its memory does not follow the answer's size.
type Reader struct {
	format  *Format
	scanner scanner
	counts  [numbers]count
	texts   [texts]string

	content bool // content has been generated
	ends    bool // the format's end mark is one that other messages deny
	done    bool // the end mark was seen
	failed  bool // the provider reported an error within the answer
	usage   bool // the message has an object of usage
	fresh   bool // the message may be the end mark
	marked  int  // bytes of the end mark that have come

	sure  bool      // no other format has what was read
	among []*Reader // see Any
	inner *Reader   // of what is wrapped as base64
	carry []byte    // of base64, less than four
	read  int       // numbers, so far
	whole bool      // the message has only been looked at, not scanned
	skip  bool      // the message is of no interest

	held     []byte // beginning of a message that comes in pieces, or the end of the last piece; see look
	scanning bool   // the message is of interest
	like     []byte // how messages begin that are of no interest, up to a brace; see skip
}

// NewReader returns a reader of answers in a format.
func NewReader(f *Format) *Reader {
	r := new(Reader)
	r.Init(f)
	return r
}

// Init makes a zero Reader one of answers in a format. It must not be copied
// afterwards.
func (r *Reader) Init(f *Format) {
	r.format = f
	r.scanner.reset(f.root)
	if f.inner != nil {
		r.inner = NewReader(f.inner)
	}
	for _, f := range f.guess {
		r.among = append(r.among, NewReader(f))
	}
}

// Document reads a piece of an answer that is JSON, one document or many.
func (r *Reader) Document(p []byte) {
	r.scan(p)
	for _, g := range r.among {
		g.scan(p)
	}
}

// Complete reports whether what Document has read is at an end: nothing of a
// document is missing, and if the format has an end mark, it was there.
func (r *Reader) Complete() bool {
	for _, g := range r.among {
		if g.ends && !g.done {
			return false
		}
	}
	s := &r.scanner
	return s.docs > 0 && !s.begun && s.depth == 0 && s.state == atValue && (!r.ends || r.done)
}

// Begin is where a message of a stream begins, whose kind may be known by name.
func (r *Reader) Begin(name []byte) {
	for _, g := range r.among {
		g.Begin(name)
	}
	r.skip = r.content && len(name) > 0 && r.format.idle != nil && r.format.idle(name)
	r.whole, r.usage, r.fresh, r.marked = false, false, true, 0
	r.held, r.scanning = r.held[:0], false
	if r.skip {
		return
	}
	r.scanner.reset(r.format.root)
	r.counts[choices] = count{}
	r.texts[kind] = string(name)
}

// Data reads a piece of the message. If last is set, the message probably ends
// with it.
func (r *Reader) Data(p []byte, last bool) {
	for _, g := range r.among {
		g.Data(p, last)
	}
	if r.skip {
		return
	}
	if r.whole { // it went on after all, and its beginning is gone
		r.skip = true
		return
	}
	if r.format.sparse && r.content && !r.scanning {
		r.look(p, last)
		return
	}
	r.piece(p)
}

// piece scans a piece of a message.
func (r *Reader) piece(p []byte) {
	r.scanning = true // also if the message's beginning is the first content
	if r.fresh && r.isMark(p) {
		return
	}
	r.scan(p)
}

// endMark is the message with which streams of OpenAI's format end.
const endMark = "[DONE]"

// isMark reports whether the message is the end mark as far as it has come.
func (r *Reader) isMark(p []byte) bool {
	n := min(len(p), len(endMark)-r.marked)
	if string(p[:n]) == endMark[r.marked:r.marked+n] {
		if r.marked += n; r.marked == len(endMark) {
			r.done, r.skip = true, true
		}
		return true
	}
	r.fresh = false
	r.scan([]byte(endMark[:r.marked]))
	return false
}

// End is where the message ends.
func (r *Reader) End() {
	for _, g := range r.among {
		g.End()
	}
	if r.fresh && len(r.held) > 0 && !r.scanning && !r.skip && !r.whole { // shorter than it seemed
		r.lookAtWhole(r.held)
	}
	if r.skip || r.whole {
		return
	}
	if s := &r.scanner; s.state == inLiteral && s.depth == 0 {
		r.gotLiteral()
	}
}

// UsageOnly reports whether the message that ended last is the one that OpenAI
// sends when it was asked for usage: it has usage and no choices.
func (r *Reader) UsageOnly() bool {
	return r.usage && r.counts[choices].set && r.counts[choices].n == 0
}

// message is where a document has come to its end.
func (r *Reader) message() {
	if r.format.each != nil {
		r.format.each(r)
	}
	r.texts[kind] = ""
}

// Content reports whether the answer has begun to say what was asked for.
func (r *Reader) Content() bool { return r.any(func(r *Reader) bool { return r.content }) }

// Done reports whether the mark was seen with which answers of this format end.
func (r *Reader) Done() bool { return r.any(func(r *Reader) bool { return r.done }) }

// Failed reports whether the provider said within the answer that it failed.
func (r *Reader) Failed() bool { return r.any(func(r *Reader) bool { return r.failed }) }

// Fail notes that the provider said so outside of JSON.
func (r *Reader) Fail() { r.failed = true }

func (r *Reader) any(is func(*Reader) bool) bool {
	return is(r) || r.inner != nil && is(r.inner) || slices.ContainsFunc(r.among, is)
}

// Format returns the format of the answer. It is another one than that of
// NewReader if that was Any, and the answer gave itself away.
func (r *Reader) Format() *Format {
	if g := r.guessed(); g != nil {
		return g.format
	}
	return r.format
}

// Usage returns what was read so far.
func (r *Reader) Usage() Usage {
	if r.among != nil {
		if g := r.guessed(); g != nil {
			return g.Usage()
		}
		return Usage{}
	}
	if r.inner != nil && r.inner.scanner.docs > 0 {
		return r.inner.Usage()
	}
	res := r.format.result(r)
	u := res.usage()
	u.Model, u.ID = r.texts[model], r.texts[id]
	if u.ID == "" {
		u.ID = r.texts[otherID]
	}
	if u.Tier == "" {
		u.Tier = r.texts[tier]
	}
	if u.Region == "" {
		u.Region = r.texts[region]
	}
	return u
}

func (r *Reader) setText(at slot, text []byte) {
	switch string(text) {
	case r.texts[at]: // most messages repeat model and id
	case "default":
		r.texts[at] = "default"
	case "standard":
		r.texts[at] = "standard"
	default:
		r.texts[at] = string(text)
	}
}

func (r *Reader) addCount(at slot, c count) { r.counts[at] = r.counts[at].plus(c) }

func (r *Reader) beginBytes() {
	r.carry = r.carry[:0]
	r.inner.Begin(nil)
}

// bytes decodes a piece of base64 and hands it on.
func (r *Reader) bytes(p []byte) {
	var out [768]byte
	for len(p) > 0 {
		if len(r.carry) > 0 || len(p) < 4 {
			n := min(4-len(r.carry), len(p))
			r.carry = append(r.carry, p[:n]...)
			p = p[n:]
			if len(r.carry) == 4 {
				n, err := base64.StdEncoding.Decode(out[:], r.carry)
				r.carry = r.carry[:0]
				if err != nil {
					r.inner.skip = true
					return
				}
				r.inner.Data(out[:n], false)
			}
			continue
		}
		n := min(len(p)/4*4, 1024)
		m, err := base64.StdEncoding.Decode(out[:], p[:n])
		p = p[n:]
		if err != nil {
			r.inner.skip = true
			return
		}
		r.inner.Data(out[:m], false)
	}
}

func (r *Reader) endBytes() { r.inner.End() }
