package usage

// Request is the format of requests: the model that is asked for.
func Request() *Format { return request }

var request = &Format{
	Name:   "request",
	root:   tree(member{path: "model", take: takeText, slot: model}),
	result: func(*Reader) result { return result{} },
}

// Model returns the name of the model that was read.
func (r *Reader) Model() string { return r.texts[model] }

// Numbers returns how many numbers were read that count something.
func (r *Reader) Numbers() int {
	n := r.read
	if r.inner != nil {
		n += r.inner.read
	}
	for _, g := range r.among {
		n += g.read
	}
	return n
}

// Malformed reports whether what Document read is not JSON.
func (r *Reader) Malformed() bool { return r.scanner.state == malformed }
