package fakeprovider

import "net/http"

// chat is OpenAI's Chat Completions. The prompt includes what was cached, the
// completion includes reasoning. A stream has usage only if asked for it.
type chat struct{}

func (chat) usage(u Usage) object {
	return object{
		"prompt_tokens": u.Input(), "completion_tokens": u.Output(), "total_tokens": u.Input() + u.Output(),
		"prompt_tokens_details":     object{"cached_tokens": u.CacheRead, "cache_write_tokens": u.CacheWrite, "audio_tokens": 0},
		"completion_tokens_details": object{"reasoning_tokens": u.Reasoning, "audio_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0},
	}
}

var toolCall = object{"id": "call_1", "index": 0, "type": "function", "function": object{"name": "weather", "arguments": `{"city":"Ghent"}`}}

func (c chat) answer(w http.ResponseWriter, r *request) {
	message, finish := object{"role": "assistant", "content": text(), "refusal": nil}, "stop"
	if r.tools {
		message["content"], message["tool_calls"], finish = nil, []object{toolCall}, "tool_calls"
	}
	writeJSON(w, http.StatusOK, object{
		"id": "chatcmpl-1", "object": "chat.completion", "created": 1764547200, "model": r.Model + "-2026-10-01",
		"choices":      []object{{"index": 0, "message": message, "finish_reason": finish, "logprobs": nil}},
		"usage":        c.usage(r.scenario.Usage()),
		"service_tier": "default", "system_fingerprint": "fp_1",
	})
}

func (c chat) stream(s *stream, r *request) {
	s.begin("text/event-stream")
	chunk := func(choices []object, usage any) {
		v := object{"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1764547200, "model": r.Model + "-2026-10-01", "service_tier": "default", "choices": choices}
		if r.StreamOptions != nil && r.StreamOptions.IncludeUsage {
			v["usage"] = usage
		}
		s.event("", v)
	}
	delta := func(d object, finish any) {
		chunk([]object{{"index": 0, "delta": d, "finish_reason": finish, "logprobs": nil}}, nil)
	}
	delta(object{"role": "assistant", "content": ""}, nil)
	finish := "stop"
	if r.tools {
		delta(object{"tool_calls": []object{toolCall}}, nil)
		finish = "tool_calls"
	} else {
		for _, word := range words {
			delta(object{"content": word}, nil)
		}
	}
	delta(object{}, finish)
	if r.StreamOptions != nil && r.StreamOptions.IncludeUsage {
		chunk([]object{}, c.usage(r.scenario.Usage()))
	}
	s.send([]byte("data: [DONE]\n\n"))
}

func (chat) fail(w http.ResponseWriter, status int) {
	writeJSON(w, status, object{"error": object{"message": "no", "type": "server_error", "code": nil, "param": nil}})
}

// embeddings is OpenAI's embeddings: input only.
type embeddings struct{ chat }

func (embeddings) answer(w http.ResponseWriter, r *request) {
	n := r.scenario.Usage().Input()
	writeJSON(w, http.StatusOK, object{
		"object": "list", "model": r.Model, "data": []object{{"object": "embedding", "index": 0, "embedding": []float32{0.1, 0.2}}},
		"usage": object{"prompt_tokens": n, "total_tokens": n},
	})
}

// responses is OpenAI's Responses.
type responses struct{ chat }

func (responses) response(r *request, status string, usage any) object {
	output := []object{}
	if status == "completed" {
		output = append(output, object{
			"id": "msg_1", "type": "message", "role": "assistant", "status": "completed",
			"content": []object{{"type": "output_text", "text": text(), "annotations": []object{}}},
		})
	}
	return object{
		"id": "resp_1", "object": "response", "created_at": 1764547200, "status": status, "model": r.Model + "-2026-10-01",
		"output": output, "service_tier": "default", "usage": usage,
	}
}

func (responses) usage(u Usage) object {
	return object{
		"input_tokens": u.Input(), "output_tokens": u.Output(), "total_tokens": u.Input() + u.Output(),
		"input_tokens_details":  object{"cached_tokens": u.CacheRead, "cache_write_tokens": u.CacheWrite},
		"output_tokens_details": object{"reasoning_tokens": u.Reasoning},
	}
}

func (p responses) answer(w http.ResponseWriter, r *request) {
	writeJSON(w, http.StatusOK, p.response(r, "completed", p.usage(r.scenario.Usage())))
}

func (p responses) stream(s *stream, r *request) {
	s.begin("text/event-stream")
	s.event("response.created", object{"type": "response.created", "sequence_number": 0, "response": p.response(r, "in_progress", nil)})
	for i, word := range words {
		s.event("response.output_text.delta", object{
			"type": "response.output_text.delta", "sequence_number": i + 1, "item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": word,
		})
	}
	s.event("response.completed", object{
		"type": "response.completed", "sequence_number": len(words) + 1, "response": p.response(r, "completed", p.usage(r.scenario.Usage())),
	})
}
