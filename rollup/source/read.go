package source

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/llmtag/llmtag/rollup/usage"
)

// Options say how files are read.
type Options struct {
	Format  Format             // the default is Auto
	Workers int                // how many lines are read at a time; the default is one per core
	Stdin   io.Reader          // what "-" reads
	Reject  func(Reject) error // is told of lines that are put aside, in order
	Read    func(n int)        // is told of bytes that were read from files
}

// A Worker takes the events of chunks, one chunk after the other. Chunks are
// numbered in the order of the files; a worker does not get all of them.
type Worker interface {
	Begin(chunk int64)
	Event(e *usage.Event) // borrowed until it returns
	End() any             // what the chunk amounts to
}

// A Summary says what was read.
type Summary struct {
	Files    int
	Lines    int64
	Events   int64
	Rejected int64
	Skipped  int64 // well-formed, and no request to a provider, such as a hit in one's own cache

	// Unknown are the keys and columns that are of no field, and how many lines have them.
	Unknown map[string]int64

	// Faults are of whole files: what could be read of them was read.
	Faults []error
}

// add adds what came of a chunk.
func (s *Summary) add(t *tally) {
	s.Lines += t.lines
	s.Events += t.events
	s.Skipped += t.skipped
	s.Rejected += int64(len(t.rejects))
	for key, n := range t.unknown {
		if s.Unknown == nil {
			s.Unknown = make(map[string]int64)
		}
		if _, ok := s.Unknown[key]; ok || len(s.Unknown) < mostUnknown {
			s.Unknown[key] += n
		}
	}
}

// Sizes in bytes.
const (
	chunkSize = 1 << 20 // what one worker reads at a time; fits a core's cache

	// LongestLine is how long a line or object may be; longer ones are put aside
	// without being read.
	LongestLine = 16 << 20
)

// Read reads files and gives their events to workers, each of which newWorker makes
// and one goroutine uses. What their End returns is given to deliver in the order
// of the files, by the goroutine that calls Read. Memory does not depend on how
// much there is to read.
//
// The error is that of ctx, of deliver or of opts.Reject; what is wrong with files
// and lines is in the summary.
func Read(ctx context.Context, files []string, opts Options, newWorker func() Worker, deliver func(any) error) (*Summary, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	p := &pipeline{
		opts:    opts,
		work:    make(chan *chunk),
		done:    make(chan *chunk),
		tokens:  make(chan struct{}, 2*opts.Workers+2),
		buffers: sync.Pool{New: func() any { return make([]byte, 0, chunkSize) }},
	}
	go func() { // alone with what it reads: nobody can end a wait for standard input
		defer close(p.work)
		for _, name := range files {
			if !p.file(ctx, name) {
				return
			}
		}
		p.send(ctx, &chunk{last: true})
	}()
	var workers sync.WaitGroup
	for range opts.Workers {
		workers.Go(func() { p.worker(ctx, newWorker()) })
	}
	summary := &Summary{}
	err := p.collect(ctx, summary, deliver)
	cancel()
	workers.Wait()
	return summary, err
}

type pipeline struct {
	opts    Options
	work    chan *chunk
	done    chan *chunk
	tokens  chan struct{} // one per chunk that is not delivered yet
	buffers sync.Pool
	chunks  int64 // so far
}

// A chunk is a part of a file.
type chunk struct {
	number int64
	file   string
	begins bool // a file
	last   bool // of all
	form   *form
	data   []byte
	base   int64 // lines before its first one that are in no chunk

	tally
	result any
	fault  error // of the file, after this chunk
}

// send hands on a chunk. It reports false if nobody wants any more.
func (p *pipeline) send(ctx context.Context, c *chunk) bool {
	select {
	case p.tokens <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	c.number = p.chunks
	p.chunks++
	to := p.work
	if len(c.data) == 0 {
		to = p.done // there is nothing to work on
	}
	select {
	case to <- c:
		return true
	case <-ctx.Done():
		return false
	}
}

// worker works on chunks.
func (p *pipeline) worker(ctx context.Context, w Worker) {
	d := &decoder{want: p.opts.Format, event: w.Event}
	for {
		var c *chunk
		select {
		case c = <-p.work:
		case <-ctx.Done():
		}
		if c == nil {
			return
		}
		w.Begin(c.number)
		c.tally = d.chunk(c.form, c.data)
		c.result = w.End()
		p.buffers.Put(c.data[:0]) //nolint:staticcheck // a header per megabyte
		c.data = nil
		select {
		case p.done <- c:
		case <-ctx.Done():
			return
		}
	}
}

// collect takes chunks in their order, until the last one.
func (p *pipeline) collect(ctx context.Context, s *Summary, deliver func(any) error) error {
	waiting := make(map[int64]*chunk)
	var next, line int64
	for last := false; !last; {
		select {
		case c := <-p.done:
			waiting[c.number] = c
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		for c := waiting[next]; c != nil; c = waiting[next] {
			delete(waiting, next)
			next++
			<-p.tokens
			last = c.last
			if c.begins {
				s.Files++
				line = 1
			}
			line += c.base
			if err := p.take(c, line, s, deliver); err != nil {
				return err
			}
			line += c.lines
		}
	}
	return nil
}

// take adds a chunk, the first line of which has the number line.
func (p *pipeline) take(c *chunk, line int64, s *Summary, deliver func(any) error) error {
	for i := range c.rejects {
		r := &c.rejects[i]
		r.File, r.Line = c.file, r.Line+line
		if p.opts.Reject != nil {
			if err := p.opts.Reject(*r); err != nil {
				return err
			}
		}
	}
	s.add(&c.tally)
	if c.fault != nil {
		s.Faults = append(s.Faults, fmt.Errorf("%s: %w", c.file, c.fault))
	}
	if c.result != nil {
		return deliver(c.result)
	}
	return nil
}

// file divides a file into chunks. It reports false if nobody wants any more.
func (p *pipeline) file(ctx context.Context, name string) bool {
	shown := name
	if name == Stdin {
		shown = "standard input"
	}
	in, err := open(name, p.opts.Stdin, p.opts.Read)
	if err != nil {
		return p.send(ctx, &chunk{file: shown, begins: true, fault: err})
	}
	defer func() { _ = in.close() }() // it was only read

	buf, end, err := fill(in, p.buffer())
	if err == nil || len(buf) > 0 {
		f, formErr := formOf(buf, p.opts.Format)
		if formErr != nil {
			return p.send(ctx, &chunk{file: shown, begins: true, fault: formErr})
		}
		base := int64(bytes.Count(buf[:f.skip], []byte("\n")))
		begin := &chunk{file: shown, begins: true, base: base}
		if f.header != nil {
			begin.unknown = f.header.unknown()
		}
		if !p.send(ctx, begin) {
			return false
		}
		buf = buf[:copy(buf, buf[f.skip:])]
		return p.chunksOf(ctx, in, shown, f, buf, end, err)
	}
	return p.send(ctx, &chunk{file: shown, begins: true, fault: p.readFault(in, err)})
}

func (p *pipeline) buffer() []byte { return p.buffers.Get().([]byte)[:0] } //nolint:forcetypeassert,errcheck // New makes it

// fill reads until buf is full, the file ends, or err.
func fill(in io.Reader, buf []byte) (_ []byte, end bool, err error) {
	for len(buf) < cap(buf) {
		n, err := in.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, true, nil
		}
		if err != nil {
			return buf, false, err
		}
	}
	return buf, false, nil
}

func (p *pipeline) readFault(in *input, err error) error {
	if in.packed {
		return gzipError(err)
	}
	return err
}

// chunksOf sends what is in buf and what follows in the file.
func (p *pipeline) chunksOf(ctx context.Context, in *input, name string, f *form, buf []byte, end bool, err error) bool {
	for {
		n := f.cut(buf, end)
		switch {
		case n > 0:
			next := p.buffer()
			if rest := len(buf) - n; cap(next) < rest+chunkSize/2 {
				next = make([]byte, 0, rest+chunkSize)
			}
			next = append(next, buf[n:]...)
			if !p.send(ctx, &chunk{file: name, form: f, data: buf[:n]}) {
				return false
			}
			buf = next
		case len(buf) >= LongestLine && err == nil && !end:
			var ok bool
			if buf, end, err, ok = p.passOver(ctx, in, name, buf); !ok {
				return false
			}
		case len(buf) == cap(buf):
			buf = append(make([]byte, 0, min(2*cap(buf), LongestLine)), buf...)
		}
		switch {
		case err != nil:
			fault := p.readFault(in, err)
			if len(buf) > 0 {
				fault = fmt.Errorf("%w; whole lines before were read, the last one ends in the middle and was not", fault)
			} else {
				fault = fmt.Errorf("%w; what came before was read", fault)
			}
			return p.send(ctx, &chunk{file: name, fault: fault})
		case end && len(buf) == 0:
			return true
		case !end:
			buf, end, err = fill(in, buf)
		}
	}
}

// passOver puts a line aside that is too long to be read, and reads on to its end.
func (p *pipeline) passOver(ctx context.Context, in *input, name string, buf []byte) (_ []byte, end bool, err error, ok bool) { //nolint:revive // err is of the file, ok of the reading
	const shown = 200
	reject := Reject{
		Reason: fmt.Sprintf("is longer than %d MiB, and was not read; only its beginning is kept", LongestLine>>20),
		Text:   bytes.Clone(buf[:shown]),
	}
	for {
		if i := bytes.IndexByte(buf, '\n'); i >= 0 {
			buf = buf[:copy(buf, buf[i+1:])]
			c := &chunk{file: name, tally: tally{lines: 1, rejects: []Reject{reject}}}
			return buf, end, err, p.send(ctx, c)
		}
		if end || err != nil {
			c := &chunk{file: name, tally: tally{rejects: []Reject{reject}}}
			return buf[:0], end, err, p.send(ctx, c)
		}
		buf, end, err = fill(in, buf[:0])
	}
}
