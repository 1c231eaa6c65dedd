package fakeprovider

import "net/http"

// messages is Anthropic's Messages. The input is what was neither read from a
// cache nor written to one. In a stream, it comes first, and each message_delta has
// the output so far.
type messages struct{}

func (messages) usage(u Usage) object {
	v := object{
		"input_tokens": u.Fresh, "output_tokens": u.Output(),
		"cache_read_input_tokens": u.CacheRead, "cache_creation_input_tokens": u.CacheWrite,
		"cache_creation": object{"ephemeral_5m_input_tokens": u.CacheWrite, "ephemeral_1h_input_tokens": 0},
		"service_tier":   "standard",
	}
	if u.Reasoning > 0 {
		v["output_tokens_details"] = object{"thinking_tokens": u.Reasoning}
	}
	return v
}

func (m messages) message(r *request, content []object, stop any, usage object) object {
	return object{
		"id": "msg_1", "type": "message", "role": "assistant", "model": r.Model + "-20261001",
		"content": content, "stop_reason": stop, "stop_sequence": nil, "usage": usage,
	}
}

func (m messages) answer(w http.ResponseWriter, r *request) {
	content, stop := []object{{"type": "text", "text": text()}}, "end_turn"
	if r.tools {
		content, stop = []object{{"type": "tool_use", "id": "toolu_1", "name": "weather", "input": object{"city": "Ghent"}}}, "tool_use"
	}
	writeJSON(w, http.StatusOK, m.message(r, content, stop, m.usage(r.scenario.Usage())))
}

func (m messages) stream(s *stream, r *request) {
	u := r.scenario.Usage()
	s.begin("text/event-stream")
	event := func(name string, v object) {
		v["type"] = name
		s.event(name, v)
	}
	first := m.usage(Usage{Fresh: u.Fresh, CacheRead: u.CacheRead, CacheWrite: u.CacheWrite, Visible: 1})
	event("message_start", object{"message": m.message(r, []object{}, nil, first)})
	stop := "end_turn"
	if r.tools {
		stop = "tool_use"
		event("content_block_start", object{"index": 0, "content_block": object{"type": "tool_use", "id": "toolu_1", "name": "weather", "input": object{}}})
		event("content_block_delta", object{"index": 0, "delta": object{"type": "input_json_delta", "partial_json": `{"city":"Ghent"}`}})
	} else {
		event("content_block_start", object{"index": 0, "content_block": object{"type": "text", "text": ""}})
		event("ping", object{})
		for _, word := range words {
			event("content_block_delta", object{"index": 0, "delta": object{"type": "text_delta", "text": word}})
		}
	}
	event("content_block_stop", object{"index": 0})
	last := object{"output_tokens": u.Output()}
	if u.Reasoning > 0 {
		last["output_tokens_details"] = object{"thinking_tokens": u.Reasoning}
	}
	event("message_delta", object{"delta": object{"stop_reason": stop, "stop_sequence": nil}, "usage": last})
	event("message_stop", object{})
}

func (messages) fail(w http.ResponseWriter, status int) {
	writeJSON(w, status, object{"type": "error", "error": object{"type": "api_error", "message": "no"}})
}
