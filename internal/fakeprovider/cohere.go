package fakeprovider

import "net/http"

// cohere is Cohere's chat, versions 1 and 2. Billed units are what is charged; the
// tokens beside them include what the provider adds by itself.
type cohere struct{ v2 bool }

func (cohere) meta(u Usage) object {
	return object{
		"billed_units": object{"input_tokens": u.Input(), "output_tokens": u.Output()},
		"tokens":       object{"input_tokens": u.Input() + 490, "output_tokens": u.Output()},
	}
}

func (c cohere) answer(w http.ResponseWriter, r *request) {
	u := r.scenario.Usage()
	if !c.v2 {
		v := object{"response_id": "resp-1", "generation_id": "gen-1", "text": text(), "finish_reason": "COMPLETE", "meta": c.meta(u)}
		if r.tools {
			v["tool_calls"] = []object{{"name": "weather", "parameters": object{"city": "Ghent"}}}
		}
		writeJSON(w, http.StatusOK, v)
		return
	}
	message := object{"role": "assistant", "content": []object{{"type": "text", "text": text()}}}
	if r.tools {
		message = object{"role": "assistant", "tool_calls": []object{toolCall}}
	}
	writeJSON(w, http.StatusOK, object{"id": "chat-1", "finish_reason": "COMPLETE", "message": message, "usage": c.meta(u)})
}

func (c cohere) stream(s *stream, r *request) {
	u := r.scenario.Usage()
	if !c.v2 {
		s.begin("application/stream+json")
		line := func(v object) {
			s.line(v)
		}
		line(object{"is_finished": false, "event_type": "stream-start", "generation_id": "gen-1"})
		for _, word := range words {
			line(object{"is_finished": false, "event_type": "text-generation", "text": word})
		}
		line(object{"is_finished": true, "event_type": "stream-end", "finish_reason": "COMPLETE", "response": object{
			"response_id": "resp-1", "generation_id": "gen-1", "text": text(), "finish_reason": "COMPLETE", "meta": c.meta(u),
		}})
		return
	}
	s.begin("text/event-stream")
	event := func(name string, v object) {
		v["type"] = name
		s.event(name, v)
	}
	event("message-start", object{"id": "chat-1", "delta": object{"message": object{"role": "assistant", "content": []object{}}}})
	event("content-start", object{"index": 0, "delta": object{"message": object{"content": object{"type": "text", "text": ""}}}})
	for _, word := range words {
		event("content-delta", object{"index": 0, "delta": object{"message": object{"content": object{"text": word}}}})
	}
	event("content-end", object{"index": 0})
	event("message-end", object{"id": "chat-1", "delta": object{"finish_reason": "COMPLETE", "usage": c.meta(u)}})
}

func (cohere) fail(w http.ResponseWriter, status int) {
	writeJSON(w, status, object{"message": "no"})
}
