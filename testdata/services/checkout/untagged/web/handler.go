// Package web serves the assistant.
package web

import (
	"context"
	"encoding/json"
	"net/http"
)

// Model is what the handler needs of an assistant.
type Model interface {
	Answer(ctx context.Context, question string) (string, error)
	Similar(ctx context.Context, text string) ([]float64, error)
}

type handler struct{ model Model }

// NewHandler serves POST /answer and POST /similar.
func NewHandler(model Model) http.Handler {
	h := &handler{model: model}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /answer", h.answer)
	mux.HandleFunc("POST /similar", h.similar)
	return mux
}

func (h *handler) answer(w http.ResponseWriter, r *http.Request) {
	answer, err := h.model.Answer(r.Context(), r.FormValue("question"))
	reply(w, answer, err)
}

func (h *handler) similar(w http.ResponseWriter, r *http.Request) {
	vector, err := h.model.Similar(r.Context(), r.FormValue("text"))
	reply(w, vector, err)
}

func reply(w http.ResponseWriter, value any, err error) {
	if err != nil {
		http.Error(w, "the model does not answer", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}
