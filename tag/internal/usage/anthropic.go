package usage

// Anthropic is the format of Anthropic's Messages, also on Bedrock and Vertex.
// The input it reports is only what was neither read from nor written to a
// cache; the input of an event is all of it. In a stream, message_start has the
// input and each message_delta has counts so far: the last value of each field
// counts, nothing is added up.
//
// Source: Anthropic's Go SDK 1.84.0.
func Anthropic() *Format { return anthropic }

var anthropic = &Format{
	Name: "anthropic", Vendor: "anthropic", root: tree(anthropicMembers()...),
	streams: true, idle: idleAnthropic, each: eachAnthropic, result: anthropicResult,
}

func anthropicMembers() []member {
	members := []member{
		{path: "type", take: takeText, slot: kind},
		{path: "model", take: takeText, slot: model},
		{path: "id", take: takeText, slot: id},
		{path: "message.model", take: takeText, slot: model},
		{path: "message.id", take: takeText, slot: id},
		{path: "delta.text", take: takePresent},
		{path: "delta.thinking", take: takePresent},
		{path: "delta.partial_json", take: takePresent},
		{path: "error", close: func(r *Reader) { r.failed = true }},
	}
	for _, at := range []string{"usage", "message.usage"} {
		number := func(name string, s slot) member { return member{path: at + "." + name, take: takeNumber, slot: s} }
		members = append(
			members,
			number("input_tokens", prompt),
			number("output_tokens", completion),
			number("cache_read_input_tokens", cacheRead),
			number("cache_creation_input_tokens", cacheWrite),
			number("cache_creation.ephemeral_5m_input_tokens", cacheWrite5m),
			number("cache_creation.ephemeral_1h_input_tokens", cacheWrite1h),
			number("output_tokens_details.thinking_tokens", reasoning),
			number("server_tool_use.web_search_requests", webSearches),
			member{path: at + ".service_tier", take: takeText, slot: tier},
			member{path: at + ".speed", take: takeText, slot: speed},
			member{path: at + ".inference_geo", take: takeText, slot: region},
		)
	}
	return members
}

// idleAnthropic names the events that only carry content.
func idleAnthropic(name []byte) bool {
	switch string(name) {
	case "content_block_start", "content_block_delta", "content_block_stop", "ping":
		return true
	}
	return false
}

func eachAnthropic(r *Reader) {
	switch r.texts[kind] {
	case "message", "message_start":
		r.sure = true
	case "message_stop":
		r.done = true
	case "error":
		r.failed = true
	}
}

func anthropicResult(r *Reader) result {
	c := &r.counts
	u := result{output: c[completion], cacheRead: c[cacheRead], reasoning: c[reasoning]}
	// The writes are told as a sum, by time to live, or both: either counts.
	parts := c[cacheWrite5m].plus(c[cacheWrite1h])
	written := c[cacheWrite].or(parts)
	if parts.set {
		u.cacheWrite5m, u.cacheWrite1h = c[cacheWrite5m], c[cacheWrite1h]
		u.suspect = parts.bad || c[cacheWrite].set && c[cacheWrite].n != parts.n
	} else {
		u.cacheWrite5m = c[cacheWrite]
	}
	if c[prompt].set {
		u.input = c[prompt].plus(c[cacheRead]).plus(written)
	} else {
		u.input = c[prompt] // the parts alone are no whole
	}
	if n := c[webSearches]; n.set && n.n != 0 {
		u.unit("web_searches", number(n.n))
	}
	if r.texts[speed] == "fast" { // it multiplies the price, as a tier does
		u.tier = "fast"
	}
	if r.texts[region] == "not_available" {
		r.texts[region] = ""
	}
	return u
}
