package fakeprovider

import "net/http"

// gemini is Google's generateContent. The prompt includes what was cached, thoughts
// stand beside the candidates, and a count of zero is left out. In a stream each
// message has the counts so far.
type gemini struct{}

func (gemini) usage(u Usage) object {
	v := object{"promptTokenCount": u.Input(), "candidatesTokenCount": u.Visible, "totalTokenCount": u.Input() + u.Output()}
	if u.CacheRead > 0 {
		v["cachedContentTokenCount"] = u.CacheRead
	}
	if u.Reasoning > 0 {
		v["thoughtsTokenCount"] = u.Reasoning
	}
	return v
}

func (g gemini) message(r *request, part object, finish string, usage object) object {
	candidate := object{"index": 0, "content": object{"role": "model", "parts": []object{part}}}
	if finish != "" {
		candidate["finishReason"] = finish
	}
	return object{"candidates": []object{candidate}, "usageMetadata": usage, "modelVersion": r.Model + "-001", "responseId": "resp-1"}
}

var functionCall = object{"functionCall": object{"name": "weather", "args": object{"city": "Ghent"}}}

func (g gemini) answer(w http.ResponseWriter, r *request) {
	part := object{"text": text()}
	if r.tools {
		part = functionCall
	}
	writeJSON(w, http.StatusOK, g.message(r, part, "STOP", g.usage(r.scenario.Usage())))
}

func (g gemini) stream(s *stream, r *request) {
	u := r.scenario.Usage()
	s.begin("text/event-stream")
	if r.tools {
		s.event("", g.message(r, functionCall, "STOP", g.usage(u)))
		return
	}
	for i, word := range words {
		so, finish := Usage{Fresh: u.Fresh, CacheRead: u.CacheRead, CacheWrite: u.CacheWrite, Reasoning: u.Reasoning, Visible: int64(i + 1)}, ""
		if i == len(words)-1 {
			so, finish = u, "STOP"
		}
		s.event("", g.message(r, object{"text": word}, finish, g.usage(so)))
	}
}

func (gemini) fail(w http.ResponseWriter, status int) {
	name := "INVALID_ARGUMENT"
	if status >= http.StatusInternalServerError {
		name = "UNAVAILABLE"
	}
	writeJSON(w, status, object{"error": object{"code": status, "message": "no", "status": name}})
}
