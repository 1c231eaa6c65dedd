package tag

import (
	"context"
	"io"
)

// JSONL returns a sink that writes one JSON object per event and line to w, in
// one Write per batch. After an error it cannot know what w has taken of the batch,
// and writes all of it again: readers recognise an event by its event_id. What was
// cut off in the middle of a line is ended by a newline first, so that the rest of
// the file stays readable.
//
// Whoever has opened w closes it, after
// the recorder. For a file see [OpenFile], which also shares it with other processes.
func JSONL(w io.Writer) Sink { return &jsonl{w: w} }

type jsonl struct {
	w    io.Writer
	buf  []byte
	torn bool // the last byte written is not the end of a line
}

func (s *jsonl) String() string { return "JSON lines" }

func (s *jsonl) Write(_ context.Context, events []Event) error {
	s.buf = s.buf[:0]
	if s.torn {
		s.buf = append(s.buf, '\n')
	}
	s.buf = appendLines(s.buf, events)
	n, err := s.w.Write(s.buf)
	if err == nil && n < len(s.buf) {
		err = io.ErrShortWrite
	}
	if n > 0 && n <= len(s.buf) {
		s.torn = s.buf[n-1] != '\n'
	}
	if cap(s.buf) > 4<<20 {
		s.buf = nil // a batch of unusual size is not kept for ever
	}
	return err
}

// appendLines appends a line per event.
func appendLines(b []byte, events []Event) []byte {
	for i := range events {
		b = events[i].appendJSON(b)
		b = append(b, '\n')
	}
	return b
}
