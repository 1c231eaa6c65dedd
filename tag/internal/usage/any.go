package usage

// Any is for answers of which neither host nor path tells the format, as behind
// gateways. All formats read them; the one that finds usage which no other would
// write so is right.
func Any() *Format { return anyFormat }

var anyFormat = &Format{
	Name: "any", root: &node{}, streams: true,
	result: func(*Reader) result { return result{} },
	guess:  []*Format{anthropic, gemini, converse, cohere, ollama, responses},
}

// guessed returns the reader of the format that the answer has, or nil.
func (r *Reader) guessed() *Reader {
	for _, g := range r.among {
		if g.format == anthropic && !g.sure {
			continue // Responses have the same names in another sense
		}
		if u := g.Usage(); u.Reported() {
			return g
		}
	}
	return nil
}
