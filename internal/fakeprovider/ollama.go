package fakeprovider

import (
	"encoding/json"
	"net/http"
)

// ollama is Ollama's chat and generate: a line of JSON for each piece, the last of
// which has the counts.
type ollama struct{}

func (ollama) piece(r *request, word string, done bool) object {
	v := object{"model": r.Model, "created_at": "2026-11-30T12:00:00Z", "message": object{"role": "assistant", "content": word}, "response": word, "done": done}
	if done {
		u := r.scenario.Usage()
		v["done_reason"], v["total_duration"], v["prompt_eval_count"], v["eval_count"] = "stop", 5_000_000, u.Input(), u.Output()
	}
	return v
}

func (o ollama) answer(w http.ResponseWriter, r *request) {
	v := o.piece(r, text(), true)
	if r.tools {
		v["message"] = object{"role": "assistant", "content": "", "tool_calls": []object{{"function": object{"name": "weather", "arguments": object{"city": "Ghent"}}}}}
	}
	writeJSON(w, http.StatusOK, v)
}

func (o ollama) stream(s *stream, r *request) {
	s.begin("application/x-ndjson")
	for _, word := range words {
		s.line(o.piece(r, word, false))
	}
	s.line(o.piece(r, "", true))
}

func (ollama) fail(w http.ResponseWriter, status int) {
	writeJSON(w, status, object{"error": "no"})
}

// line sends a line of JSON.
func (s *stream) line(v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // of our own values
	}
	s.send(append(data, '\n'))
}
