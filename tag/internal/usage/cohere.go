package usage

// Cohere is the format of Cohere's chat, embed, rerank and classify, versions 1
// and 2. Billed units are what is charged; the tokens beside them are not.
//
// Source: Cohere's Go SDK 2.16.2.
func Cohere() *Format { return cohere }

var cohere = &Format{
	Name: "cohere", Vendor: "cohere", ModelAsRequested: true, root: tree(cohereMembers()...),
	streams: true, idle: idleCohere, each: eachCohere, result: cohereResult,
}

func cohereMembers() []member {
	members := []member{
		{path: "id", take: takeText, slot: id},
		{path: "generation_id", take: takeText, slot: otherID},
		{path: "response.generation_id", take: takeText, slot: otherID},
		{path: "type", take: takeText, slot: kind},
		{path: "event_type", take: takeText, slot: kind},
		{path: "is_finished", take: takeTrue},
		{path: "text", take: takePresent},
		{path: "delta.message.content.text", take: takePresent},
		{path: "delta.message.content.thinking", take: takePresent},
		{path: "delta.message.tool_plan", take: takePresent},
		{path: "delta.message.tool_calls.function.name", take: takePresent},
	}
	for _, at := range []string{"usage", "delta.usage", "meta", "response.meta"} {
		number := func(name string, s slot) member {
			return member{path: at + "." + name, take: takeNumber, slot: s}
		}
		members = append(
			members,
			number("billed_units.input_tokens", billedInput),
			number("billed_units.output_tokens", billedOutput),
			number("billed_units.search_units", searchUnits),
			number("billed_units.classifications", classifications),
			number("billed_units.images", images),
			number("billed_units.pages", pages),
		)
	}
	return members
}

// idleCohere names the events that only carry content.
func idleCohere(name []byte) bool {
	switch string(name) {
	case "message-end", "stream-end", "message-start", "stream-start":
		return false
	}
	return true
}

func eachCohere(r *Reader) {
	switch r.texts[kind] {
	case "message-end", "stream-end":
		r.done = true
	}
}

func cohereResult(r *Reader) result {
	c := &r.counts
	u := result{input: c[billedInput], output: c[billedOutput]}
	for _, x := range [...]struct {
		slot slot
		name string
	}{
		{searchUnits, "search_units"},
		{classifications, "classifications"},
		{images, "images"},
		{pages, "pages"},
	} {
		n := c[x.slot]
		u.suspect = u.suspect || n.bad
		if n.set && n.n != 0 {
			u.unit(x.name, number(n.n))
		}
	}
	return u
}
