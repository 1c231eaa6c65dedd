package tag

import (
	"compress/gzip"
	"io"
)

// maxUnzipped bounds what is read of a compressed answer. An answer that is
// longer is made to be.
const maxUnzipped = 1 << 30

// An unzipper undoes gzip beside the caller, who asked for it and undoes it too.
// It has a goroutine, since gzip reads and does not take; close waits for it.
type unzipper struct {
	w    *io.PipeWriter
	done chan struct{}
}

func newUnzipper(to func([]byte)) *unzipper {
	r, w := io.Pipe()
	u := &unzipper{w: w, done: make(chan struct{})}
	go func() {
		defer close(u.done)
		err := unzip(r, to)
		r.CloseWithError(err) // nil lets the writer go on in vain
	}()
	return u
}

func unzip(r io.Reader, to func([]byte)) error {
	z, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	buf := make([]byte, 16<<10)
	for total := 0; total < maxUnzipped; {
		n, err := z.Read(buf)
		to(buf[:n])
		total += n
		if err != nil {
			return err
		}
	}
	return io.ErrShortBuffer
}

// write takes a piece. What cannot be undone is let go.
func (u *unzipper) write(p []byte) { _, _ = u.w.Write(p) }

func (u *unzipper) close() {
	_ = u.w.Close()
	<-u.done
}
